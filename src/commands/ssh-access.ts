import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { connectSsh } from '../remote/connection.js'
import { knownHostsOf } from '../remote/home.js'
import { accessOf } from '../run/suites/ssh-access.js'
import type { SshDefaults } from '../run/suites/ssh-defaults.js'
import { codeOf, messageOf, UserError, userError, WorkError, type Problem } from '../shared/errors.js'
import { clip } from '../shared/text.js'
import type { Plan } from '../stack/plan.js'
import type { PlannedSuite } from '../stack/suites.js'
import type { Inputs } from './inputs.js'

type SshInputs = Pick<
  Inputs,
  'sshHost' | 'sshJump' | 'sshKnownHosts' | 'sshKey' | 'sshKeyFile' | 'sshPassphrase' | 'sshPassword'
>

/**
 * What the call says of machines to log in to: inputs, then the environment (STACK_SSH_KEY, STACK_SSH_PASSPHRASE,
 * STACK_SSH_PASSWORD, SSH_AUTH_SOCK). Paths are below `base`. Throws a UserError for a key that cannot be read.
 */
export async function sshDefaults(
  inputs: SshInputs,
  env: Readonly<Record<string, string | undefined>>,
  base: string,
): Promise<SshDefaults> {
  const either = (given: string, name: string): string | undefined => given || env[name] || undefined
  const key = inputs.sshKeyFile === '' ? either(inputs.sshKey, 'STACK_SSH_KEY') : await keyAt(inputs.sshKeyFile, base)
  return {
    host: inputs.sshHost,
    jump: inputs.sshJump,
    user: undefined,
    knownHosts: inputs.sshKnownHosts.join('\n'),
    ownKnownHosts: await knownHostsOf(env['HOME'] || homedir()),
    key,
    passphrase: either(inputs.sshPassphrase, 'STACK_SSH_PASSPHRASE'),
    password: either(inputs.sshPassword, 'STACK_SSH_PASSWORD'),
    agent: env['SSH_AUTH_SOCK'] || undefined,
  }
}

async function keyAt(path: string, base: string): Promise<string> {
  try {
    return await readFile(resolve(base, path), 'utf8')
  } catch (error) {
    const why = codeOf(error) === 'ENOENT' ? 'there is no such file' : (codeOf(error) ?? messageOf(error))
    throw userError(`ssh-key-file: the key "${path}" cannot be read: ${why}`, {
      remedy: 'Name the file of a private key, such as ~/.ssh/id_ed25519.',
    })
  }
}

/** Characters of what was seen, in a message. */
const MAX_SEEN = 600

/**
 * Before an hour of building: every suite over ssh that will run knows where to log in, and is let in there. Throws a UserError
 * with all that is missing or wrong.
 */
export async function checkLogins(
  plan: Plan,
  defaults: SshDefaults,
  stackDir: string,
  { online, signal }: { readonly online: boolean; readonly signal: AbortSignal },
): Promise<void> {
  const suites = plan.images
    .filter((image) => image.test)
    .flatMap((image) => image.suites)
    .filter((suite) => suite.on === 'ssh' && suite.off === undefined)
  await checkAccess(suites, defaults, stackDir, { online, signal })
}

/** The same for suites that no plan has. */
export async function checkAccess(
  suites: readonly Pick<PlannedSuite, 'name' | 'settings'>[],
  defaults: SshDefaults,
  stackDir: string,
  { online, signal }: { readonly online: boolean; readonly signal: AbortSignal },
): Promise<void> {
  const problems = new Map<string, Problem>()
  const tried = new Set<string>()
  for (const suite of new Map(suites.map((one) => [one.name, one])).values()) {
    try {
      const access = await accessOf(suite, defaults, stackDir)
      const way = JSON.stringify(access)
      if (tried.has(way) || !online) continue
      tried.add(way)
      const connection = await connectSsh(access, signal)
      connection.close()
    } catch (error) {
      signal.throwIfAborted()
      for (const problem of problemsOf(error)) problems.set(problem.message, problem)
    }
  }
  if (problems.size > 0) throw new UserError([...problems.values()])
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof UserError) return error.problems
  if (!(error instanceof WorkError)) throw error
  const { message, evidence, remedy } = error
  const seen = evidence.length === 0 ? '' : ` (${clip(evidence.join('; '), MAX_SEEN)})`
  return [{ message: `${message}${seen}`, ...(remedy === undefined ? {} : { remedy }) }]
}
