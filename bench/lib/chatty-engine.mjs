// The engine, with more output than there is: what a builder says that does not cut its steps short.
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { pipeline } from 'node:stream'
import { URL } from 'node:url'

/** Messages of BuildKit's trace are about as long as a pipe's buffer. */
const MESSAGE_BYTES = 32_768

/** A socket before the lab's engine; each build's answer has `bytes` more of lines in it. */
export async function chattyEngine(lab, { bytes, line }) {
  const target = endpoint(lab.env.DOCKER_HOST)
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming
    const passed = request({ ...target, method, path: url, headers }, (response) => {
      outgoing.writeHead(response.statusCode, response.headers)
      // They are made no faster than they are read. Who stops reading has ended, which is no error here.
      if (/\/build\?/.test(url)) pipeline(talkingOver(response, { bytes, line }), outgoing, () => undefined)
      else response.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    outgoing.on('close', () => passed.destroy())
    incoming.pipe(passed)
  })
  // Sessions, and containers that are attached to, leave HTTP: from there on bytes go both ways.
  server.on('upgrade', ({ method, url, rawHeaders }, client, head) => {
    const lines = Array.from(
      { length: rawHeaders.length / 2 },
      (_, at) => `${rawHeaders[2 * at]}: ${rawHeaders[2 * at + 1]}`,
    )
    const engine = connect(target.socketPath === undefined ? target : { path: target.socketPath })
    engine.write(`${method} ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    engine.write(head)
    engine.pipe(client).pipe(engine)
    for (const socket of [engine, client]) socket.on('error', () => [engine, client].forEach((one) => one.destroy()))
  })
  const path = join(lab.folder, `engine-${bytes}.sock`)
  server.listen(path)
  await once(server, 'listening')
  return {
    host: `unix://${path}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** The engine's answer, with the lines in it as soon as there is a vertex that they can be of. */
async function* talkingOver(response, { bytes, line }) {
  let left = bytes
  let text = ''
  for await (const data of response) {
    yield data
    if (left === 0) continue
    text += data.toString('latin1')
    const vertex = startedVertex(text)
    if (vertex === undefined) continue
    const message = Buffer.from(`${line}\n`.repeat(Math.floor(MESSAGE_BYTES / (line.length + 1))))
    const event = `${JSON.stringify({ id: 'moby.buildkit.trace', aux: logOf(vertex, message).toString('base64') })}\r\n`
    for (; left > 0; left = Math.max(0, left - message.length)) yield event
  }
}

/** The digest of a vertex in the events so far: what logs are of. */
function startedVertex(text) {
  for (const line of text.split('\n').slice(0, -1)) {
    const { id, aux } = JSON.parse(line)
    if (id !== 'moby.buildkit.trace') continue
    const found = /sha256:[0-9a-f]{64}/.exec(Buffer.from(aux, 'base64').toString('latin1'))
    if (found !== null) return found[0]
  }
  return undefined
}

/** StatusResponse{logs: [{vertex, timestamp, stream: 1, msg}]} of moby.buildkit.v1's control.proto. */
function logOf(vertex, message) {
  const timestamp = Buffer.from([0x08, ...varint(Math.floor(Date.now() / 1000))])
  const log = Buffer.concat([
    field(1, Buffer.from(vertex)),
    field(2, timestamp),
    Buffer.from([0x18, 1]),
    field(4, message),
  ])
  return field(3, log)
}

function field(number, content) {
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...varint(content.length)]), content])
}

function varint(value) {
  const bytes = []
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128)
  return [...bytes, value]
}

function endpoint(host) {
  if (host === undefined) return { socketPath: '/var/run/docker.sock' }
  if (host.startsWith('unix://')) return { socketPath: host.slice('unix://'.length) }
  const { hostname, port } = new URL(host)
  return { host: hostname, port: Number(port) }
}
