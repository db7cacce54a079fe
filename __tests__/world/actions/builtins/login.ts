import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Builtin } from './index.js'

interface DockerConfig {
  auths?: Record<string, object>
}

/** docker/login-action: asks the registry, then writes the login to the job's docker config. */
export const login: Builtin = {
  inputs: { registry: '', username: '', password: '', ecr: 'auto', logout: 'true', scope: '' },
  async run({ inputs, leg, effects }) {
    const { registry: asked = '', username = '', password = '' } = inputs
    if (username === '' || password === '') throw new Error('Username and password required')
    const registry = asked === '' ? 'docker.io' : asked
    const auth = Buffer.from(`${username}:${password}`).toString('base64')
    await authenticate(registry, auth)
    const file = join(leg.machine.home, '.docker', 'config.json')
    await change(file, (auths) => ({ ...auths, [registry]: { auth } }))
    effects.recorder.write('Login Succeeded!')
    if (inputs['logout'] !== 'true') return undefined
    return () =>
      change(file, (auths) => Object.fromEntries(Object.entries(auths).filter(([host]) => host !== registry)))
  },
}

async function change(
  file: string,
  work: (auths: Readonly<Record<string, object>>) => Record<string, object>,
): Promise<void> {
  const config = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as DockerConfig
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, JSON.stringify({ ...config, auths: work(config.auths ?? {}) }), { mode: 0o600 })
}

/** What `docker login` does: /v2/ with the login, by way of a token server when the registry names one. */
async function authenticate(registry: string, auth: string): Promise<void> {
  if (!/^(?:127\.0\.0\.1|localhost)(?::|$)/.test(registry))
    throw new Error(`There is no ${registry} in this world: map it with \`registries\``)
  const headers = { authorization: `Basic ${auth}` }
  const answer = await fetch(`http://${registry}/v2/`, { headers })
  if (answer.ok) return
  const challenge = answer.headers.get('www-authenticate') ?? ''
  const [realm, service] = ['realm', 'service'].map((key) => new RegExp(`${key}="([^"]*)"`).exec(challenge)?.[1])
  if (challenge.startsWith('Bearer') && realm !== undefined) {
    const token = await fetch(`${realm}?service=${encodeURIComponent(service ?? '')}&client_id=docker`, { headers })
    if (token.ok) return
  }
  throw new Error(`Error response from daemon: Get "http://${registry}/v2/": unauthorized: ${answer.status}`)
}
