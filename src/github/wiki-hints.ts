import { WorkError } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'
import { gitFailed, saidBy, type GitEnd } from './git.js'
import type { WikiAccess } from './wiki-access.js'

const ANSWER_MS = 15_000

/** Whether a repository has its wiki switched on, as GitHub's API says; undefined where it does not say. */
export async function hasWiki({ apiUrl, repository, token, signal }: WikiAccess): Promise<boolean | undefined> {
  if (apiUrl === '') return undefined
  try {
    const answer = await fetch(`${apiUrl}/repos/${repository}`, {
      headers: {
        accept: 'application/vnd.github+json',
        'user-agent': 'stack-action',
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    })
    const has = valueAt(answer.ok ? await answer.json() : undefined, ['has_wiki'])
    return typeof has === 'boolean' ? has : undefined
  } catch {
    return undefined // It was for a better hint only.
  }
}

/** Why git was refused, and what to do about it. */
export async function refusal(access: WikiAccess, end: GitEnd, to: 'read' | 'write'): Promise<WorkError> {
  const { repository, own, serverUrl, token } = access
  const said = saidBy(end).join('\n')
  const what = `the wiki of ${repository} cannot be ${to === 'read' ? 'read' : 'written to'}`
  const anonymous = /could not read Username|terminal prompts disabled/.test(said)
  const denied =
    /Authentication failed|Invalid username or token|error: 40[13]|Write access|Permission to|denied/i.test(said)
  const missing = /not found|does not appear to be a git repository/i.test(said)
  if (token === '' && (anonymous || denied))
    return gitFailed(
      `${what}: there is no token`,
      end,
      'Give one with the input `token`, or STACK_WIKI_TOKEN in the environment of the command.',
    )
  // Who may not see it, and what is not there, look the same from outside.
  if (missing || anonymous) {
    const on = await hasWiki(access)
    const page = `${serverUrl}/${repository}`
    if (on === false)
      return gitFailed(
        `${repository} has no wiki: it is switched off`,
        end,
        `Switch it on (${page}/settings, Features, Wikis) and make a first page at ${page}/wiki; or write the pages into a folder with --folder DIR (input \`folder\`).`,
      )
    if (on === true)
      return gitFailed(
        `the wiki of ${repository} has no page yet, and without one it is no git repository`,
        end,
        `Make the first page by hand, once: open ${page}/wiki, choose "Create the first page", and save it. There is no API for it.`,
      )
    return gitFailed(what, end, rights(access))
  }
  if (denied) return gitFailed(what, end, rights(access))
  return gitFailed(
    what,
    end,
    own === ''
      ? `Look whether ${serverUrl} answers here (GITHUB_SERVER_URL names another server); with --folder DIR (input \`folder\`) no wiki is needed.`
      : 'Run the job again; what the wiki lacks is written then.',
  )
}

function rights({ repository, own }: WikiAccess): string {
  return own !== '' && repository.toLowerCase() !== own.toLowerCase()
    ? `The token of a job is for ${own} alone: give the input \`token\` one that may write to ${repository} (a fine-grained token with contents: write, or one of a GitHub App).`
    : 'Give the job `permissions: contents: write`, which is what a wiki goes by, too.'
}
