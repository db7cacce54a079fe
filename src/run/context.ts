import { readFile } from 'node:fs/promises'
import { join, posix, resolve } from 'node:path'
import type { BuildContext } from '../docker/builder.js'
import { hashContext, ignoreTextOf, readContext } from '../docker/context.js'
import { messageOf, WorkError } from '../shared/errors.js'
import { contextKey } from '../stack/fingerprint.js'
import { countedFiles } from '../stack/affected.js'
import { matcher, replaceBases } from '../stack/dockerfile.js'
import type { ChangeRules } from '../stack/model.js'
import type { PlannedImage } from '../stack/plan.js'
import { NO_ORIGIN, originLabels, type Origin } from './origin.js'

/** Names the content of an image, on the image itself. */
export const FINGERPRINT_LABEL = 'dev.stack-action.fingerprint'
/** The registry digests of the bases outside the stack that an image is built on: JSON, ref → digest. */
export const BASES_LABEL = 'dev.stack-action.bases'

/** The builds of its parents that an image sits on: JSON, name → `layersKey`. */
export const PARENTS_LABEL = 'dev.stack-action.parents'

/** What is written on an image: for later runs, and for everybody (`origin`). `dockerfile`: its text. */
export function labelsOf(
  image: Pick<PlannedImage, 'fingerprint' | 'bases'>,
  parents: Readonly<Record<string, string>>,
  origin: Origin = NO_ORIGIN,
  dockerfile = '',
): Record<string, string> {
  const pinned = Object.entries(image.bases).flatMap(([ref, { digest, pin }]) => (pin ? [[ref, digest]] : []))
  return {
    ...originLabels(origin, dockerfile),
    [FINGERPRINT_LABEL]: image.fingerprint,
    ...(pinned.length === 0 ? {} : { [BASES_LABEL]: JSON.stringify(Object.fromEntries(pinned)) }),
    ...(Object.keys(parents).length === 0 ? {} : { [PARENTS_LABEL]: JSON.stringify(parents) }),
  }
}

/** The Dockerfile of an image: its files one after the other. */
export async function readDockerfiles(stackDir: string, files: readonly string[]): Promise<string> {
  const texts = await Promise.all(files.map((file) => readFile(join(stackDir, file), 'utf8')))
  return texts.map((text, index) => (index < texts.length - 1 && !text.endsWith('\n') ? `${text}\n` : text)).join('')
}

/** Where a build looks for its Dockerfile, seen from the context; the rules of .dockerignore may be beside it. */
export function dockerfileIn(context: string, file: string): string {
  return posix.relative(context, file)
}

/** The name that a Dockerfile gets in a context that it is not a file of. */
const GUEST = '.stack-action.Dockerfile'

export interface ContextFacts {
  readonly rules: Pick<ChangeRules, 'ignore'>
  /** Of the build. */
  readonly platform: string
  /** What stands in the place of a base; undefined: what the plan has for it. */
  readonly replace?: (ref: string) => string | undefined
}

/**
 * The context of an image as it is built: its files, and its Dockerfile with the images of this run in the places of its
 * parents and digests in those of other bases. Throws a WorkError when the files are not the ones that were planned.
 */
export async function buildContext(
  stackDir: string,
  image: PlannedImage,
  { rules, platform, replace = () => undefined }: ContextFacts,
): Promise<BuildContext> {
  const directory = resolve(stackDir, image.context)
  const inContext = image.dockerfiles.map((file) => dockerfileIn(image.context, file))
  const [entries, ignoreText, text] = await Promise.all([
    readContext(directory, inContext),
    ignoreTextOf(directory, inContext),
    readDockerfiles(stackDir, image.dockerfiles).catch((error: unknown) => {
      throw new WorkError(`the Dockerfile of ${image.name} cannot be read: ${messageOf(error)}`, { cause: error })
    }),
  ])
  // The fingerprint was made when the run was planned; what is built now must be the same files.
  const only = countedFiles(image.context, image.copied, rules)
  if (contextKey(await hashContext(directory, entries, only), text) !== image.contextHash)
    throw new WorkError(`the files of ${image.name} changed while the run went on`, { remedy: 'Run again.' })
  const { rewrites } = image
  const planned = (ref: string): string | undefined => (Object.hasOwn(rewrites, ref) ? rewrites[ref] : undefined)
  const written = replaceBases(text, image.buildArgs, (ref) => replace(ref) ?? planned(ref), platform)
  const [own] = inContext
  const isOwn = inContext.length === 1 && own !== undefined && !own.startsWith('../')
  const path = isOwn ? own : GUEST
  // What a wide context has besides is not sent: a build that needs it fails, instead of making something unaccounted for.
  const whole = image.copied.kind === 'all'
  const isCopied = matcher(image.copied)
  const asItIs = isOwn && written === text && whole
  return {
    directory,
    entries: whole ? entries : entries.filter((entry) => isCopied(entry.path)),
    whole,
    given: asItIs ? [] : [{ path, content: Buffer.from(written) }],
    dockerfile: { path, text: written },
    ignoreText,
  }
}
