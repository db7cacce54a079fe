import type { ImageFacts } from '../contents/facts.js'
import { layersOf } from '../contents/layers.js'
import type { Engine, LocalImage } from '../docker/engine.js'
import type { Manifest, RegistryClient } from '../registry/client.js'
import type { CredentialsFor } from '../registry/credentials.js'
import { describe, platformManifest } from '../registry/described.js'
import { isDigest } from '../registry/digest.js'
import { readFacts } from '../registry/facts.js'
import { BRIEF } from '../registry/http.js'
import type { DiffSide } from '../report/diff.js'
import { bareFacts } from '../run/facts.js'
import { runInfos } from '../run/infos.js'
import { messageOf, userError, WorkError } from '../shared/errors.js'
import { nearestFew } from '../shared/nearest.js'
import type { Stack } from '../stack/model.js'
import { DEFAULT_HOST, parseRepository } from '../stack/refs.js'
import { isReserved } from '../stack/tags.js'
import type { Place } from './diff-names.js'
import type { Member } from './move-names.js'

export interface Asking {
  readonly stack: Stack
  readonly member: Member
  readonly platform: string
  readonly pull: boolean
  /** Undefined where there is none. */
  readonly engine: Engine | undefined
  readonly registry: RegistryClient
  readonly credentialsFor: CredentialsFor
  readonly signal: AbortSignal
  readonly notice: (text: string) => void
}

/** One of the two that are compared. */
export interface Side extends DiffSide {
  readonly place: Place
  readonly facts: ImageFacts
}

/** Milliseconds for each info command of an image that is pulled. */
const INFO_MS = 5 * 60_000
/** Tags that are suggested. */
const NEAR = 3

/**
 * What is in an image: as a run wrote it beside it (two or three small requests), as the engine shows it where it has the
 * image or is to pull it, else what its manifest and configuration say. Throws a UserError where there is no such image.
 */
export async function readSide(place: Place, asking: Asking): Promise<Side> {
  const { registry, platform, signal, notice, engine, pull } = asking
  const { repository, reference, ref } = place
  const asked = { signal, patience: BRIEF }
  // Names of one part are nobody's on Docker Hub.
  const manifest = repository.includes('/')
    ? await platformManifest(registry, repository, reference, platform, asked)
    : undefined
  if (manifest === undefined) return localSide(place, asking)
  const { digest } = manifest
  const facts = await readFacts(registry, repository, digest, asked).catch((error: unknown) => {
    if (!(error instanceof WorkError)) throw error
    notice(messageOf(error))
    return undefined
  })
  if (facts !== undefined) return { ref, digest, from: 'facts', place, facts }
  const exact = `${repository}@${digest}`
  if (pull) await pullExact(asking, place, digest)
  const local = await engine?.inspect(exact)
  if (engine !== undefined && local !== undefined) return engineSide(asking, engine, { place, local, digest, manifest })
  return bareOf(asking, place, manifest)
}

/** The same image, as its manifest and configuration tell of it; undefined where it is in no registry. */
export async function bareSide({ place, digest }: Side, asking: Asking): Promise<Side | undefined> {
  if (digest === null) return undefined
  const { registry, signal, platform } = asking
  const manifest = await platformManifest(registry, place.repository, digest, platform, { signal, patience: BRIEF })
  return manifest === undefined ? undefined : bareOf(asking, place, manifest)
}

async function bareOf({ registry, signal, member, platform }: Asking, place: Place, manifest: Manifest): Promise<Side> {
  const described = await describe(registry, place.repository, manifest, signal)
  if (described === undefined) throw userError(`${place.ref} is not an image`)
  const { id, image, variant } = member
  const facts = bareFacts({ id, name: image.name, variant: variant.name, platform }, place.ref, described)
  return { ref: place.ref, digest: manifest.digest, from: 'registry', place, facts }
}

async function localSide(place: Place, asking: Asking): Promise<Side> {
  const { engine, member } = asking
  const { reference, repository, ref } = place
  const tag = isDigest(reference) ? undefined : `${member.image.repository}:${reference}`
  const local = (await engine?.inspect(ref)) ?? (tag === undefined ? undefined : await engine?.inspect(tag))
  if (engine !== undefined && local !== undefined)
    return engineSide(asking, engine, { place, local, digest: null, manifest: undefined })
  const tags = repository.includes('/') ? await asking.registry.tags(repository, asking.signal) : []
  const known = nearestFew(
    reference,
    tags.filter((one) => !isReserved(one)),
    NEAR,
  )
  throw userError(`there is no ${ref} for ${asking.platform}`, {
    remedy:
      known.length === 0
        ? 'Neither its registry nor the engine has it: name a tag, a stage or a digest that is there.'
        : `Its registry has ${known.join(', ')}.`,
  })
}

async function pullExact(
  { engine, credentialsFor, notice, signal }: Asking,
  place: Place,
  digest: string,
): Promise<void> {
  const { repository } = place
  if (engine === undefined || (await engine.inspect(`${repository}@${digest}`)) !== undefined) return
  notice(`pulling ${repository}@${digest}`)
  const login = await credentialsFor(parseRepository(repository)?.host ?? DEFAULT_HOST)
  await engine.pull(repository, digest, login, () => undefined, signal)
}

interface InEngine {
  readonly place: Place
  readonly local: LocalImage
  readonly digest: string | null
  readonly manifest: Manifest | undefined
}

/** Runs the info commands on what the engine has. */
async function engineSide(
  { stack, member, platform, signal, notice }: Asking,
  engine: Engine,
  { place, local, digest }: InEngine,
): Promise<Side> {
  const { id, image, variant } = member
  const commands = image.infos.flatMap((name) => stack.infos.get(name) ?? [])
  const [history, infos] = await Promise.all([
    engine.history(local.id),
    runInfos(engine, { image: local.id, platform, commands, timeoutMs: INFO_MS, signal }),
  ])
  for (const { name, status } of infos)
    if (status !== 0) notice(`${place.ref}: info command ${name} ended with exit status ${status}`)
  const described = { digest: digest ?? '', compressed: 0, layers: layersOf(history, []), labels: local.labels }
  const bare = bareFacts({ id, name: image.name, variant: variant.name, platform }, place.ref, {
    ...described,
    created: local.created,
  })
  const facts: ImageFacts = { ...bare, digest, size: local.size, compressed: null, infos }
  return { ref: place.ref, digest, from: 'engine', place, facts }
}
