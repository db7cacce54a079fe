import { access, constants, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { codeOf, messageOf, userError } from '../shared/errors.js'
import { cannotStart, runProgram, type ProgramResult } from '../shared/program.js'
import { plain } from '../shared/text.js'
import { valueAt } from '../shared/values.js'

/** The user name that stands for an identity token, as the docker CLI has it. */
export const IDENTITY_TOKEN = '<token>'

/** A login at a registry; with IDENTITY_TOKEN as user name, `password` is that token. */
export interface Login {
  readonly username: string
  readonly password: string
}

/** The login for a registry host (`ghcr.io`, `127.0.0.1:5000`, `docker.io`); undefined: anonymous. */
export type CredentialsFor = (host: string) => Promise<Login | undefined>

/** The name under which Docker Hub's login is kept. */
const HUB_KEY = 'https://index.docker.io/v1/'

/**
 * Logins as `docker login` left them: config.json in DOCKER_CONFIG or ~/.docker, with its credential helpers
 * (https://docs.docker.com/reference/cli/docker/login/#credential-stores). Each host is asked for once.
 */
export function dockerCredentials(
  env: {
    readonly DOCKER_CONFIG?: string | undefined
    readonly HOME?: string | undefined
    readonly PATH?: string | undefined
  },
  patienceMs = 30_000,
): CredentialsFor {
  const folder = env.DOCKER_CONFIG ?? join(env.HOME ?? '/', '.docker')
  let config: Promise<unknown> | undefined
  const known = new Map<string, Promise<Login | undefined>>()
  return (host) => {
    config ??= readConfig(join(folder, 'config.json'))
    const found = known.get(host) ?? config.then((read) => lookUp(read, host, env.PATH ?? '', patienceMs))
    known.set(host, found)
    return found
  }
}

/** What config.json holds; its shape is the user's. */
async function readConfig(path: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {}
    throw userError(`docker's configuration cannot be read: ${messageOf(error)}`, { file: path })
  }
  try {
    return JSON.parse(text) as unknown
  } catch {
    // The parser's own message would quote what may be a secret.
    throw userError("docker's configuration is not JSON", {
      file: path,
      remedy: 'Mend it, or log in again with "docker login".',
    })
  }
}

async function lookUp(config: unknown, host: string, path: string, patienceMs: number): Promise<Login | undefined> {
  const keys = /^(registry-1\.|index\.)?docker\.io$/.test(host)
    ? [HUB_KEY, 'index.docker.io', 'docker.io', 'registry-1.docker.io']
    : [host, `https://${host}`, `http://${host}`]
  for (const key of keys) {
    const helper = textAt(config, 'credHelpers', key)
    // An empty helper says: not the store, but `auths` below.
    if (helper === '') return fromAuths(config, [key])
    if (helper !== undefined) return askHelper(helper, key, path, patienceMs)
  }
  const written = fromAuths(config, keys)
  if (written !== undefined) return written
  const stored = keys.find((key) => valueAt(config, ['auths', key]) !== undefined) ?? keys[0]
  const store = textAt(config, 'credsStore')
  return store !== undefined && store !== '' && stored !== undefined
    ? askHelper(store, stored, path, patienceMs)
    : undefined
}

/** A text at a path of keys; anything else there is as good as nothing. */
function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, path)
  return typeof found === 'string' ? found : undefined
}

/** A login that config.json holds itself. */
function fromAuths(config: unknown, keys: readonly string[]): Login | undefined {
  for (const key of keys) {
    const of = (name: string): string => textAt(config, 'auths', key, name) ?? ''
    const [token, username, password, auth] = [of('identitytoken'), of('username'), of('password'), of('auth')]
    if (token !== '') return { username: IDENTITY_TOKEN, password: token }
    if (username !== '' && password !== '') return { username, password }
    if (auth !== '') return decodeAuth(auth)
  }
  return undefined
}

function decodeAuth(auth: string): Login | undefined {
  const text = Buffer.from(auth, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, '') }
}

/** https://github.com/docker/docker-credential-helpers: `get` takes the server on stdin and answers with JSON. */
async function askHelper(helper: string, server: string, path: string, patienceMs: number): Promise<Login | undefined> {
  if (!/^[\w.-]+$/.test(helper))
    throw userError(`docker's configuration names "${helper}" as a credential helper`, {
      remedy: 'A helper name has letters, digits, "-", "_" and "." only.',
    })
  const program = `docker-credential-${helper}`
  const file = await find(program, path)
  if (file === undefined)
    throw userError(`docker's configuration asks for ${program}, which is not in PATH`, {
      remedy: 'Install it, or log in again with "docker login".',
    })
  let output: ProgramResult
  try {
    output = await runProgram(file, ['get'], { input: server, timeoutMs: patienceMs })
  } catch (error) {
    if (!cannotStart(error)) throw error
    throw userError(`docker's configuration asks for ${file}, which cannot be started: ${messageOf(error)}`, {
      remedy: 'Install it anew, or log in again with "docker login".',
    })
  }
  if (output.timedOut)
    throw userError(`${program} has not answered for ${patienceMs / 1000} seconds (asked for ${server})`, {
      remedy: 'See what it waits for (a locked keychain?), or log in again with "docker login".',
    })
  if (output.status !== 0) {
    // What all helpers say when they have no login for this host.
    if (/credentials not found/i.test(output.stdout + output.stderr)) return undefined
    const why = plain(output.stderr.trim().split('\n')[0] ?? '')
    const end = output.status === undefined ? 'was ended by a signal' : `failed with status ${output.status}`
    throw userError(`${program} ${end} (asked for ${server})${why === '' ? '' : `: ${why}`}`, {
      remedy: 'Mend it, or log in again with "docker login".',
    })
  }
  const answer = parseAnswer(output.stdout)
  if (answer === undefined)
    throw userError(`${program} does not answer with JSON`, {
      remedy: 'Mend it, or log in again with "docker login".',
    })
  const [username, password] = [textAt(answer, 'Username'), textAt(answer, 'Secret')]
  return username !== undefined && password !== undefined ? { username, password } : undefined
}

async function find(program: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, program)
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (found && folder !== '') return file
  }
  return undefined
}

/** The parser's own message would quote what may be a secret. */
function parseAnswer(text: string): unknown {
  try {
    return (JSON.parse(text) as unknown) ?? {}
  } catch {
    return undefined
  }
}
