import { WorkError } from '../shared/errors.js'
import type { Access, Rights } from './access.js'
import { expect } from './expect.js'
import { isSafe, unsafe, type Answer } from './http.js'
import { locate } from './locate.js'

/** What uploads need to be allowed. */
export const PUSH = 'pull,push'

/** Where uploads begin, below `/v2/<name>/`. */
export const UPLOADS = 'blobs/uploads/'

/** Begins an upload (distribution-spec, "Pushing blobs"). Returns where it goes on; throws a RegistryError when refused. */
export async function beginUpload(
  access: Access,
  repository: string,
  what: string,
  signal?: AbortSignal,
): Promise<URL> {
  const answer = await access.send({ repository, actions: PUSH }, UPLOADS, { method: 'POST', signal })
  expect(answer, 202, what, repository)
  return placeOf(answer, repository)
}

/** The place that an answer with 202 names. It may be relative, and with another origin. */
export function placeOf({ headers }: Answer, repository: string): URL {
  const { host, name, base } = locate(repository)
  const asked = new URL(`${base}/v2/${name}/${UPLOADS}`)
  const location = headers.get('location') ?? ''
  if (location === '' || !URL.canParse(location, asked.href))
    throw new WorkError(`the registry ${host} does not say where an upload is to go`)
  const place = new URL(location, asked)
  if (!isSafe(asked, place)) throw unsafe(`the registry ${host}`, place)
  return place
}

const CANCEL_MS = 5000

/** Ends an upload that nothing is to come of. Registries that do not take it forget uploads by themselves after a while. */
export async function cancelUpload(access: Access, rights: Rights, place: URL): Promise<void> {
  if (place.origin !== locate(rights.repository).base) return
  const sent = { method: 'DELETE', signal: AbortSignal.timeout(CANCEL_MS) }
  await access.sendTo(rights, place, sent).catch(() => undefined)
}

/** The address that ends an upload. The digest is added as text: parsing the rest and writing it anew might change what the registry has signed. */
export function withDigest(place: URL, digest: string): URL {
  const url = new URL(place)
  url.search = `${place.search}${place.search === '' ? '?' : '&'}digest=${encodeURIComponent(digest)}`
  return url
}
