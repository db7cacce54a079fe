import type Docker from 'dockerode'
import type { Login } from '../registry/credentials.js'
import { messageOf, WorkError } from '../shared/errors.js'
import { engineMessage, goneRemedy } from './gone.js'
import { authOf, isDenied, readTransfer } from './transfer.js'

/** Pulls an image by its digest. Throws a WorkError that names it. */
export async function pullImage(
  docker: Docker,
  repository: string,
  digest: string,
  login: Login | undefined,
  onStatus: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const host = repository.split('/')[0] ?? ''
  let failure: string | undefined
  try {
    const stream = await docker.createImage(authOf(login, host), {
      fromImage: repository,
      tag: digest,
      abortSignal: signal,
    })
    failure = await readTransfer(stream, onStatus)
  } catch (error) {
    failure = engineMessage(messageOf(error))
  }
  signal.throwIfAborted()
  if (failure !== undefined)
    throw new WorkError(`${repository}@${digest} could not be pulled: ${failure}`, { remedy: remedyFor(failure, host) })
}

function remedyFor(failure: string, host: string): string {
  const gone = goneRemedy(failure)
  if (gone !== undefined) return gone
  if (isDenied(failure))
    return `Log in with "docker login ${host}" as someone who may pull there; on GitHub's registry the job also needs permissions: packages: read.`
  if (/not found|manifest unknown/i.test(failure))
    return 'Was it removed from the registry after the plan was made? Plan again, or ask for a full rebuild.'
  return `Does ${host} answer, and may it be reached from the engine?`
}
