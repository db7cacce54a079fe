import type { WikiAccess } from '../github/wiki-access.js'
import type { Composed } from '../report/wiki/compose.js'
import { userError } from '../shared/errors.js'
import { clip, counted, plain } from '../shared/text.js'
import type { WikiRequest } from './wiki.js'

/** Where people read it. */
export function urlOf({ serverUrl, repository }: WikiAccess): string {
  return `${serverUrl}/${repository}/wiki`
}

/** A wiki shows this in the history of its pages. */
export function messageFor({ changes, book }: Composed): string {
  const [event] = book.events
  const what =
    event === undefined
      ? ''
      : `: ${event.kind}${event.from === '' ? '' : ` ${event.from}`} of ${counted(event.images.length, 'image')}`
  return `${counted(changes.length, 'page')} by stack-action${what}\n\n[ci skip]\n`
}

/** The wiki that is meant; undefined outside of any repository. Throws a UserError. */
export function accessOf({
  inputs,
  env,
  signal,
  now,
}: Pick<WikiRequest, 'env' | 'signal' | 'now'> & {
  readonly inputs: Pick<WikiRequest['inputs'], 'wiki' | 'token'>
}): WikiAccess | undefined {
  const own = env['GITHUB_REPOSITORY'] ?? ''
  const repository = inputs.wiki === '' ? own : inputs.wiki.replace(/\.wiki$/, '')
  if (repository === '') return undefined
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw userError(`"${inputs.wiki}" is no repository`, { remedy: 'Write --wiki OWNER/NAME (input `wiki`).' })
  const serverUrl = (env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '')
  if (!/^https?:\/\//i.test(serverUrl) || !URL.canParse(serverUrl))
    throw userError(`GITHUB_SERVER_URL is "${clip(plain(serverUrl), 200)}", which is no address of the web`, {
      remedy: 'Set it to the address of your GitHub, such as https://github.com.',
    })
  const isHub = serverUrl === 'https://github.com'
  const apiUrl = env['GITHUB_API_URL'] ?? (isHub ? 'https://api.github.com' : `${serverUrl}/api/v3`)
  const token =
    inputs.token !== '' ? inputs.token : (env['STACK_WIKI_TOKEN'] ?? env['GH_TOKEN'] ?? env['GITHUB_TOKEN'] ?? '')
  return { serverUrl, apiUrl, repository, own, token, env, signal, now }
}
