// One request to the Docker Engine API, for machines without curl: body, newline, status code on stdout (as curl -w would print).
// usage: api.mjs HOST METHOD PATH BODY_FILE TYPE PATIENCE_SECONDS [OUT_FILE]
import { createReadStream, createWriteStream, readFileSync, statSync } from 'node:fs'
import { request as http } from 'node:http'
import { request as https } from 'node:https'
import { pipeline } from 'node:stream/promises'

const [host, method, path, body, type, patience, out] = process.argv.slice(2)
const tls = !!process.env.DOCKER_TLS_VERIFY && host.startsWith('tcp://')
const pem = (name) => readFileSync(`${process.env.DOCKER_CERT_PATH ?? `${process.env.HOME}/.docker`}/${name}.pem`)

const target = host.startsWith('unix://')
  ? { socketPath: host.slice('unix://'.length), headers: { host: 'localhost' } }
  : {
      hostname: new URL(host).hostname,
      port: new URL(host).port,
      headers: {},
      ...(tls && { ca: pem('ca'), cert: pem('cert'), key: pem('key') }),
    }
if (body)
  Object.assign(target.headers, {
    'content-type': type,
    ...(body !== '-' && { 'content-length': statSync(body).size }),
  })

const request = (tls ? https : http)({ ...target, method, path, timeout: Number(patience) * 1000 })
request.on('timeout', () => request.destroy(new Error('no answer')))
request.on('error', () => process.exit(7))
request.on('response', async (response) => {
  const sink = out && response.statusCode === 200 ? createWriteStream(out, { mode: 0o600 }) : process.stdout
  await pipeline(response, sink, { end: sink !== process.stdout }).catch(() => process.exit(7))
  process.stdout.write(`\n${response.statusCode}`)
  if (out && response.statusCode !== 200) process.exitCode = 1
})
if (body) pipeline(body === '-' ? process.stdin : createReadStream(body), request).catch(() => process.exit(7))
else request.end()
