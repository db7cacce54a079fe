import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { IDENTITY_TOKEN, type CredentialsFor, type Login } from '../../registry/credentials.js'
import { basesOf } from '../../stack/dockerfile.js'
import { DEFAULT_HOST, parseRepository, splitRef } from '../../stack/refs.js'
import type { BuildRequest } from '../builder.js'
import { cacheType, cacheValue } from '../caches.js'
import { isRecord } from './json.js'

/** What a build says of the registries that it needs. */
type Asks = Pick<BuildRequest, 'context' | 'buildArgs' | 'platform' | 'tags' | 'cacheFrom' | 'cacheTo'>

/** The registries that a build may pull from or push to. */
export function hostsOf({ context, buildArgs, platform, tags, cacheFrom, cacheTo }: Asks): string[] {
  const { text } = context.dockerfile
  const frontend = /^#\s*syntax\s*=\s*(\S+)/im.exec(text)?.[1]
  const caches = [...cacheFrom, ...cacheTo].filter((cache) => cacheType(cache) === 'registry')
  const refs = [
    ...basesOf(text, buildArgs, platform).map(({ ref }) => ref),
    ...(frontend === undefined ? [] : [frontend]),
    ...tags,
    ...caches.map((cache) => cacheValue(cache, 'ref') ?? cache),
  ]
  const hosts = refs.map((ref) => {
    const [name = ''] = ref.split('@')
    return parseRepository(splitRef(name).repository)?.host ?? DEFAULT_HOST
  })
  return [...new Set(hosts)]
}

/** Logins that the docker CLI, which asks only its own configuration, does not have as we have them. */
export async function foreignLogins(
  hosts: readonly string[],
  credentialsFor: CredentialsFor,
  own: CredentialsFor,
): Promise<Map<string, Login>> {
  const found = new Map<string, Login>()
  for (const host of hosts) {
    // A helper that fails may be for a registry that the build never asks: the build will tell.
    const [login, known] = await Promise.all([credentialsFor, own].map((one) => one(host).catch(() => undefined)))
    if (login === undefined) continue
    if (login.username !== known?.username || login.password !== known.password) found.set(host, login)
  }
  return found
}

/**
 * The docker CLI's configuration with more logins in it, in a folder of ours; all else in it is the user's own. Returns
 * the environment that the CLI finds it by.
 */
export async function writeConfig(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  logins: ReadonlyMap<string, Login>,
): Promise<Record<string, string>> {
  const theirs = env['DOCKER_CONFIG'] || join(env['HOME'] ?? '/', '.docker')
  await mkdir(folder, { mode: 0o700 })
  // Contexts, plugins and builders are used where they are.
  for (const name of await readdir(theirs).catch(() => []))
    if (name !== 'config.json') await symlink(join(theirs, name), join(folder, name))
  const config = withLogins(await readJson(join(theirs, 'config.json')), logins)
  await writeFile(join(folder, 'config.json'), JSON.stringify(config), { mode: 0o600 })
  return { DOCKER_CONFIG: folder, BUILDX_CONFIG: env['BUILDX_CONFIG'] || join(theirs, 'buildx') }
}

/** config.json with logins of ours in the places of its own; helpers go before them, so those hosts lose theirs. */
export function withLogins(config: unknown, logins: ReadonlyMap<string, Login>): Record<string, unknown> {
  const theirs = isRecord(config) ? config : {}
  const auths: Record<string, unknown> = { ...(isRecord(theirs['auths']) ? theirs['auths'] : {}) }
  const helpers: Record<string, unknown> = { ...(isRecord(theirs['credHelpers']) ? theirs['credHelpers'] : {}) }
  for (const [host, { username, password }] of logins) {
    const key = host === DEFAULT_HOST ? 'https://index.docker.io/v1/' : host
    auths[key] =
      username === IDENTITY_TOKEN
        ? { identitytoken: password }
        : { auth: Buffer.from(`${username}:${password}`).toString('base64') }
    // An empty helper says: neither a helper nor the store, but what is written above.
    helpers[key] = ''
  }
  return { ...theirs, auths, credHelpers: helpers }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown
  } catch {
    return undefined // The docker CLI warns of it and goes on without, too.
  }
}
