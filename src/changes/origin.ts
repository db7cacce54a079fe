import { runGit } from './ask-git.js'

/** The part of a runner's environment that names the repository. */
export interface OriginEnv {
  readonly GITHUB_ACTIONS?: string | undefined
  readonly GITHUB_SERVER_URL?: string | undefined
  readonly GITHUB_REPOSITORY?: string | undefined
}

/** The address of the repository, for everybody to read: without logins, and '' where it is a path of this machine. */
export async function sourceAddress(env: OriginEnv, directory: string): Promise<string> {
  const { GITHUB_ACTIONS, GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_REPOSITORY: repository = '' } = env
  if (GITHUB_ACTIONS === 'true' && repository !== '') return publicAddress(`${server}/${repository}`)
  const remote = await runGit(directory, ['config', '--get', 'remote.origin.url']).catch(() => undefined)
  return remote?.status === 0 ? publicAddress(remote.stdout.trim()) : ''
}

/** `git@host:org/repo.git`, `ssh://…` and `https://user:token@…` as the page that people open; '' for all else. */
export function publicAddress(address: string): string {
  const short = /^(?:[\w.-]+@)?([a-z0-9.-]+\.[a-z]{2,}):(?!\/)([\w./~-]+)$/i.exec(address)
  const text = short === null ? address : `https://${short[1] ?? ''}/${short[2] ?? ''}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['https:', 'http:', 'ssh:', 'git:'].includes(url.protocol) || url.hostname === '') return ''
  const port = url.protocol.startsWith('http') && url.port !== '' ? `:${url.port}` : ''
  const path = url.pathname.replace(/\/+$/, '').replace(/\.git$/, '')
  return `${url.protocol === 'http:' ? 'http' : 'https'}://${url.hostname}${port}${path}`
}
