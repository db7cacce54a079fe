import { getExecOutput } from '@actions/exec'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, messageOf, userError } from '../shared/errors.js'

/** A login at a registry. `username` is `<token>` for an identity token, as the docker CLI has it. */
export interface Login {
  readonly username: string
  readonly password: string
}

/** The login for a registry host (`ghcr.io`, `127.0.0.1:5000`, `docker.io`); undefined: anonymous. */
export type CredentialsFor = (host: string) => Promise<Login | undefined>

interface DockerConfig {
  readonly auths?: Readonly<
    Record<string, { auth?: string; username?: string; password?: string; identitytoken?: string }>
  >
  readonly credHelpers?: Readonly<Record<string, string>>
  readonly credsStore?: string
}

/** The name under which Docker Hub's login is kept. */
const HUB_KEY = 'https://index.docker.io/v1/'

/**
 * Logins as `docker login` left them: config.json in DOCKER_CONFIG or ~/.docker, with its credential helpers
 * (https://docs.docker.com/reference/cli/docker/login/#credential-stores). Each host is asked for once.
 */
export function dockerCredentials(env: {
  readonly DOCKER_CONFIG?: string | undefined
  readonly HOME?: string | undefined
}): CredentialsFor {
  const folder = env.DOCKER_CONFIG ?? join(env.HOME ?? '/', '.docker')
  let config: Promise<DockerConfig> | undefined
  const known = new Map<string, Promise<Login | undefined>>()
  return (host) => {
    config ??= readConfig(join(folder, 'config.json'))
    const found = known.get(host) ?? config.then((read) => lookUp(read, host))
    known.set(host, found)
    return found
  }
}

async function readConfig(path: string): Promise<DockerConfig> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {}
    throw userError(`docker's configuration cannot be read: ${messageOf(error)}`, { file: path })
  }
  try {
    return JSON.parse(text) as DockerConfig
  } catch (error) {
    throw userError(`docker's configuration is not JSON: ${messageOf(error)}`, {
      file: path,
      remedy: 'Mend it, or log in again with "docker login".',
    })
  }
}

async function lookUp(config: DockerConfig, host: string): Promise<Login | undefined> {
  const keys = /^(registry-1\.|index\.)?docker\.io$/.test(host)
    ? [HUB_KEY, 'index.docker.io', 'docker.io', 'registry-1.docker.io']
    : [host, `https://${host}`, `http://${host}`]
  for (const key of keys) {
    const helper = config.credHelpers?.[key]
    // An empty helper says: not the store, but `auths` below.
    if (helper === '') return fromAuths(config, [key])
    if (helper !== undefined) return askHelper(helper, key)
  }
  const written = fromAuths(config, keys)
  if (written !== undefined) return written
  const stored = keys.find((key) => config.auths?.[key] !== undefined) ?? keys[0]
  return config.credsStore !== undefined && config.credsStore !== '' && stored !== undefined
    ? askHelper(config.credsStore, stored)
    : undefined
}

/** A login that config.json holds itself. */
function fromAuths(config: DockerConfig, keys: readonly string[]): Login | undefined {
  for (const key of keys) {
    const entry = config.auths?.[key]
    if (entry?.identitytoken) return { username: '<token>', password: entry.identitytoken }
    if (entry?.username && entry.password) return { username: entry.username, password: entry.password }
    if (entry?.auth) return decodeAuth(entry.auth)
  }
  return undefined
}

function decodeAuth(auth: string): Login | undefined {
  const text = Buffer.from(auth, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, '') }
}

/** https://github.com/docker/docker-credential-helpers: `get` takes the server on stdin and answers with JSON. */
async function askHelper(helper: string, server: string): Promise<Login | undefined> {
  if (!/^[\w.-]+$/.test(helper))
    throw userError(`docker's configuration names "${helper}" as a credential helper`, {
      remedy: 'A helper name has letters, digits, "-", "_" and "." only.',
    })
  const program = `docker-credential-${helper}`
  let output
  try {
    output = await getExecOutput(program, ['get'], { input: Buffer.from(server), silent: true, ignoreReturnCode: true })
  } catch (error) {
    throw userError(`docker's configuration asks for ${program}, which cannot be started: ${messageOf(error)}`, {
      remedy: 'Install it, or log in again with "docker login".',
    })
  }
  if (output.exitCode !== 0) return undefined // "credentials not found": the helper has no login for this host.
  const answer = JSON.parse(output.stdout) as { Username?: string; Secret?: string }
  return answer.Username !== undefined && answer.Secret !== undefined
    ? { username: answer.Username, password: answer.Secret }
    : undefined
}
