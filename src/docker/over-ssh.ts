import { Agent } from 'node:http'
import type { Duplex } from 'node:stream'
import { accessOf, type SshEnv } from '../remote/home.js'
import { sshPipes } from '../remote/pipe.js'
import { UserError, WorkError, messageOf, userError } from '../shared/errors.js'
import type { Endpoint } from './endpoint.js'

/** What the docker CLI starts on the other side for DOCKER_HOST=ssh://…: stdin and stdout are a connection to the engine. */
const DIAL = ['system', 'dial-stdio'] as const

/**
 * Inputs are for the login hosts of suites; this is as ssh itself has it (`remote/home.ts`). It stands first: a remedy may
 * end with a line that is to be copied.
 */
const ACCESS =
  'Of an engine the keys of hosts are those of ~/.ssh/known_hosts or STACK_SSH_KNOWN_HOSTS; one logs in with STACK_SSH_KEY, the ssh agent, ~/.ssh/id_ed25519, id_ecdsa or id_rsa, or STACK_SSH_PASSWORD.'

/**
 * Connections to an engine on another machine, for Node's http: each is a program over there. The key of the host is
 * checked, as ssh does it, and never learnt. Throws a UserError where we are not let in.
 */
export async function sshAgent(endpoint: Endpoint & { kind: 'ssh' }, env: SshEnv): Promise<Agent> {
  const { place, path } = endpoint
  const words = ['docker', ...(path === undefined ? [] : ['--host', `unix://${path}`]), ...DIAL]
  const access = await accessOf(place, env)
  const pipes = await sshPipes(access, new AbortController().signal).catch((error: unknown) => {
    if (error instanceof UserError || !(error instanceof WorkError)) throw error
    const message = [`${endpoint.source}: ${error.message}`, ...error.evidence].join('; ')
    throw userError(message, { remedy: [ACCESS, error.remedy ?? ''].join(' ').trim() })
  })
  const agent = new Agent()
  const connection = (_options: object, done?: (error: Error | null, pipe?: Duplex) => void): undefined => {
    pipes.open(words).then(
      (pipe) => (pipe.errored === null ? done?.(null, pipe) : done?.(pipe.errored)),
      (error: unknown) => done?.(error instanceof Error ? error : new Error(messageOf(error))),
    )
    return undefined
  }
  // Its types want a net.Socket at once; Node takes any stream, by the callback, too.
  return Object.assign(agent, { createConnection: connection as unknown as Agent['createConnection'] })
}
