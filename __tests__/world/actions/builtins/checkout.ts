import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runProcess } from '../process.js'
import type { Builtin, Call } from './index.js'

/** actions/checkout: a fetch of one commit from the hub, with the job's token. */
export const checkout: Builtin = {
  inputs: {
    ...{ repository: '', ref: '', path: '.', token: '', 'fetch-depth': '1', 'fetch-tags': 'false' },
    ...{ 'persist-credentials': 'true', clean: 'true', submodules: 'false', lfs: 'false' },
  },
  async run(call) {
    const { inputs, leg, effects } = call
    const { run, machine } = leg
    const folder = join(machine.workspace, inputs['path'] ?? '.')
    const repository = inputs['repository'] === '' ? run.event.repository : (inputs['repository'] ?? '')
    await mkdir(folder, { recursive: true })
    if (run.checkout === 'copy') {
      if ((leg.permissions['contents'] ?? 'none') === 'none')
        throw new Error(`remote: Repository not found: ${repository}`)
      await cp(run.source, folder, { recursive: true })
      effects.outputs['commit'] = run.event.sha
      return undefined
    }
    const url = `${run.hub.serverUrl}/${repository}`
    const token = inputs['token'] === '' ? leg.token : (inputs['token'] ?? '')
    const key = `http.${run.hub.serverUrl}/.extraheader`
    const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
    const header = `AUTHORIZATION: basic ${basic}`
    leg.masks.add(basic)
    const git = (...args: string[]): Promise<string> => gitIn(call, folder, { [key]: header }, args)
    await git('init', '--quiet')
    await git('remote', 'add', 'origin', url)
    const ref = await wanted(git, inputs['ref'] ?? '', repository === run.event.repository ? run.event : undefined)
    const depth = Number(inputs['fetch-depth'])
    const tags = inputs['fetch-tags'] === 'true' ? '--tags' : '--no-tags'
    // All of it first, then the commit: the branch may have moved on since the event.
    if (depth === 0)
      await git('fetch', '--quiet', 'origin', '+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*')
    const options = depth === 0 ? [] : [`--depth=${depth}`, tags]
    await git('fetch', '--quiet', ...options, 'origin', `+${ref.source}:${ref.tracking}`)
    const at = ref.branch === undefined ? ['--detach', ref.tracking] : ['-B', ref.branch, ref.tracking]
    await git('checkout', '--quiet', '--force', ...at)
    effects.outputs['commit'] = (await git('rev-parse', 'HEAD')).trim()
    effects.outputs['ref'] = inputs['ref'] === '' ? run.event.ref : (inputs['ref'] ?? '')
    if (inputs['persist-credentials'] !== 'true') return undefined
    await git('config', '--local', key, header)
    return async () => {
      await git('config', '--local', '--unset-all', key)
    }
  },
}

interface Wanted {
  readonly source: string
  readonly tracking: string
  readonly branch?: string
}

/** What to fetch: the commit of the event by its hash, or what `ref:` names. */
async function wanted(
  git: (...args: string[]) => Promise<string>,
  ref: string,
  event: { readonly sha: string; readonly ref: string } | undefined,
): Promise<Wanted> {
  if (/^[0-9a-f]{40}$/.test(ref)) return { source: ref, tracking: 'refs/remotes/origin/checkout' }
  const name = ref === '' ? (event?.ref ?? 'HEAD') : ref
  const [, kind, short] = /^refs\/(heads|tags|pull)\/(.+)$/.exec(name) ?? []
  if (kind === undefined || short === undefined) {
    if (name === 'HEAD') return { source: 'HEAD', tracking: 'refs/remotes/origin/checkout' }
    const found = await git('ls-remote', 'origin', `refs/heads/${name}`, `refs/tags/${name}`)
    if (found === '') throw new Error(`A branch or tag with the name '${name}' could not be found`)
    return wanted(git, found.includes(`refs/heads/${name}`) ? `refs/heads/${name}` : `refs/tags/${name}`, event)
  }
  const source = ref === '' && event !== undefined ? event.sha : name
  if (kind === 'heads') return { source, tracking: `refs/remotes/origin/${short}`, branch: short }
  return { source, tracking: kind === 'tags' ? `refs/tags/${short}` : `refs/remotes/pull/${short}` }
}

async function gitIn(
  { leg, effects, signal }: Call,
  cwd: string,
  config: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<string> {
  const lines: string[] = []
  effects.recorder.write(`[command]git ${args.join(' ')}`)
  const settings = Object.entries(config).flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, key],
    [`GIT_CONFIG_VALUE_${at}`, value],
  ])
  const status = await runProcess('git', args, {
    cwd,
    env: {
      ...leg.machine.env,
      ...{ GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_COUNT: String(Object.keys(config).length) },
      ...(Object.fromEntries(settings) as Record<string, string>),
    },
    signal,
    grace: leg.run.grace,
    onLine: (line) => {
      lines.push(line)
      effects.recorder.write(line)
    },
    onLeft: (group) => leg.groups.add(group),
  })
  if (status !== 0) throw new Error(`The process 'git' failed with exit code ${status}`)
  return lines.join('\n')
}
