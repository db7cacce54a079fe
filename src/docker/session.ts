import * as grpc from '@grpc/grpc-js'
import type Docker from 'dockerode'
import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { IDENTITY_TOKEN, type CredentialsFor } from '../registry/credentials.js'
import { messageOf } from '../shared/errors.js'
import { method } from './method.js'
import { bytesField, textOf } from './protobuf.js'
import { addAgent, AGENT_METHODS } from './ssh-agent.js'

const CREDENTIALS = '/moby.filesync.v1.Auth/Credentials'
const SECRET = '/moby.buildkit.secrets.v1.Secrets/GetSecret'
const HEALTH = '/grpc.health.v1.Health/Check'

/** A BuildKit session: the engine calls back over it for what a build may have of ours. */
export interface Session {
  readonly id: string
  close: () => void
}

export interface SessionOffers {
  /** Registry logins, so that a private FROM can be pulled. */
  readonly credentialsFor: CredentialsFor
  /** By id. */
  readonly secrets: ReadonlyMap<string, Buffer>
  /** Socket of an ssh agent; undefined: builds get none. */
  readonly sshAgent: string | undefined
}

/**
 * Opens a session (POST /session, upgraded to HTTP/2 with the engine as the client). The engine asks the health service
 * every few seconds and drops a session that has none, so it has to be there although nothing else needs it.
 */
export async function openSession(docker: Docker, offers: SessionOffers): Promise<Session> {
  const { credentialsFor, secrets, sshAgent } = offers
  const id = randomUUID()
  const socket = await dial(docker, id, [CREDENTIALS, SECRET, HEALTH, ...(sshAgent === undefined ? [] : AGENT_METHODS)])
  const server = new grpc.Server()
  const injector = server.createConnectionInjector(grpc.ServerCredentials.createInsecure())
  server.addService(
    { Credentials: method(CREDENTIALS) },
    {
      Credentials: answer(async (request) => {
        const login = await credentialsFor(textOf(request, 1))
        if (login === undefined) return Buffer.alloc(0)
        // A secret without a user name is an identity token.
        const username = login.username === IDENTITY_TOKEN ? '' : login.username
        return Buffer.concat([bytesField(1, username), bytesField(2, login.password)])
      }),
    },
  )
  server.addService(
    { GetSecret: method(SECRET) },
    {
      GetSecret: answer((request) => {
        const value = secrets.get(textOf(request, 1))
        // The engine asks for secrets of its own, too (logins for a context by HTTP): those have to be "not found".
        if (value === undefined) throw new Refusal(grpc.status.NOT_FOUND, `there is no secret "${textOf(request, 1)}"`)
        return bytesField(1, value)
      }),
    },
  )
  // status: SERVING (1), field 1.
  server.addService({ Check: method(HEALTH) }, { Check: answer(() => Buffer.from([8, 1])) })
  if (sshAgent !== undefined) addAgent(server, sshAgent)
  socket.on('error', () => undefined)
  injector.injectConnection(socket)
  return {
    id,
    close: () => {
      server.forceShutdown()
      socket.destroy()
    },
  }
}

class Refusal extends Error {
  constructor(
    readonly code: grpc.status,
    message: string,
  ) {
    super(message)
  }
}

function answer(handler: (request: Buffer) => Buffer | Promise<Buffer>): grpc.handleUnaryCall<Buffer, Buffer> {
  return (call, done) => {
    new Promise<Buffer>((resolve) => resolve(handler(call.request))).then(
      (reply) => done(null, reply),
      (error: unknown) =>
        done({ code: error instanceof Refusal ? error.code : grpc.status.INTERNAL, details: messageOf(error) }),
    )
  }
}

function dial(docker: Docker, id: string, methods: readonly string[]): Promise<Duplex> {
  const modem = docker.modem as {
    dial: (options: object, done: (error: Error | null | undefined, socket: Duplex) => void) => void
  }
  return new Promise((resolve, reject) => {
    modem.dial(
      {
        method: 'POST',
        path: '/session',
        hijack: true,
        headers: {
          Upgrade: 'h2c',
          'X-Docker-Expose-Session-Uuid': id,
          'X-Docker-Expose-Session-Name': 'stack-action',
          'X-Docker-Expose-Session-Grpc-Method': methods,
        },
        statusCodes: { 200: true, 500: 'server error' },
      },
      (error, socket) => (error ? reject(error) : resolve(socket)),
    )
  })
}
