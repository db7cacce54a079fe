import * as grpc from '@grpc/grpc-js'
import { connect } from 'node:net'
import { pipeline, Transform, type Duplex } from 'node:stream'
import { method } from './method.js'
import { bytesField, fieldsOf, textOf } from './protobuf.js'

const CHECK = '/moby.sshforward.v1.SSH/CheckAgent'
const FORWARD = '/moby.sshforward.v1.SSH/ForwardAgent'
export const AGENT_METHODS: readonly string[] = [CHECK, FORWARD]

/** What `RUN --mount=type=ssh` asks for unless it names another. */
const DEFAULT_ID = 'default'

/**
 * Lets a session forward the ssh agent that listens on a socket (session/sshforward/ssh.proto of moby/buildkit): each
 * process of the build that connects gets a connection to the agent of its own.
 */
export function addAgent(server: grpc.Server, socketPath: string): void {
  server.addService(
    { CheckAgent: method(CHECK), ForwardAgent: method(FORWARD, true) },
    {
      CheckAgent: ((call, done) => {
        const id = textOf(call.request, 1)
        if (id === '' || id === DEFAULT_ID) done(null, Buffer.alloc(0))
        else done({ code: grpc.status.NOT_FOUND, details: `there is no ssh agent "${id}"` })
      }) satisfies grpc.handleUnaryCall<Buffer, Buffer>,
      ForwardAgent: ((call) => {
        const socket = connect(socketPath)
        // Its types do not know that it is one.
        const stream = call as unknown as Duplex
        pipeline(stream, unwrapped(), socket, wrapped(), stream, () => socket.destroy())
      }) satisfies grpc.handleBidiStreamingCall<Buffer, Buffer>,
    },
  )
}

/** BytesMessage → its bytes, field 1. */
function unwrapped(): Transform {
  return new Transform({
    writableObjectMode: true,
    transform(message: Buffer, _encoding, done) {
      for (const field of fieldsOf(message)) if (field.number === 1 && field.kind === 'bytes') this.push(field.value)
      done()
    },
  })
}

function wrapped(): Transform {
  return new Transform({
    readableObjectMode: true,
    transform(data: Buffer, _encoding, done) {
      done(null, bytesField(1, data))
    },
  })
}
