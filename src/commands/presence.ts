import type { Engine } from '../docker/engine.js'
import type { LookUps } from '../registry/lookups.js'
import { FINGERPRINT_LABEL, PARENTS_LABEL } from '../run/context.js'
import type { Draft } from '../stack/drafts.js'
import { layersKey } from '../stack/fingerprint.js'
import type { KnownRef, Presence } from '../stack/plan.js'
import { splitRef } from '../stack/refs.js'
import { textsOf } from './labels.js'

export interface PresenceRequest {
  readonly drafts: readonly Draft[]
  /** A text: why nobody is asked. */
  readonly lookups: LookUps | string
  readonly engine: Pick<Engine, 'inspect'> | undefined
}

/** What registries and the engine have of each draft; by id. All are asked side by side, and everything once. */
export async function findPresence({ drafts, lookups, engine }: PresenceRequest): Promise<Map<string, Presence>> {
  const entries = await Promise.all(
    drafts
      .filter((draft) => !draft.skipped)
      .map(async (draft): Promise<[string, Presence]> => {
        const remote = typeof lookups === 'string' ? nobody(lookups) : await inRegistries(draft, lookups)
        // What a registry has is taken from there: the engine's may be another build of the same content.
        const local = remote.found.length === 0 && (await inEngine(draft, engine))
        return [draft.id, { ...remote, local }]
      }),
  )
  return new Map(entries)
}

type Remote = Omit<Presence, 'local'>

function nobody(why: string): Remote {
  return { found: [], tested: false, notPublished: undefined, published: false, unknown: why }
}

async function inRegistries(draft: Draft, lookups: LookUps): Promise<Remote> {
  const parts = await Promise.all(
    draft.candidates.map(async (candidate, index) => {
      const { repository, tag } = splitRef(candidate)
      const testedRef = draft.tested[index]
      const names = draft.refs.filter((ref) => splitRef(ref).repository === repository)
      const indexRef = draft.index[index]
      const [tested, published, whole] = await Promise.all([
        testedRef === undefined ? undefined : lookups.digest(repository, splitRef(testedRef).tag),
        Promise.all(names.map((name) => lookups.digest(repository, splitRef(name).tag))),
        indexRef === undefined ? undefined : lookups.digest(repository, splitRef(indexRef).tag),
      ])
      // What was tested is the candidate: the same manifest under another name.
      const found = tested?.kind === 'found' ? tested : await lookups.digest(repository, tag)
      const digest = found.kind === 'found' ? found.digest : undefined
      return {
        known: digest === undefined ? undefined : ({ ref: candidate, digest } satisfies KnownRef),
        tested: tested?.kind === 'found',
        names: names.map((name, at) => ({ name, digest: digestIn(published[at]) })),
        // Of several platforms the names name what they are together.
        whole: indexRef === undefined ? undefined : (digestIn(whole) ?? 'none'),
        unknown: found.kind === 'unknown' ? found.why : undefined,
      }
    }),
  )
  const [first] = parts.flatMap(({ known }) => known ?? [])
  // Registries that have another build of it get this one: one run publishes one image, wherever it publishes it.
  const same = parts.filter(({ known }) => known?.digest === first?.digest)
  const facts = {
    tested: same.length === parts.length && parts.every(({ tested }) => tested),
    // The name of the branch decides whether it is published again; that of the commit is new with every commit.
    notPublished: parts.find(({ names: [name], whole }) => !isNamed(name, whole ?? first?.digest))?.names[0]?.name,
    published:
      first !== undefined &&
      parts.every(({ names, whole }) => names.every((name) => isNamed(name, whole ?? first.digest))),
    unknown: parts.find((part) => part.unknown !== undefined)?.unknown,
  }
  if (first === undefined) return { ...facts, found: [] }
  const { repository } = splitRef(first.ref)
  const config = await lookups.config(repository, first.digest, draft.platform)
  return {
    ...facts,
    found: same.flatMap(({ known }) => known ?? []),
    ...(config.kind === 'found'
      ? { layers: layersKey(config.layers), sitsOn: textsOf(config.labels[PARENTS_LABEL]) ?? {} }
      : {}),
  }
}

function digestIn(answer: Awaited<ReturnType<LookUps['digest']>> | undefined): string | undefined {
  return answer?.kind === 'found' ? answer.digest : undefined
}

function isNamed(name: { readonly digest: string | undefined } | undefined, digest: string | undefined): boolean {
  return name?.digest !== undefined && name.digest === digest
}

/** Names in an engine are anybody's; the label says what is in it. */
async function inEngine(draft: Draft, engine: PresenceRequest['engine']): Promise<boolean> {
  const [ref] = draft.localRefs
  if (engine === undefined || ref === undefined) return false
  const local = await engine.inspect(ref).catch(() => undefined)
  return local?.labels[FINGERPRINT_LABEL] === draft.fingerprint
}
