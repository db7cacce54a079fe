import type { Engine } from '../docker/engine.js'
import type { LookUps } from '../registry/lookups.js'
import { BASES_LABEL } from '../run/context.js'
import { valueAt } from '../shared/values.js'
import type { BaseDigest, ExternalUse } from '../stack/drafts.js'
import type { Image } from '../stack/model.js'
import type { BaseDrift } from '../stack/plan.js'
import { parseRepository, splitRef } from '../stack/refs.js'

export interface BasesRequest {
  readonly uses: readonly ExternalUse[]
  readonly engine: Pick<Engine, 'inspect'> | undefined
  /** Undefined: nobody is to be asked. */
  readonly lookups: LookUps | undefined
  /** The refs under which earlier builds of an image may be found, best first. */
  readonly published: (image: Image['name'], variant: string) => readonly string[]
  readonly platform: string
  /** Build on what the names mean now, instead of what the images were built on. */
  readonly rebuild: boolean
}

export interface Bases {
  readonly baseOf: (use: ExternalUse) => BaseDigest | undefined
  readonly drift: readonly BaseDrift[]
  /** What registries did not say, and what is taken instead; one line each. */
  readonly unknown: readonly string[]
}

/**
 * What the external bases are. An image keeps to the digest that it was built on last (it is recorded on it), so that a
 * base that moves in its registry does not rebuild the stack on the next change of a comment; when it has moved, that is
 * told. A digest that its registry has no more cannot be built on: today's is taken. Bases without a record are what their
 * registry says now, else what the engine has.
 */
export async function findBases(request: BasesRequest): Promise<Bases> {
  const { uses, rebuild } = request
  const recorded = memo((key: string) => recordedDigests(request, key))
  const now = memo((ref: string) => current(request, ref))
  const found = new Map<string, BaseDigest>()
  const moved = new Map<string, { base: string; from: string; to: string; images: string[]; rebuilt: boolean }>()
  const remarks = new Map<string, Remark & { images: string[] }>()
  await Promise.all(
    uses.map(async (use) => {
      const pinned = /@(sha256:[0-9a-f]{64})$/.exec(use.ref)?.[1]
      const [today, before] = await Promise.all([
        pinned === undefined ? now(use.ref) : { base: { digest: pinned, pin: true } },
        pinned === undefined && use.ref !== '' ? recorded(`${use.variant}\0${use.image}`) : undefined,
      ])
      // An image that was made on this engine is nobody else's: what is recorded of another machine says nothing of it.
      const local = today.base?.pin === false
      const old = before?.digests.get(use.ref)
      const drifted = old !== undefined && today.base?.pin === true && today.base.digest !== old
      const keep = old !== undefined && !rebuild && !local && !(drifted && (await isGone(request, use.ref, old)))
      const chosen = keep ? { digest: old, pin: true } : today.base
      if (chosen !== undefined) found.set(keyOf(use), chosen)
      if (drifted) {
        const key = `${use.ref} ${old} ${today.base.digest}`
        const drift = moved.get(key) ?? { base: use.ref, from: old, to: today.base.digest, images: [], rebuilt: !keep }
        drift.images.push(use.image)
        moved.set(key, drift)
      }
      const remark = local ? undefined : remarkOn(use.ref, today, before, keep)
      if (remark === undefined) return
      const same = remarks.get(JSON.stringify(remark)) ?? { ...remark, images: [] }
      same.images.push(use.image)
      remarks.set(JSON.stringify(remark), same)
    }),
  )
  return {
    baseOf: (use) => found.get(keyOf(use)),
    drift: [...moved.values()].map((drift) => ({ ...drift, images: namesOf(drift) })),
    unknown: [...remarks.values()].map(remarkText).sort(),
  }
}

/** What a ref names now. */
interface Today {
  readonly base: BaseDigest | undefined
  /** Why its registry did not say. */
  readonly why?: string
}

/** What an image was built on last. */
interface Recorded {
  readonly digests: ReadonlyMap<string, string>
  /** The ref that has the record; undefined where none has. */
  readonly on?: string
  /** Why a ref that goes before it, or any where none has it, could not be read. */
  readonly why?: string
}

/** Something that nobody said of a base, and what is done about it. */
interface Remark {
  readonly ref: string
  readonly about: 'record' | 'today'
  readonly why: string
  readonly taken: string
}

function remarkOn(ref: string, today: Today, before: Recorded | undefined, keep: boolean): Remark | undefined {
  const about = before?.why === undefined ? 'today' : 'record'
  const settled = keep || today.base !== undefined
  const whys = [before?.why, settled ? undefined : today.why].filter((why) => why !== undefined)
  if (whys.length === 0) return undefined
  const taken = keep
    ? `the one recorded on ${before?.on ?? ''} is taken`
    : today.base === undefined
      ? 'its name alone counts'
      : today.why === undefined
        ? "today's is taken"
        : 'what was pulled is taken'
  return { ref, about, why: [...new Set(whys)].join('; '), taken }
}

function remarkText(remark: Remark & { readonly images: readonly string[] }): string {
  const { ref, about, why, taken } = remark
  const names = namesOf(remark)
  const subject =
    about === 'today'
      ? `today's digest of ${ref}, the base of ${names.join(', ')},`
      : `which digest of ${ref} the ${names.length === 1 ? 'image' : 'images'} ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} built on`
  return `${subject} is not known (${why}): ${taken}`
}

/** Each once, though several plans build it. */
function namesOf({ images }: { readonly images: readonly string[] }): string[] {
  return [...new Set(images)].sort()
}

/** Its registry says that it has the digest no more; one that does not answer says nothing. */
async function isGone({ lookups }: BasesRequest, ref: string, digest: string): Promise<boolean> {
  const answer = await lookups?.digest(splitRef(ref).repository, digest)
  return answer?.kind === 'absent'
}

function keyOf({ image, variant, ref }: ExternalUse): string {
  return JSON.stringify([image, variant, ref])
}

/** What a ref names now: an image that was made on this engine, else what its registry says, else what was pulled once. */
async function current({ engine, lookups }: BasesRequest, ref: string): Promise<Today> {
  const local = await engine?.inspect(ref).catch(() => undefined)
  const { repository, tag } = splitRef(ref)
  const pulled = local?.repoDigests.find((digest) => sameRepository(digest.split('@')[0] ?? '', repository))
  if (local !== undefined && pulled === undefined) return { base: { digest: local.id, pin: false } }
  const answer = parseRepository(repository) === undefined ? undefined : await lookups?.digest(repository, tag)
  if (answer?.kind === 'found') return { base: { digest: answer.digest, pin: true } }
  const digest = pulled?.split('@')[1]
  const base = digest === undefined ? undefined : { digest, pin: true }
  return { base, ...(answer?.kind === 'unknown' ? { why: answer.why } : {}) }
}

function sameRepository(a: string, b: string): boolean {
  const [left, right] = [a, b].map((name) => parseRepository(name))
  const bare = (path: string | undefined): string | undefined => path?.replace(/^library\//, '')
  return left !== undefined && left.host === right?.host && bare(left.path) === bare(right.path)
}

/** The digests of its bases that are recorded on the image as it was published last. */
async function recordedDigests({ lookups, published, platform }: BasesRequest, key: string): Promise<Recorded> {
  const [variant = '', image = ''] = key.split('\0')
  let unread: { readonly why?: string } = {}
  if (lookups === undefined) return { digests: new Map() }
  for (const ref of published(image, variant)) {
    const { repository, tag } = splitRef(ref)
    const answer = await lookups.config(repository, tag, platform)
    // Not known is not absent: the record may be there.
    if (answer.kind === 'unknown') unread = { why: answer.why, ...unread }
    const digests = answer.kind === 'found' ? digestsOf(answer.labels[BASES_LABEL]) : undefined
    if (digests !== undefined) return { digests, on: ref, ...unread }
  }
  return { digests: new Map(), ...unread }
}

function digestsOf(label: string | undefined): ReadonlyMap<string, string> | undefined {
  if (label === undefined) return undefined
  let value: unknown
  try {
    value = JSON.parse(label)
  } catch {
    return undefined // Not ours.
  }
  if (typeof value !== 'object' || value === null) return undefined
  const entries = Object.keys(value).map((ref): [string, unknown] => [ref, valueAt(value, [ref])])
  return new Map(
    entries.flatMap(([ref, digest]) =>
      typeof digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(digest) ? [[ref, digest] as [string, string]] : [],
    ),
  )
}

function memo<T>(make: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const made = new Map<string, Promise<T>>()
  return (key) => {
    let value = made.get(key)
    if (value === undefined) made.set(key, (value = make(key)))
    return value
  }
}
