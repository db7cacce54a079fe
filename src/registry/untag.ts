import { WorkError } from '../shared/errors.js'
import { isTag } from '../stack/refs.js'
import type { Access } from './access.js'
import { ACCEPT } from './config.js'
import { expect } from './expect.js'

/** Statuses with which registries say that they do not remove tags (distribution-spec, "Deleting tags", and what some do). */
const NO_SUCH_CALL: readonly number[] = [400, 404, 405, 501]

/**
 * Removes a tag from what it names; that itself stays. False when the registry has no such call: by digest, which it
 * may have, it would take the image from everybody. Believed only when the tag is gone.
 */
export async function untag(access: Access, repository: string, tag: string): Promise<boolean> {
  if (!isTag(tag)) throw new WorkError(`"${tag}" is not a tag`)
  const path = `manifests/${tag}`
  const what = `removal of ${repository}:${tag}`
  const answer = await access.send({ repository, actions: 'pull,delete' }, path, { method: 'DELETE' })
  if (answer.status >= 300 && !NO_SUCH_CALL.includes(answer.status)) expect(answer, 202, what, repository)
  const sent = { method: 'HEAD', headers: { accept: ACCEPT } }
  const after = await access.send({ repository, actions: 'pull' }, path, sent)
  if (after.status === 404) return true
  expect(after, 200, what, repository)
  return false
}
