import { fittingFacts, parseFacts, type ImageFacts } from '../contents/facts.js'
import { WorkError } from '../shared/errors.js'
import { putDocument, readDocument, Refused, type DocumentKind } from './artifact.js'
import type { RegistryClient } from './client.js'
import { isDigest } from './digest.js'
import type { Patience } from './http.js'

const MOST_BYTES = 4 * 1024 * 1024
const FACTS: DocumentKind = { type: 'application/vnd.stack-action.facts.v1+json', mostBytes: 8 * 1024 * 1024 }
/** Characters that each info command keeps where all together are too many. */
const SHORT_OUTPUT = 50_000

/** A registry, as far as facts need it. */
export type FactsReader = Pick<RegistryClient, 'manifest' | 'blob'>
export type FactsRegistry = FactsReader & Pick<RegistryClient, 'put' | 'putBlob'>

/** A registry that takes no artifacts. */
export class NoFacts extends WorkError {}

/** The tag under which a repository keeps the facts of what this digest names: `info-` and its 64 digits. */
export function infoTag(digest: string): string {
  return `info-${digest.replace(/^sha256:/, '')}`
}

/**
 * What is in an image, as whoever built it wrote it beside the image; `digest`: of its manifest for one platform. Undefined
 * where there is nothing, or facts of another image. Throws a WorkError for what is something else.
 */
export async function readFacts(
  registry: FactsReader,
  repository: string,
  digest: string,
  { signal, patience }: { readonly signal?: AbortSignal | undefined; readonly patience?: Patience } = {},
): Promise<ImageFacts | undefined> {
  if (!isDigest(digest)) return undefined
  const tag = infoTag(digest)
  const manifest = await registry.manifest(repository, tag, patience, signal)
  if (manifest === undefined) return undefined
  const name = `${repository}:${tag}`
  const found = await readDocument(registry, { repository, tag }, manifest, FACTS, signal)
  if ('wrong' in found) throw new WorkError(`${name} does not hold facts of an image: ${found.wrong}`)
  const facts = parseFacts(found.content, name)
  return facts.digest === digest ? facts : undefined
}

/** Writes facts beside their image; nothing where the image is in no registry. Throws NoFacts where artifacts are refused. */
export async function putFacts(
  registry: FactsRegistry,
  repository: string,
  facts: ImageFacts,
  signal?: AbortSignal,
): Promise<void> {
  if (facts.digest === null) return
  try {
    const options = signal === undefined ? {} : { signal }
    await putDocument(registry, { repository, tag: infoTag(facts.digest) }, FACTS, bytesOf(facts), options)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new NoFacts(`${repository} takes no facts of images: ${error.message}`, { cause: error.cause })
  }
}

function bytesOf(facts: ImageFacts): Buffer {
  const fitting = fittingFacts(facts)
  const whole = Buffer.from(JSON.stringify(fitting))
  if (whole.length <= MOST_BYTES) return whole
  const infos = fitting.infos.map((info) => ({ ...info, output: info.output.slice(0, SHORT_OUTPUT) }))
  return Buffer.from(JSON.stringify({ ...fitting, infos }))
}
