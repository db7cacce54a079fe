import type Docker from 'dockerode'
import { createInterface } from 'node:readline'
import { splitRef } from '../stack/refs.js'
import { messageOf, WorkError } from '../shared/errors.js'
import { engineMessage, goneRemedy } from './gone.js'
import { IDENTITY_TOKEN, type Login } from '../registry/credentials.js'

interface PushLine {
  readonly status?: string
  readonly id?: string
  readonly error?: string
  readonly errorDetail?: { readonly message?: string }
  readonly aux?: { readonly Digest?: string }
}

/**
 * Pushes a ref with the engine. A refusal comes as an event in a stream that began with HTTP 200, so every event is read.
 * Returns the digest the registry gave it. Throws a WorkError that names the ref.
 */
export async function pushImage(
  docker: Docker,
  ref: string,
  login: Login | undefined,
  onStatus: (line: string) => void,
  signal: AbortSignal,
): Promise<string> {
  const { repository, tag } = splitRef(ref)
  const host = repository.split('/')[0] ?? ''
  let failure: string | undefined
  let digest: string | undefined
  try {
    const stream = await docker.getImage(repository).push({
      tag,
      authconfig: authOf(login, host),
      abortSignal: signal,
    })
    for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
      if (text.trim() === '') continue
      const line = JSON.parse(text) as PushLine
      failure = line.error ?? line.errorDetail?.message ?? failure
      digest = line.aux?.Digest ?? reported(line, tag) ?? digest
      // Progress bars ("Pushing" with a current size) come by the thousand; what happened to a layer comes once.
      if (
        line.status !== undefined &&
        line.status !== 'Pushing' &&
        line.status !== 'Preparing' &&
        line.status !== 'Waiting'
      ) {
        onStatus(line.id === undefined ? line.status : `${line.id}: ${line.status}`)
      }
    }
  } catch (error) {
    signal.throwIfAborted()
    failure = engineMessage(messageOf(error))
  }
  signal.throwIfAborted()
  if (failure !== undefined)
    throw new WorkError(`the push of ${ref} was refused: ${failure}`, { remedy: pushRemedy(failure, host) })
  if (digest === undefined) throw new WorkError(`the push of ${ref} ended without a digest and without an error`)
  return digest
}

/** With containerd's image store an engine says the digest in words only. */
function reported({ id, status = '' }: PushLine, tag: string): string | undefined {
  const [name, digest] = /^(\S+): digest: (sha256:[0-9a-f]{64}) size: \d+$/.exec(status)?.slice(1) ?? []
  return id === undefined && name === tag ? digest : undefined
}

/** An identity token goes to the engine in a field of its own. */
function authOf(
  login: Login | undefined,
  serveraddress: string,
): { serveraddress: string; username: string; password: string; identitytoken?: string } {
  if (login?.username === IDENTITY_TOKEN)
    return { serveraddress, username: '', password: '', identitytoken: login.password }
  return { serveraddress, username: login?.username ?? '', password: login?.password ?? '' }
}

function pushRemedy(failure: string, host: string): string {
  const gone = goneRemedy(failure)
  if (gone !== undefined) return gone
  if (/unauthorized|authentication required|no basic auth|denied|forbidden/i.test(failure)) {
    return `Log in with "docker login ${host}" as someone who may push there; on GitHub's registry the job also needs permissions: packages: write.`
  }
  if (/unsupported|method not allowed|405|read.?only/i.test(failure))
    return `The registry ${host} takes no pushes (read-only?).`
  if (/no space left/i.test(failure)) return `The disk of ${host} is full.`
  return `Does ${host} answer, and may it be reached from the engine?`
}
