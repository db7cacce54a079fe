import { WorkError } from '../shared/errors.js'
import type { Access } from './access.js'
import type { Descriptor } from './contents.js'
import { digestOf } from './digest.js'
import { expect } from './expect.js'
import { backoffMs, pause, type Answer } from './http.js'
import { beginUpload, cancelUpload, PUSH, withDigest } from './uploads.js'

/** Tries, all in all: an upload whose end is lost is begun again. */
const ATTEMPTS = 4
const TIMEOUT_MS = 30_000

/** Reads a blob into memory; undefined when it is not there. */
export async function readSmall(
  access: Access,
  repository: string,
  { digest, size }: Descriptor,
  signal?: AbortSignal,
): Promise<Buffer | undefined> {
  const answer = await access.send({ repository, actions: 'pull' }, `blobs/${digest}`, { signal })
  if (answer.status === 404) return undefined
  const what = `look-up of ${repository}@${digest}`
  expect(answer, 200, what, repository)
  const came = digestOf(answer.body)
  if (came !== digest || answer.body.length !== size)
    throw new WorkError(`${what}: the registry sent something else, ${answer.body.length} bytes of ${came}`)
  return answer.body
}

/**
 * Puts a blob out of memory. Its bytes may still be coming: the upload is begun meanwhile. Throws a RegistryError when it is
 * refused, what the bytes end with, and the signal's reason.
 */
export async function writeSmall(
  access: Access,
  repository: string,
  coming: Buffer | Promise<Buffer>,
  signal?: AbortSignal,
): Promise<Descriptor> {
  const rights = { repository, actions: PUSH }
  const first = beginUpload(access, repository, `upload to ${repository}`, signal)
  // Whichever fails first is told; the other may fail after it.
  first.catch(() => undefined)
  const bytes = await Promise.resolve(coming).catch(async (error: unknown) => {
    const begun = await first.catch(() => undefined)
    if (begun !== undefined) await cancelUpload(access, rights, begun)
    throw error
  })
  const blob = { digest: digestOf(bytes), size: bytes.length }
  const what = `upload of ${blob.digest} to ${repository}`
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(bytes.length) }
  for (let attempt = 1; ; attempt++) {
    const begun = attempt === 1 ? await first : await beginUpload(access, repository, what, signal)
    const timeout = AbortSignal.timeout(TIMEOUT_MS)
    const sent = {
      ...{ method: 'PUT', headers, body: bytes },
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    }
    // An upload is gone after its last request, whatever came of that: it cannot be asked again by itself.
    const answer = await access.sendTo(rights, withDigest(begun, blob.digest), sent).catch((error: unknown) => {
      signal?.throwIfAborted()
      if (attempt === ATTEMPTS) throw error
      return undefined
    })
    if (answer?.status === 201) return blob
    if (answer !== undefined && (attempt === ATTEMPTS || !isPassing(answer))) expect(answer, 201, what, repository)
    await pause(backoffMs(attempt), signal)
  }
}

/** 404 and 416: the place that we were given knows nothing of the upload, as after a lost answer. */
function isPassing({ status }: Answer): boolean {
  return status === 404 || status === 416 || status === 429 || status >= 500
}
