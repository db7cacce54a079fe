import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SshAccess } from '../../remote/access.js'
import { parsePlace } from '../../remote/places.js'
import { codeOf, messageOf, userError } from '../../shared/errors.js'
import type { PlannedSuite } from '../../stack/suites.js'
import type { SshDefaults } from './ssh-defaults.js'

/** What a login may take, each hop. */
const CONNECT_MS = 30_000
/** Networks forget connections that say nothing, some within a minute. */
const KEEP_ALIVE_MS = 15_000

/**
 * How to log in for a suite: what the call says goes before the spec; keys that either pins are believed, and the user's own
 * where neither pins any. Throws a UserError for what is missing or wrong.
 */
export async function accessOf(
  { name, settings: { remote } }: Pick<PlannedSuite, 'name' | 'settings'>,
  defaults: SshDefaults,
  stackDir: string,
): Promise<SshAccess> {
  const { user, key, passphrase, password, agent } = defaults
  const place = (input: string, given: string, said: string | undefined): ReturnType<typeof parsePlace> | undefined => {
    if (given !== '') return parsePlace(given, { source: input, user })
    return said === undefined ? undefined : parsePlace(said, { source: `suites.${name}.ssh of the spec`, user })
  }
  const login = place('ssh-host', defaults.host, remote?.host)
  if (login === undefined)
    throw userError(`suite ${name} is run over ssh, and nobody says where`, {
      remedy: `Give it with --ssh-host (input ssh-host) or in the spec (suites.${name}.ssh.host): user@host; or leave it out with --skip-suites ${name}.`,
    })
  if (key === undefined && password === undefined && agent === undefined)
    throw userError(`suite ${name} is to log in to ${login.host}, and there is neither a key nor a password`, {
      remedy:
        'Give the secret input ssh-key or ssh-password; at the command line --ssh-key-file, STACK_SSH_KEY, STACK_SSH_PASSWORD or an ssh agent (SSH_AUTH_SOCK).',
    })
  const pinned = [defaults.knownHosts, await pinnedBySpec(name, remote?.knownHosts, stackDir)].join('\n')
  return {
    place: login,
    jump: place('ssh-jump', defaults.jump, remote?.jump),
    ...{ key, passphrase, password, agent },
    knownHosts: pinned.trim() === '' ? defaults.ownKnownHosts : pinned,
    connectMs: remote?.connectMs ?? CONNECT_MS,
    keepAliveMs: remote?.keepAliveMs ?? KEEP_ALIVE_MS,
  }
}

async function pinnedBySpec(name: string, file: string | undefined, stackDir: string): Promise<string> {
  if (file === undefined) return ''
  try {
    return await readFile(join(stackDir, file), 'utf8')
  } catch (error) {
    const why = codeOf(error) === 'ENOENT' ? 'there is no such file' : messageOf(error)
    throw userError(`suites.${name}.ssh.known_hosts: "${file}" cannot be read: ${why}`, {
      remedy: 'Give a file below the directory of spec.yml.',
    })
  }
}
