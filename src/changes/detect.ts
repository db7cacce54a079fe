import { WorkError } from '../shared/errors.js'
import type { Everything } from '../stack/reasons.js'
import type { Asked, ChangesRequest, Tried } from './answer.js'
import { explicitChanges } from './by-name.js'
import { pullSources } from './by-pull.js'
import { pushSources } from './by-push.js'
import { queueSources } from './by-queue.js'
import type { Changes } from './changes.js'
import type { Event } from './event.js'
import { asksForFullRebuild } from './full-rebuild.js'

export type { ChangesRequest } from './answer.js'

/** What the event alone says, without any files. */
type Found = Omit<Changes, 'fullRebuild'>

/**
 * Which files a run has to look at. An answer is complete or it is none: the next source is asked, and when nobody can
 * say, everything counts as changed. Throws a UserError when `explicit` names what is not there.
 */
export async function detectChanges(request: ChangesRequest): Promise<Changes> {
  const { event, explicit } = request
  if (explicit !== undefined) return explicitChanges(request, explicit)
  const found = foundBy(event)
  if (found.deleted) return { ...found, fullRebuild: false }
  const [changes, rebuild] = await Promise.all([
    found.everything === undefined ? firstAnswer(sourcesFor(request)) : found,
    asksForFullRebuild(request),
  ])
  const head = changes.head === '' ? found.head : changes.head
  return { ...changes, head, fullRebuild: rebuild.asked, tried: [...changes.tried, ...rebuild.tried] }
}

/** What is clear from the event: nothing is left, everything counts, or (neither) somebody has to be asked. */
function foundBy(event: Event): Found {
  const { name, branch = '', push, pull, queue } = event
  const head = push?.after ?? pull?.head ?? queue?.head ?? event.sha ?? ''
  const none: Found = {
    files: undefined,
    everything: undefined,
    deleted: false,
    source: 'none',
    base: '',
    head,
    tried: [],
  }
  const all = (everything: Everything): Found => ({ ...none, everything })
  if (event.deleted) return { ...none, files: [], deleted: true, head: '' }
  if (name === 'local') return all({ kind: 'local' })
  if (name === 'push' && !event.tag) {
    if (push === undefined) return none
    if (push.before === undefined) return all({ kind: 'first-push', branch })
    if (branch !== '' && branch === event.defaultBranch) return all({ kind: 'default-branch', branch })
    return none
  }
  return ['pull_request', 'pull_request_target', 'merge_group'].includes(name)
    ? none
    : all({ kind: 'event', event: name })
}

function sourcesFor(request: ChangesRequest): Asked[] {
  const { push, pull, queue } = request.event
  if (pull !== undefined) return pullSources(request, pull)
  if (push?.before !== undefined) return pushSources(request, push, push.before)
  if (queue !== undefined) return queueSources(request, queue)
  return []
}

async function firstAnswer(sources: readonly Asked[]): Promise<Found> {
  const tried: Tried[] = []
  for (const { source, answer } of sources) {
    try {
      return { ...(await answer()), everything: undefined, deleted: false, tried }
    } catch (error) {
      if (!(error instanceof WorkError)) throw error
      tried.push({ source, why: error.message })
    }
  }
  const why = tried.at(-1)?.why ?? "the event's payload does not say which commits it is about"
  return {
    files: undefined,
    everything: { kind: 'unknown', why },
    deleted: false,
    source: 'none',
    base: '',
    head: '',
    tried,
  }
}
