import type Docker from 'dockerode'
import { splitRef } from '../stack/refs.js'
import { messageOf, WorkError } from '../shared/errors.js'
import { engineMessage, goneRemedy } from './gone.js'
import type { Login } from '../registry/credentials.js'
import { authOf, isDenied, readTransfer, type TransferLine } from './transfer.js'

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
    failure = await readTransfer(stream, onStatus, (line) => {
      digest = line.aux?.Digest ?? reported(line, tag) ?? digest
    })
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
function reported({ id, status = '' }: TransferLine, tag: string): string | undefined {
  const [name, digest] = /^(\S+): digest: (sha256:[0-9a-f]{64}) size: \d+$/.exec(status)?.slice(1) ?? []
  return id === undefined && name === tag ? digest : undefined
}

function pushRemedy(failure: string, host: string): string {
  const gone = goneRemedy(failure)
  if (gone !== undefined) return gone
  if (isDenied(failure)) {
    return `Log in with "docker login ${host}" as someone who may push there; on GitHub's registry the job also needs permissions: packages: write.`
  }
  if (/unsupported|method not allowed|405|read.?only/i.test(failure))
    return `The registry ${host} takes no pushes (read-only?).`
  if (/no space left/i.test(failure)) return `The disk of ${host} is full.`
  return `Does ${host} answer, and may it be reached from the engine?`
}
