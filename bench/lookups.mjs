// Look-ups in a registry far away: every answer takes 5 ms. Goal: 200 images with three questions each in less than a second.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'

const LATENCY_MS = 5
const SIZES = [50, 200, 800]
const LIMIT = 32
const DIGEST = `sha256:${'a'.repeat(64)}`
/** Registries tell the length to a HEAD, too; without it the connection could not go on. */
const LENGTH = { 'content-length': '512' }

if (isMainThread) await measure()
else serve()

async function measure() {
  const { compile } = await import('./compile.mjs')
  const source = join(await compile(), 'src', 'registry')
  const load = (name) => import(pathToFileURL(join(source, name)).href)
  const [{ registryClient }, { lookUps }] = await Promise.all([load('client.js'), load('lookups.js')])

  // A thread of its own: the registry's work is not to be measured.
  const registry = new Worker(new URL(import.meta.url))
  const told = () => new Promise((resolve) => registry.once('message', resolve))
  const { port } = await told()
  const rows = []
  for (const kind of ['open', 'tokens']) {
    for (const images of SIZES) {
      const client = registryClient(() => Promise.resolve(undefined))
      const ask = lookUps(client, { limit: LIMIT })
      const tags = ['fp-0123456789abcdef', 'ok-0123456789abcdef', 'main']
      // Every question twice, as plan and explanation ask: the second must cost nothing.
      const questions = [1, 2].flatMap(() =>
        Array.from({ length: images }, (_, at) =>
          tags.map((tag) => [`127.0.0.1:${port}/${kind}-${images}/image-${at}`, tag]),
        ).flat(),
      )
      const began = performance.now()
      const answers = await Promise.all(questions.map(([repository, tag]) => ask.digest(repository, tag)))
      const ms = performance.now() - began
      if (!answers.every(({ kind }, at) => kind === (questions[at][1] === 'main' ? 'absent' : 'found')))
        throw new Error('an answer is wrong')
      registry.postMessage('count')
      const { requests, tokens, refused, duplicates, connections } = await told()
      rows.push({
        ...{ registry: kind, images, asked: questions.length, requests, tokens, 'sent away': refused, duplicates },
        ...{ connections, ms: Math.round(ms), 'ms/image': Number((ms / images).toFixed(2)) },
      })
    }
  }
  console.table(rows)
  console.log(`${LATENCY_MS} ms for each answer, ${LIMIT} questions at a time; goal: 200 images in less than 1000 ms.`)
  await registry.terminate()
}

/** A registry that has every tag but `main`; repositories below `tokens-…` want one. */
function serve() {
  const fresh = () => ({ requests: 0, tokens: 0, refused: 0, duplicates: 0, connections: 0 })
  let counts = fresh()
  let seen = new Set()
  const answer = ({ method, url, headers }, response) => {
    counts.requests++
    if (url.startsWith('/token')) {
      counts.tokens++
      return response.writeHead(200).end('{"token":"x"}')
    }
    if (url.startsWith('/v2/tokens-') && headers.authorization === undefined) {
      counts.refused++
      const challenge = `Bearer realm="http://${headers.host}/token",service="bench"`
      return response.writeHead(401, { ...LENGTH, 'www-authenticate': challenge }).end()
    }
    if (seen.has(`${method} ${url}`)) counts.duplicates++
    seen.add(`${method} ${url}`)
    if (url.endsWith('/main')) return response.writeHead(404, LENGTH).end()
    return response.writeHead(200, { ...LENGTH, 'docker-content-digest': DIGEST }).end()
  }
  const server = createServer((request, response) => setTimeout(answer, LATENCY_MS, request, response))
  server.on('connection', () => counts.connections++)
  server.listen(0, '127.0.0.1', () => parentPort.postMessage({ port: server.address().port }))
  parentPort.on('message', () => {
    parentPort.postMessage(counts)
    counts = fresh()
    seen = new Set()
  })
}
