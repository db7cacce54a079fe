import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SshAccess } from './access.js'
import type { SshPlace } from './places.js'

/** The part of the environment that says who one is on other machines. */
export interface SshEnv {
  readonly HOME?: string | undefined
  readonly SSH_AUTH_SOCK?: string | undefined
  /** Secrets: the text of a key, not the name of its file. */
  readonly STACK_SSH_KEY?: string | undefined
  readonly STACK_SSH_PASSPHRASE?: string | undefined
  readonly STACK_SSH_PASSWORD?: string | undefined
  /** Lines of known_hosts, instead of those of the home. */
  readonly STACK_SSH_KNOWN_HOSTS?: string | undefined
}

/** As ssh tries them (ssh_config(5), IdentityFile), without those that want hardware. */
const IDENTITIES: readonly string[] = ['id_ed25519', 'id_ecdsa', 'id_rsa']
/** ssh_config(5), UserKnownHostsFile and GlobalKnownHostsFile. */
const KNOWN_HOSTS: readonly string[] = ['known_hosts', 'known_hosts2']
const GLOBAL_KNOWN_HOSTS = '/etc/ssh/ssh_known_hosts'

const CONNECT_MS = 30_000

/**
 * What ssh itself would log in with: the environment's key, else the agent and the first identity file that can be used
 * (one with a passphrase only where there is one to try). ~/.ssh/config is not read.
 */
export async function accessOf(place: SshPlace, env: SshEnv): Promise<SshAccess> {
  const set = (value: string | undefined): string | undefined => (value === '' ? undefined : value)
  const agent = set(env.SSH_AUTH_SOCK)
  const passphrase = set(env.STACK_SSH_PASSPHRASE)
  const password = set(env.STACK_SSH_PASSWORD)
  return {
    ...{ place, jump: undefined, passphrase, password, agent },
    key: set(env.STACK_SSH_KEY) ?? (await identity(env.HOME, passphrase !== undefined)),
    knownHosts: set(env.STACK_SSH_KNOWN_HOSTS) ?? (await knownHostsOf(env.HOME)),
    ...{ connectMs: CONNECT_MS, keepAliveMs: 0 },
  }
}

/** All that the files of known hosts say. */
export async function knownHostsOf(home: string | undefined): Promise<string> {
  const own = home === undefined ? [] : KNOWN_HOSTS.map((name) => join(home, '.ssh', name))
  const texts: string[] = []
  for (const path of [...own, GLOBAL_KNOWN_HOSTS]) texts.push((await textOf(path)) ?? '')
  return texts.join('\n')
}

async function identity(home: string | undefined, hasPassphrase: boolean): Promise<string | undefined> {
  for (const name of home === undefined ? [] : IDENTITIES) {
    const text = await textOf(join(home ?? '', '.ssh', name))
    if (text !== undefined && (hasPassphrase || !isLocked(text))) return text
  }
  return undefined
}

/** Whether a key has a passphrase: PEM says so in a header, OpenSSH's format names its key derivation (PROTOCOL.key). */
function isLocked(text: string): boolean {
  if (/ENCRYPTED/.test(text)) return true
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]*)/.exec(text)?.[1] ?? ''
  return Buffer.from(body, 'base64').subarray(0, 64).includes('bcrypt')
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return undefined // Not there, or not ours to read: ssh goes on without it, too.
  }
}
