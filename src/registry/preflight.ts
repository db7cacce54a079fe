import type { Access } from './access.js'
import { LoginRefused, RegistryError } from './authorize.js'
import { locate } from './locate.js'
import { pushRemedy } from './remedies.js'
import { beginUpload, cancelUpload, PUSH } from './uploads.js'

/**
 * Finds out whether a push would be taken, by beginning an upload and cancelling it: token servers answer with fewer
 * rights than asked for, so nothing else is sure. Throws a RegistryError that says what is missing.
 */
export async function checkPush(access: Access, repository: string): Promise<void> {
  let place: URL
  try {
    place = await beginUpload(access, repository, `no push to ${repository}`)
  } catch (error) {
    throw explained(error, repository)
  }
  await cancelUpload(access, { repository, actions: PUSH }, place)
}

function explained(error: unknown, repository: string): unknown {
  if (!(error instanceof RegistryError) || error instanceof LoginRefused) return error
  const { host, name } = locate(repository)
  const remedy = pushRemedy(host, name, error.status)
  if (remedy === undefined) return error
  const message = error.message.startsWith('no push to ') ? error.message : `no push to ${repository}: ${error.message}`
  return new RegistryError(message, error.status, { remedy })
}
