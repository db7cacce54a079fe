import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { messageOf, WorkError } from '../shared/errors.js'
import type { Access } from './access.js'
import { RegistryError } from './authorize.js'
import { checked } from './checked.js'
import type { Descriptor } from './contents.js'
import { expect, saidBy } from './expect.js'
import { askedWaitMs, backoffMs, pause } from './http.js'
import { locate } from './locate.js'
import { stall } from './stall.js'
import { beginUpload, placeOf, PUSH, UPLOADS, withDigest } from './uploads.js'

/** A repository and a blob of it, or one that is to be there. */
export interface BlobAt {
  readonly repository: string
  readonly blob: Descriptor
}

/** Tries, all in all: an upload is safe to begin again, because its digest says whether it is what it should be. */
const ATTEMPTS = 3
const LONGEST_WAIT_MS = 60_000
/** Without a byte having gone through. */
const STALLED_MS = 60_000
/** From the last byte to the answer: the registry hashes and stores the blob. */
const STORING_MS = 300_000

/** Whether a repository has a blob. What is refused here will be refused at the upload, too. */
export async function hasBlob(access: Access, { repository, blob }: BlobAt, signal: AbortSignal): Promise<boolean> {
  const rights = { repository, actions: PUSH }
  return (await access.send(rights, `blobs/${blob.digest}`, { method: 'HEAD', signal })).status === 200
}

/**
 * Asks a registry to take a blob from another of its repositories (distribution-spec, "Mounting a blob from another
 * repository"). It may begin an upload instead and answer with that one's place; undefined when it does neither.
 */
export async function mountBlob(
  access: Access,
  from: string,
  { repository, blob }: BlobAt,
  signal: AbortSignal,
): Promise<'mounted' | URL | undefined> {
  const source = locate(from).name
  const path = `${UPLOADS}?mount=${encodeURIComponent(blob.digest)}&from=${encodeURIComponent(source)}`
  let status: number
  try {
    const answer = await access.send({ repository, actions: PUSH, from: source }, path, { method: 'POST', signal })
    if (answer.status === 202) return placeOf(answer, repository)
    status = answer.status
  } catch (error) {
    // The token server may refuse both rights at once where it gives each alone.
    if (error instanceof RegistryError) return undefined
    throw error
  }
  // Believed only when it is there: what is missing would be found out at the manifest, and not be mended any more.
  return status === 201 && (await hasBlob(access, { repository, blob }, signal)) ? 'mounted' : undefined
}

/**
 * Sends a blob from one repository to another without keeping it. `begun` is an upload to use for the first try. Throws
 * a WorkError after the last one, a RegistryError at once when it is refused, and the signal's reason.
 */
export async function sendBlob(
  access: Access,
  from: string,
  to: BlobAt,
  begun: URL | undefined,
  signal: AbortSignal,
): Promise<void> {
  const what = `copy of ${to.blob.digest} to ${to.repository}`
  for (let attempt = 1; ; attempt++) {
    let waitMs = backoffMs(attempt)
    const source = await openBlob(access, from, to.blob, signal)
    try {
      const place = (attempt === 1 ? begun : undefined) ?? (await beginUpload(access, to.repository, what, signal))
      await upload(access, source, place, to, what, signal)
      return
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof RegistryError) throw error
      if (attempt === ATTEMPTS)
        throw new WorkError(`${what} broke ${ATTEMPTS} times: ${messageOf(error)}`, { cause: error })
      if (error instanceof Broken) waitMs = Math.min(error.waitMs ?? waitMs, LONGEST_WAIT_MS)
    } finally {
      source.destroy()
    }
    await pause(waitMs, signal)
  }
}

async function openBlob(access: Access, from: string, blob: Descriptor, signal: AbortSignal): Promise<Readable> {
  const answer = await access.open({ repository: from, actions: 'pull' }, `blobs/${blob.digest}`, { signal })
  expect(answer, 200, `copy of ${blob.digest} from ${from}`, from)
  if (answer.stream === undefined) throw new WorkError(`${from} sends nothing for ${blob.digest}`)
  return answer.stream
}

/** Answers to the last request of an upload that another try would not change. */
const FINAL: readonly number[] = [403, 405, 413]

/** An upload that came to nothing, and may come to something when it is begun again. */
class Broken extends WorkError {
  constructor(
    message: string,
    /** Milliseconds that the registry asks to be left alone for. */
    readonly waitMs: number | undefined,
  ) {
    super(message)
  }
}

async function upload(
  access: Access,
  source: Readable,
  place: URL,
  { repository, blob }: BlobAt,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const watch = stall(STALLED_MS, 'nothing moves any more')
  const body = checked(blob, `the registry of ${what}`, (bytes) => {
    watch.alive(bytes < blob.size ? STALLED_MS : STORING_MS)
  })
  // What ends the one ends the other; whoever sends the body hears of it.
  pipeline(source, body).catch(() => undefined)
  const sent = {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(blob.size) },
    body,
    signal: AbortSignal.any([signal, watch.signal]),
  }
  try {
    const answer = await access.sendTo({ repository, actions: PUSH }, withDigest(place, blob.digest), sent)
    if (FINAL.includes(answer.status)) expect(answer, 201, what, repository)
    if (answer.status !== 201)
      throw new Broken(`the registry answered ${answer.status}: ${saidBy(answer)}`, askedWaitMs(answer.headers))
    if (!body.readableEnded) throw new Broken('the registry was content before it had everything', undefined)
  } catch (error) {
    throw watch.signal.aborted ? watch.signal.reason : error
  } finally {
    watch.stop()
    body.destroy()
  }
}
