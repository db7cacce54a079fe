import { plain } from '../shared/text.js'

/** An image, and whether the code is of its version. */
export interface CheckedImage {
  /** With its variant where there are several. */
  readonly image: string
  /** Of the code: X.Y.Z. */
  readonly code: string
  /** What the image is called; the first name that was looked for where there is none. */
  readonly ref: string
  /** Where it was found. */
  readonly where: 'engine' | 'registry' | undefined
  /** '' where the image says none. */
  readonly version: string
  /** `newer`, `older`: the code is. */
  readonly state: 'in-sync' | 'newer' | 'older' | 'unknown' | 'missing'
  /** The name that an image of the code's version has, or would have. */
  readonly wanted: string
}

/** What `check` found: stdout under --json. */
export interface CheckResult {
  readonly schema: 1
  readonly command: 'check'
  readonly outcome: 'passed' | 'failed'
  readonly strict: boolean
  /** SKIP_VERSION_CHECK was set: nothing was looked at. */
  readonly skipped: boolean
  /** '' where the spec has no changelog. */
  readonly changelog: string
  readonly images: readonly CheckedImage[]
}

/** What a terminal shows: one line for what is in sync, three for what is not. */
export function checkLines({ images, skipped, changelog, strict }: CheckResult): string[] {
  if (skipped) return ['SKIP_VERSION_CHECK is set: code and images were not compared']
  const good = images.filter(({ state }) => state === 'in-sync')
  const bad = images.filter(({ state }) => state !== 'in-sync')
  return [
    ...good.map(({ image, code, ref }) => `${image}: in sync, ${code} (${ref})`),
    ...bad.flatMap((one) => [
      `${one.image}: this code is not in sync with its image`,
      `    code ${one.code} (${changelog}), ${foundText(one)}`,
      `    → ${remedyOf(one)}`,
    ]),
    ...(bad.length > 0 && !strict ? ['This is only a warning; --strict makes it an error.'] : []),
  ].map(plain)
}

function foundText({ state, ref, version, where }: CheckedImage): string {
  if (state === 'missing') return `and nobody has ${ref}`
  return `image ${version === '' ? 'without a version' : version} (${ref}, in the ${where ?? 'registry'})`
}

function remedyOf({ state, wanted, ref }: CheckedImage): string {
  switch (state) {
    case 'newer':
      return `The image is older: take the one of this code ("docker pull ${wanted}"), or release it ("stack-action release").`
    case 'older':
      return `The code is older: merge the main branch; or take the image of this code ("docker pull ${wanted}").`
    case 'unknown':
      return `It was built without a version: build it again ("stack-action release"), or take ${wanted}.`
    default:
      return `Pull it ("docker pull ${ref}"), or release it ("stack-action release").`
  }
}
