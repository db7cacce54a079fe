// Names that move in a registry far away: `node bench/move.mjs [--size MIB] [--alone]`. Every answer takes 20 ms. Goals: 4 images
// in less than a second, 200 in less than five, of a registry that itself takes no time. Beside it, unless --alone, pull, tag
// and push of 4 images with docker; there both go to the registry of scripts/engine, through a proxy that is as slow.
import { createHash, randomBytes } from 'node:crypto'
import { Agent, createServer, request } from 'node:http'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { compile } from './compile.mjs'
import { closing, held, seconds } from './lib/goals.mjs'
import { folderIn, loginsFor, must, openLab } from './lib/lab.mjs'
import { measured, median } from './lib/measure.mjs'

const LATENCY_MS = 20
const SIZES = [
  [4, 1],
  [200, 5],
]
const ROUNDS = 5
const MIB = 1024 * 1024

if (isMainThread) await measure()
else far(workerData)

async function measure() {
  const { values } = parseArgs({ options: { size: { type: 'string', default: '100' }, alone: { type: 'boolean' } } })
  const source = join(await compile(), 'src')
  const load = (name) => import(pathToFileURL(join(source, name)).href)
  const [{ registryClient }, { dockerCredentials }, { moveAll, operationId, resolveSources }] = await Promise.all(
    ['registry/client.js', 'registry/credentials.js', 'run/moves.js'].map(load),
  )
  const id = `bench${randomBytes(4).toString('hex')}`
  /** A promotion: what `from` names gets the name `to`, in every repository. */
  const move = async ({ host, credentials, counted }, names, from, to) => {
    const own = registryClient(credentials)
    await counted()
    const began = performance.now()
    const found = await resolveSources(
      own,
      names.map((image) => ({ image, ref: `${host}/${id}/${image}:${from}` })),
    )
    const at = new Date()
    const { moved, failure, notices } = await moveAll(
      own,
      names.map((image, at) => ({ image, source: found[at], ref: `${host}/${id}/${image}:${to}` })),
      { id: operationId(at), kind: 'tag', by: 'bench', run: '', from, at },
      { now: () => new Date(), record: () => undefined, signal: new globalThis.AbortController().signal },
    )
    const ms = performance.now() - began
    if (failure !== undefined) throw failure.error
    if (moved.length !== names.length || notices.length > 0) throw new Error(`${moved.length} moved; ${notices}`)
    return { ms, ...(await counted()) }
  }
  const rows = []
  const far = await thread()
  const registry = registryClient(far.credentials)
  for (const [count, goal] of SIZES) {
    const names = Array.from({ length: count }, (_, at) => `many${count}-${at}`)
    for (const name of names)
      for (const tag of ['v0', 'v1']) await image(registry, `${far.host}/${id}/${name}`, tag, randomBytes(64))
    const runs = []
    // The first makes the journals, the others find them.
    for (let round = 0; round <= ROUNDS; round++) runs.push(await move(far, names, `v${round % 2}`, 'stable'))
    const [first, ...later] = runs
    const ms = median(later.map((run) => run.ms))
    rows.push({
      ...{ images: count, first: seconds(first.ms), move: held(`${count} images, seconds`, ms / 1000, goal) },
      ...{ requests: later[0].requests, 'KiB both ways': later[0].kib },
    })
  }
  console.table(rows)
  console.log(
    `${LATENCY_MS} ms for each answer; seconds, medians of ${ROUNDS}; first: where there are no journals yet.`,
  )
  await far.close()
  if (!values.alone)
    await beside({
      move,
      id,
      size: Number(values.size),
      registryClient,
      credentialsFor: dockerCredentials(process.env),
    })
  closing()
}

/** The same names moved by hand: the layers come here and go back. */
async function beside({ move, id, size, registryClient, credentialsFor }) {
  const lab = openLab()
  const { registry } = lab
  const far = await thread(registry, () => credentialsFor(registry))
  try {
    const names = Array.from({ length: 4 }, (_, at) => `large${at}`)
    const folder = folderIn(lab, 'large')
    // Not built here: the engine would keep the layers, and pull nothing.
    const own = registryClient(() => credentialsFor(registry))
    for (const name of names) await image(own, `${registry}/${id}/${name}`, 'v0', tarOf(randomBytes(size * MIB)))
    const env = {
      ...lab.docker.env,
      DOCKER_CONFIG: loginsFor({ ...lab, env: { ...lab.env, DOCKER_CONFIG: lab.docker.env.DOCKER_CONFIG } }, [
        far.host,
      ]),
    }
    let ms = 0
    await far.counted()
    for (const name of names) {
      const [from, to] = ['v0', 'by-hand'].map((tag) => `${far.host}/${id}/${name}:${tag}`)
      for (const args of [
        ['pull', '--quiet', from],
        ['tag', from, to],
        ['push', '--quiet', to],
      ])
        ms += (await measured(lab.docker.program, args, { env, cwd: folder })).ms
      must(lab.docker.program, ['image', 'rm', '--force', from, to], { env })
    }
    const byHand = { ms, ...(await far.counted()) }
    const runs = []
    for (let round = 0; round < ROUNDS; round++) runs.push(await move(far, names, 'v0', `stable-${round}`))
    const ours = { ...runs[0], ms: median(runs.map((run) => run.ms)) }
    const row = (one) => ({ seconds: seconds(one.ms), requests: one.requests, 'KiB both ways': one.kib })
    console.table({ 'pull, tag, push': row(byHand), move: row(ours) })
    console.log(`4 images of ${size} MiB; move to the other: ${(ours.ms / byHand.ms).toFixed(4)}`)
  } finally {
    await far.close()
    lab.close()
  }
}

/** A registry in a thread of its own: what it does is not to be measured. `counted` tells what came since the last call. */
async function thread(target, credentials = () => Promise.resolve(undefined)) {
  const worker = new Worker(new URL(import.meta.url), { workerData: target })
  const told = () => new Promise((resolve) => worker.once('message', resolve))
  const { port } = await told()
  return {
    ...{ host: `127.0.0.1:${port}`, credentials, close: () => worker.terminate() },
    counted: () => {
      worker.postMessage('count')
      return told()
    },
  }
}

/** Puts an image of one layer. */
async function image(client, repository, tag, layer) {
  const type = 'application/vnd.oci.image'
  const config = { architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [digestOf(layer)] } }
  const put = async (mediaType, bytes) => ({ mediaType, ...(await client.putBlob(repository, bytes)) })
  const mediaType = `${type}.manifest.v1+json`
  const bytes = Buffer.from(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType },
      config: await put(`${type}.config.v1+json`, Buffer.from(JSON.stringify(config))),
      layers: [await put(`${type}.layer.v1.tar`, layer)],
    }),
  )
  await client.put(repository, tag, { bytes, mediaType, digest: digestOf(bytes) })
}

/** A tar archive with one file: POSIX.1-1988. */
function tarOf(content) {
  const header = Buffer.alloc(512)
  const octal = (value, width) => `${value.toString(8).padStart(width - 1, '0')}\0`
  header.write('data', 0)
  header.write(
    octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(content.length, 12) + octal(0, 12) + ' '.repeat(8),
    100,
  )
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((all, byte) => all + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([header, content, Buffer.alloc(1024 + ((512 - (content.length % 512)) % 512))])
}

/** A registry that answers late, and counts: one that keeps everything in memory, or one before which it stands. */
function far(target) {
  let counts = { requests: 0, bytes: 0 }
  const handle = target === undefined ? memory() : passing(target)
  const server = createServer((incoming, outgoing) => {
    counts.requests++
    incoming.on('data', (data) => (counts.bytes += data.length))
    const write = outgoing.write.bind(outgoing)
    outgoing.write = (data, ...rest) => ((counts.bytes += data.length), write(data, ...rest))
    handle(incoming, outgoing)
  })
  server.listen(0, '127.0.0.1', () => parentPort.postMessage({ port: server.address().port }))
  parentPort.on('message', () => {
    parentPort.postMessage({ requests: counts.requests, kib: Math.round(counts.bytes / 1024) })
    counts = { requests: 0, bytes: 0 }
  })
}

function passing(target) {
  const agent = new Agent({ keepAlive: true })
  return (incoming, outgoing) => {
    const { method, url, headers } = incoming
    // The Host header stays: the registry then makes its Location headers lead back here.
    const passed = request(`http://${target}${url}`, { method, headers, agent }, (answer) => {
      setTimeout(() => {
        outgoing.writeHead(answer.statusCode, answer.headers)
        answer.pipe(outgoing)
      }, LATENCY_MS)
    })
    passed.on('error', () => outgoing.destroy())
    incoming.pipe(passed)
  }
}

/** What a registry does for small things, and no more. */
function memory() {
  const [blobs, manifests] = [new Map(), new Map()]
  let uploads = 0
  const answer = ({ method, url }, body, type) => {
    const [, name, kind, rest] = /^\/v2\/(.+)\/(blobs|manifests)\/(.+)$/.exec(url)
    if (kind === 'blobs') {
      if (method === 'POST') return { status: 202, headers: { location: `/v2/${name}/blobs/uploads/${uploads++}` } }
      if (method === 'PUT') {
        blobs.set(decodeURIComponent(rest.slice(rest.indexOf('digest=') + 7)), body)
        return { status: 201 }
      }
      return blobs.has(rest) ? { status: 200, body: blobs.get(rest) } : { status: 404 }
    }
    if (method === 'PUT') {
      const one = { body, type, digest: digestOf(body) }
      for (const reference of [rest, one.digest]) manifests.set(`${name}:${reference}`, one)
      return { status: 201, headers: { 'docker-content-digest': one.digest } }
    }
    const found = manifests.get(`${name}:${rest}`)
    if (found === undefined) return { status: 404 }
    return {
      ...{ status: 200, body: found.body },
      headers: { 'content-type': found.type, 'docker-content-digest': found.digest },
    }
  }
  return (incoming, outgoing) => {
    const chunks = []
    incoming.on('data', (data) => chunks.push(data))
    incoming.on('end', () => {
      const {
        status,
        headers = {},
        body = Buffer.alloc(0),
      } = answer(incoming, Buffer.concat(chunks), incoming.headers['content-type'])
      setTimeout(() => {
        outgoing.writeHead(status, { ...headers, 'content-length': String(body.length) })
        if (incoming.method !== 'HEAD') outgoing.write(body)
        outgoing.end()
      }, LATENCY_MS)
    })
  }
}

function digestOf(bytes) {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
