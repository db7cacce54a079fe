import type { HeldImage, Room, Usage } from '../docker/space.js'
import { WorkError } from '../shared/errors.js'
import { clip, columns, plain, sizeText } from '../shared/text.js'

/** Room where a run writes; undefined where that cannot be known (an engine on another machine). */
export interface Space {
  /** Where the engine keeps its images. */
  readonly engine: Room | undefined
  /** Where our own files go. */
  readonly output: Room | undefined
}

/** What can be done about a full disk depends on where that is. */
export interface Place {
  /** A machine of GitHub's own: its tools may be removed, and nobody has done so yet. */
  readonly canFree: boolean
}

/**
 * Bytes that must be free before a build, unless the input says otherwise: a layer of packages has a gigabyte or two. With
 * less, the engine and the machine itself are about to fail in ways that nobody understands; more would refuse small images
 * on small machines. Who builds big ones asks for more.
 */
export const MIN_FREE = 2_000_000_000

/** For our own files: below it, GitHub's runner warns that it is about to stop. */
const MIN_OUTPUT = 100_000_000

/** A package manager makes so many files in one step. */
const MIN_FILES = 20_000

/** Images that are named. */
const LARGEST = 5

export interface Shortage {
  readonly where: 'engine' | 'output'
  readonly room: Room
  /** Why it is too little. */
  readonly message: string
}

/** Whether a build may begin; undefined: there is room enough, as far as is known. `minFree` 0: whatever there is. */
export function judgeSpace(space: Space, minFree: number): Shortage | undefined {
  if (minFree <= 0) return undefined
  const places = [
    { where: 'engine', room: space.engine, wanted: minFree, what: 'where the engine keeps its images' },
    {
      where: 'output',
      room: space.output,
      wanted: Math.min(minFree, MIN_OUTPUT),
      what: 'where the logs and results go',
    },
  ] as const
  for (const { where, room, wanted, what } of places) {
    if (room === undefined) continue
    const place = `${what} (${plain(room.path)})`
    if (room.free < wanted)
      return { where, room, message: `${sizeText(room.free)} free ${place}, ${sizeText(wanted)} wanted` }
    if (where === 'engine' && room.freeFiles !== undefined && room.freeFiles < MIN_FILES)
      return { where, room, message: `room for ${room.freeFiles} more files ${place}, ${MIN_FILES} wanted` }
  }
  return undefined
}

/** What a build fails with before it has begun; the largest things are named in the message, all of them in the evidence. */
export function shortageError(shortage: Shortage, usage: Usage | undefined, place: Place): WorkError {
  const culprits = shortage.where === 'engine' ? takenBy(usage) : []
  const taken = culprits.length === 0 ? '' : `; taken by: ${culprits.join(', ')}`
  return new WorkError(`${shortage.message}${taken}`, {
    evidence: shortage.where === 'engine' ? usageLines(usage) : [],
    remedy:
      shortage.where === 'engine'
        ? engineRemedy(usage, place)
        : 'Remove what you do not need there, or choose another folder with "out".',
  })
}

/** What writers say when a disk is full: the C library, Node, the engine; a quota is a small disk. */
const FULL = /no space left on device|\bENOSPC\b|disk quota exceeded|\bEDQUOT\b/i

export function isDiskFull(texts: readonly string[]): boolean {
  return texts.some((text) => FULL.test(text))
}

/**
 * What to say of a build or push that failed because a disk was full, beside its own message. By the time we look, the
 * engine has thrown away what it had begun, so that there may be room again. Undefined when it failed otherwise.
 */
export function explainFull(
  texts: readonly string[],
  { space, usage, minFree, place }: { space: Space; usage: Usage | undefined; minFree: number; place: Place },
): { readonly evidence: readonly string[]; readonly remedy: string } | undefined {
  if (!isDiskFull(texts)) return undefined
  const { engine, output } = space
  // A disk with this much room was not what was full: in containers, /dev/shm and tmpfs are small ones of their own.
  const plenty = Math.max(minFree, MIN_FREE) * 10
  const isElsewhere = engine !== undefined && engine.free > plenty && (engine.freeFiles ?? Infinity) > MIN_FILES
  const evidence = [
    ...(engine === undefined
      ? []
      : [`now ${roomText(engine)} where the engine keeps its images (${plain(engine.path)})`]),
    ...(output === undefined ? [] : [`now ${roomText(output)} where the logs and results go (${plain(output.path)})`]),
    ...usageLines(usage),
  ]
  const remedy = isElsewhere
    ? 'The disk of the engine has room: does the step write to /dev/shm or to another small mount?'
    : engineRemedy(usage, place)
  return { evidence, remedy }
}

/** The same error, with what takes the room, when a full disk was its cause; otherwise the error as it is. */
export async function withSpace(error: unknown, ports: SpacePorts): Promise<unknown> {
  if (!(error instanceof WorkError) || !isDiskFull([error.message, ...error.evidence])) return error
  const [space, usage] = await Promise.all([ports.readSpace(), ports.readUsage()])
  const { minFree, place } = ports
  const more = explainFull([error.message, ...error.evidence], { space, usage, minFree, place })
  if (more === undefined) return error
  const message = FULL.test(error.message) ? error.message : `${error.message}: no space left on device`
  return new WorkError(message, {
    evidence: [...error.evidence, ...more.evidence],
    remedy: more.remedy,
    cause: error.cause ?? error,
  })
}

/** What the check needs from outside. Reading fails with undefined, never by throwing. */
export interface SpacePorts {
  readonly readSpace: () => Promise<Space>
  /** Slow: only asked when there is too little. */
  readonly readUsage: () => Promise<Usage | undefined>
  /** Removes what is ours and needed by nobody, until there is enough. Tells itself what it did. */
  readonly reclaim: (isEnough: () => Promise<boolean>) => Promise<void>
  readonly minFree: number
  readonly place: Place
}

/**
 * The check before each build: cheap while there is room. When there is not, what is ours and needed by nobody goes first; it
 * throws a WorkError that names what takes the room when that was not enough. Builds side by side share one check.
 */
export function spaceCheck(ports: SpacePorts): () => Promise<void> {
  const { readSpace, readUsage, reclaim, minFree, place } = ports
  const shortage = async (): Promise<Shortage | undefined> => judgeSpace(await readSpace(), minFree)
  const check = async (): Promise<void> => {
    const before = await shortage()
    if (before === undefined) return
    if (before.where === 'engine') await reclaim(async () => (await shortage())?.where !== 'engine')
    const after = await shortage()
    if (after === undefined) return
    throw shortageError(after, after.where === 'engine' ? await readUsage() : undefined, place)
  }
  let running: Promise<void> | undefined
  return () => (running ??= check().finally(() => (running = undefined)))
}

/** The largest first; whatever is nothing is not named. */
function takenBy(usage: Usage | undefined): string[] {
  if (usage === undefined) return []
  const parts = [
    { name: 'build cache', size: usage.buildCache },
    { name: 'containers', size: usage.containers },
    { name: 'volumes', size: usage.volumes },
    ...largest(usage.imageList).map(({ name, size }) => ({ name: `image ${clip(plain(name), 80)}`, size })),
  ]
  return parts
    .filter(({ size }) => size > 0)
    .sort((one, other) => other.size - one.size)
    .slice(0, LARGEST)
    .map(({ name, size }) => `${name} ${sizeText(size)}`)
}

function usageLines(usage: Usage | undefined): string[] {
  if (usage === undefined) return []
  const { images, imageList, buildCache, containers, volumes } = usage
  const ours = imageList.filter((image) => image.ours).length
  return columns([
    ['build cache', sizeText(buildCache)],
    ['containers', sizeText(containers)],
    ['volumes', sizeText(volumes)],
    [`${imageList.length} images (${ours} of them built by stack-action)`, `${sizeText(images)}, shared layers once`],
    ...largest(imageList).map(({ name, size, ours }) => [
      `  ${clip(plain(name), 100)}`,
      `${sizeText(size)}${ours ? ', built by stack-action' : ''}`,
    ]),
  ])
}

function largest(images: readonly HeldImage[]): HeldImage[] {
  return [...images].sort((one, other) => other.size - one.size).slice(0, LARGEST)
}

/** We do not remove what is not ours; so we say what would help most. */
function engineRemedy(usage: Usage | undefined, { canFree }: Place): string {
  if (canFree) return 'Set "free-disk: true": it removes tools of the runner that building images does not need.'
  if (usage === undefined) return 'See "docker system df" for what takes the room, and remove what you do not need.'
  const { images, buildCache, containers, volumes } = usage
  const most = Math.max(images, buildCache, containers, volumes)
  if (most === 0) return 'Other files than those of the engine take the room; remove some.'
  if (most === buildCache)
    return 'Remove the build cache with "docker builder prune"; other builds on this engine share it, so we leave it alone.'
  if (most === images)
    return 'Remove images that you do not need with "docker image rm"; images of the stack go by themselves with "prune: true" in its spec.'
  if (most === containers) return 'Remove containers that you do not need with "docker container rm".'
  return 'Remove volumes that you do not need with "docker volume rm".'
}

function roomText({ free, freeFiles }: Room): string {
  const files = freeFiles !== undefined && freeFiles < MIN_FILES ? ` and room for ${freeFiles} more files` : ''
  return `${sizeText(free)} free${files}`
}
