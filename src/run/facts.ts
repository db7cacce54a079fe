import { normalCommand, layersOf, type Layer } from '../contents/layers.js'
import type { ImageFacts, SuiteFacts } from '../contents/facts.js'
import type { LocalImage } from '../docker/engine.js'
import type { Described } from '../registry/described.js'
import type { PlannedImage } from '../stack/plan.js'
import { splitRef } from '../stack/refs.js'
import { ORIGIN_LABELS } from './origin.js'
import type { SuiteResult } from './results.js'
import type { RunState } from './state.js'

interface Sources {
  /** Undefined where it was not pushed. */
  readonly pushed: { readonly digest: string; readonly compressed: number | null } | undefined
  readonly stored: ImageFacts | undefined
}

/** Everything that is known of an image when all its steps are done; undefined where there is nothing new. */
export async function factsOf(
  state: RunState,
  image: PlannedImage,
  { pushed, stored }: Sources,
): Promise<ImageFacts | undefined> {
  const { engine, earlierFacts, origin, builtIn = '' } = state.request
  const known = state.known(image)
  const isBuilt = known.local !== undefined || (state.does(image, 'build') && known.layers !== undefined)
  const id = isBuilt ? undefined : await state.knownId(image)
  const local = known.local ?? (id === undefined ? undefined : await engine.inspect(id))
  const before = isBuilt ? undefined : ((await earlierOf(earlierFacts, image, local)) ?? stored)
  if (local === undefined && known.infos === undefined && before === undefined && pushed === undefined) return undefined
  const history = known.layers ?? before?.layers ?? (local === undefined ? [] : await historyOf(state, local.id))
  const suites = state.resultOf(image).suites
  const labels = isBuilt ? { ...origin } : originOf(local, before)
  return {
    schema: 1,
    ...{ id: image.id, name: image.name, variant: image.variant, platform: image.platform },
    // The ref of this run names it, whatever named it before.
    ...{ ref: image.ref, digest: pushed?.digest ?? null, fingerprint: image.fingerprint },
    ...labels,
    parents: parentsOf(state, image),
    base: baseOf(state, image),
    builtAt: timeOf(isBuilt ? local?.created : (before?.builtAt ?? local?.created)) ?? state.results.startedAt,
    builtIn: isBuilt ? builtIn : (before?.builtIn ?? ''),
    size: local?.size ?? before?.size ?? 0,
    compressed: pushed?.compressed ?? null,
    layers: history,
    infos: known.infos ?? before?.infos ?? [],
    suites:
      suites.some(({ outcome }) => outcome !== 'off') || before === undefined ? suites.map(suiteFacts) : before.suites,
  }
}

/** What only manifest and configuration say. */
export function bareFacts(
  image: Pick<PlannedImage, 'id' | 'name' | 'variant' | 'platform'>,
  ref: string,
  { digest, compressed, layers, labels, created }: Described,
): ImageFacts {
  return {
    schema: 1,
    ...{ id: image.id, name: image.name, variant: image.variant, platform: image.platform, ref, digest },
    fingerprint: '',
    ...fromLabels(labels),
    ...{ parents: [], base: null, builtAt: created === '' ? new Date(0).toISOString() : created, builtIn: '' },
    ...{ size: 0, compressed, layers, infos: [], suites: [] },
  }
}

function timeOf(text: string | undefined): string | undefined {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

/** What an earlier command wrote into the same folder about this very build. */
async function earlierOf(
  read: ((image: PlannedImage) => Promise<ImageFacts | undefined>) | undefined,
  image: PlannedImage,
  local: LocalImage | undefined,
): Promise<ImageFacts | undefined> {
  const facts = await read?.(image)
  if (facts === undefined || facts.fingerprint !== image.fingerprint) return undefined
  return local !== undefined && timeOf(local.created) === facts.builtAt ? facts : undefined
}

async function historyOf(state: RunState, id: string): Promise<Layer[]> {
  return layersOf(await state.request.engine.history(id), [])
}

function originOf(
  local: LocalImage | undefined,
  before: ImageFacts | undefined,
): Pick<ImageFacts, 'revision' | 'source' | 'version'> {
  if (before === undefined) return fromLabels(local?.labels ?? {})
  const { revision, source, version } = before
  return { revision, source, version }
}

function fromLabels(labels: Readonly<Record<string, string>>): Pick<ImageFacts, 'revision' | 'source' | 'version'> {
  const of = (label: string): string => normalCommand(labels[label] ?? '')
  return {
    revision: of(ORIGIN_LABELS.revision),
    source: of(ORIGIN_LABELS.source),
    version: of(ORIGIN_LABELS.version),
  }
}

function parentsOf(state: RunState, image: PlannedImage): ImageFacts['parents'] {
  return state.parentsOf(image).map((parent) => ({
    name: parent.name,
    ref: parent.ref,
    digest: state.inRegistry(parent)?.digest ?? null,
  }))
}

/** Outside of the stack: the image's own base, else that of what it is built on. */
function baseOf(state: RunState, image: PlannedImage): ImageFacts['base'] {
  const [own] = Object.entries(image.bases)
  if (own !== undefined) return { ref: own[0], digest: own[1].pin ? digestIn(own[1].digest) : null }
  for (const parent of state.parentsOf(image)) {
    const base = baseOf(state, parent)
    if (base !== null) return base
  }
  return null
}

function digestIn(text: string): string | null {
  const digest = text.includes('@') ? text.slice(text.indexOf('@') + 1) : text
  return /^sha256:[a-f0-9]{64}$/.test(digest) ? digest : null
}

function suiteFacts({ name, outcome, of, counts, flaky = [], message = '' }: SuiteResult): SuiteFacts {
  return {
    ...{ name, outcome, ...counts },
    ...(of === undefined ? {} : { of }),
    ...(flaky.length === 0 ? {} : { flaky: flaky.length }),
    ...(outcome === 'off' && message !== '' ? { why: message } : {}),
  }
}

/** Where facts of an image lie in its first registry; undefined where it is in none. */
export function placeOfFacts(state: RunState, image: PlannedImage): { repository: string; digest: string } | undefined {
  const known = state.inRegistry(image)
  return known === undefined ? undefined : { repository: splitRef(known.ref).repository, digest: known.digest }
}
