import { suitesSaidOf, type JournalRecord } from '../registry/journal.js'
import type { Gate } from '../report/moves.js'
import { UserError, type Problem } from '../shared/errors.js'
import { nearest, suggest } from '../shared/nearest.js'
import { minuteText } from '../shared/text.js'
import { GPU_TEST, gpuSuites } from '../stack/gpu-suites.js'
import type { Image } from '../stack/model.js'
import { checkGates } from './gates.js'
import type { GateGround } from './suites-asked.js'

/** An image that is to get names, whatever stage they are of. */
export interface Required {
  /** As plans name it: with its variant where there are several. */
  readonly id: string
  readonly image: Image
  readonly repository: string
  readonly digest: string
}

/** One entry of the input `require`. */
interface Requirement {
  readonly suite: string
  /** Name or id of the only image that it is about; undefined: all that the suite is for. */
  readonly image: string | undefined
}

/**
 * What the call asks for beside the stages: suites or sorts of suites, `gpu-test`, or one of them for one image
 * (`NAME@IMAGE`). All of it must have passed on exactly these digests. Throws a UserError for images that are not there.
 */
export async function checkRequired(
  require: readonly string[],
  images: readonly Required[],
  ground: GateGround,
  journalOf: (repository: string) => Promise<readonly JournalRecord[]>,
): Promise<Gate[]> {
  const wanted = requirements(require, images, ground)
  const asked = [...new Map(images.map((one) => [`${one.id} ${one.repository} ${one.digest}`, one])).values()]
  const all = await Promise.all(
    asked.map(async (one): Promise<Gate[]> => {
      const own = wanted.filter(({ image }) => image === undefined || isOf(one, image))
      // What is asked of one image by its name is asked of it, whatever the spec says the suite is for.
      const [named, suited] = [
        own.filter(({ image }) => image !== undefined),
        own.filter(({ image }) => image === undefined),
      ]
      const meant = suited.flatMap(({ suite }) => namesOf(suite, one.image, ground))
      const gates =
        meant.length === 0 ? [] : await checkGates([{ ...one, stage: '', suites: meant }], ground, journalOf)
      const [gate] = gates
      const records = await journalOf(one.repository)
      const said = suitesSaidOf(records, one.digest)
      const extra = named.flatMap(({ suite }) => {
        const names = namesOf(suite, one.image, ground)
        return names.length === 0 ? [suite] : names
      })
      const suites = [...new Set([...(gate?.suites ?? []), ...extra])]
      if (suites.length === 0) return []
      const missing = [...new Set([...(gate?.missing ?? []), ...extra.filter((name) => !said.passed.has(name))])]
      const { id: image, repository, digest } = one
      return [
        {
          ...{ image, stage: '', suites, missing },
          ...(missing.length === 0
            ? {}
            : { known: knownOf(missing, records, digest, ground), of: `${repository}@${digest}` }),
        },
      ]
    }),
  )
  return all.flat()
}

function requirements(require: readonly string[], images: readonly Required[], { stack }: GateGround): Requirement[] {
  const problems: Problem[] = []
  const all = [...new Set(require)].map((entry): Requirement => {
    const at = entry.indexOf('@')
    const suite = at < 0 ? entry : entry.slice(0, at)
    const image = at < 0 ? undefined : entry.slice(at + 1)
    if (suite === '' || image === '')
      problems.push({
        message: `"${entry}" says no suite that is required`,
        remedy: 'Write NAME, NAME@IMAGE, or gpu-test.',
      })
    else if (image !== undefined && !stack.images.has(image.split('@')[0] ?? ''))
      problems.push({
        message: `"${entry}" requires something of an image that is not in ${stack.file}`,
        remedy: suggest(image, [...stack.images.keys()], 'images'),
      })
    else if (image !== undefined && !images.some((one) => isOf(one, image)))
      problems.push({
        message: `"${entry}" requires something of ${image}, which gets no name here`,
        remedy: 'Leave it out, or name the image with --images (input `images`), too.',
      })
    return { suite, image }
  })
  if (problems.length > 0) throw new UserError(problems)
  return all
}

function isOf({ id, image }: Required, name: string): boolean {
  return name === id || name === image.name
}

/** `gpu-test` is all suites of the spec that run where GPUs are; where there are none, the test that a call brought itself. */
function namesOf(suite: string, image: Image, { stack }: GateGround): string[] {
  if (suite !== GPU_TEST || stack.suites.some(({ name }) => name === GPU_TEST)) return [suite]
  const declared = gpuSuites(stack)
  if (declared.length === 0) return [GPU_TEST]
  return declared.filter((name) => {
    const own = stack.suites.find((one) => one.name === name)
    return own?.images?.includes(image.name) ?? true
  })
}

/** What the journal says of suites that are missing on a digest, a line each. */
function knownOf(
  missing: readonly string[],
  records: readonly JournalRecord[],
  digest: string,
  { stack }: GateGround,
): string[] {
  const declared = [GPU_TEST, ...stack.suites.map(({ name }) => name)]
  return missing.map((name) => {
    const last = records.findLast((one) => one.new === digest && one.failed?.includes(name) === true)
    if (last === undefined) {
      // Suites that are found are in no list here: it may be one of those.
      const meant = declared.includes(name) ? undefined : nearest(name, declared)
      return `nothing is recorded of ${name} on it${meant === undefined ? '' : ` (did you mean ${meant}?)`}`
    }
    const where = last.run === '' ? '' : `, ${last.run}`
    return `${name} failed on it (${minuteText(last.at)}, by ${last.by === '' ? 'somebody' : last.by}${where})`
  })
}
