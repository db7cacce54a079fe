import * as grpc from '@grpc/grpc-js'
import type Docker from 'dockerode'
import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { IDENTITY_TOKEN, type CredentialsFor } from '../registry/credentials.js'
import { bytesField, textOf } from './protobuf.js'

const CREDENTIALS = '/moby.filesync.v1.Auth/Credentials'
const HEALTH = '/grpc.health.v1.Health/Check'

/** A BuildKit session: the engine calls back over it. It carries registry logins, so that a private FROM can be pulled. */
export interface Session {
  readonly id: string
  close: () => void
}

/**
 * Opens a session (POST /session, upgraded to HTTP/2 with the engine as the client). The engine asks the health service
 * every few seconds and drops a session that has none, so it has to be there although nothing else needs it.
 */
export async function openSession(docker: Docker, credentialsFor: CredentialsFor): Promise<Session> {
  const id = randomUUID()
  const socket = await dial(docker, id)
  const server = new grpc.Server()
  const injector = server.createConnectionInjector(grpc.ServerCredentials.createInsecure())
  server.addService(
    { Credentials: unary(CREDENTIALS) },
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
  // status: SERVING (1), field 1.
  server.addService({ Check: unary(HEALTH) }, { Check: answer(() => Promise.resolve(Buffer.from([8, 1]))) })
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

/** Messages stay bytes: five fields do not need generated code, and nothing has to be read from .proto files at run time. */
function unary(path: string): grpc.MethodDefinition<Buffer, Buffer> {
  const same = (bytes: Buffer): Buffer => bytes
  return {
    path,
    requestStream: false,
    responseStream: false,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  }
}

function answer(handler: (request: Buffer) => Promise<Buffer>): grpc.handleUnaryCall<Buffer, Buffer> {
  return (call, done) => {
    handler(call.request).then(
      (reply) => done(null, reply),
      (error: unknown) => done({ code: grpc.status.INTERNAL, details: String(error) }),
    )
  }
}

function dial(docker: Docker, id: string): Promise<Duplex> {
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
          'X-Docker-Expose-Session-Grpc-Method': [CREDENTIALS, HEALTH],
        },
        statusCodes: { 200: true, 500: 'server error' },
      },
      (error, socket) => (error ? reject(error) : resolve(socket)),
    )
  })
}
