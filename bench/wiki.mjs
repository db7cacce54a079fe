// What a wiki of 200 images costs: `node bench/wiki.mjs [images] [publishes]`. A real git server on this machine (git
// http-backend); facts with 400 packages each. Times are of `compose` alone, and of read + compose + commit + push.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { compile } from './compile.mjs'

const [images = 200, publishes = 5] = process.argv.slice(2).map(Number)
const folder = await compile()
const at = (path) => import(`${folder}/src/${path}.js`)
const [
  { compose, factsWanted },
  { record },
  { EMPTY_BOOK, readBook, BOOK_FILE },
  { bookImage },
  { writeWiki, readWiki },
] = await Promise.all(
  ['report/wiki/compose', 'report/wiki/record', 'report/wiki/book', 'report/wiki/news', 'github/wiki'].map(at),
)

const root = mkdtempSync(join(tmpdir(), 'stack-bench-wiki-'))
process.on('exit', () => rmSync(root, { recursive: true, force: true }))
const bare = join(root, 'org/images.wiki.git')
const git = (...args) => execFileSync('git', args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
git('init', '--bare', '-b', 'master', bare)
git('-C', bare, 'config', 'http.receivepack', 'true')
git('init', '-b', 'master', join(root, 'first'))
const author = ['-c', 'user.name=x', '-c', 'user.email=x@x']
git('-C', join(root, 'first'), ...author, 'commit', '--allow-empty', '-m', 'first')
git('-C', join(root, 'first'), 'push', bare, 'master')
const backend = join(git('--exec-path').toString().trim(), 'git-http-backend')
const server = http.createServer((request, response) => {
  const url = new URL(request.url, 'http://x')
  const { headers } = request
  const child = spawn(backend, {
    env: {
      ...{ PATH: process.env.PATH, GIT_PROJECT_ROOT: root, GIT_HTTP_EXPORT_ALL: '1', REMOTE_USER: 'x' },
      ...{ PATH_INFO: url.pathname, QUERY_STRING: url.search.slice(1), REQUEST_METHOD: request.method },
      ...{ CONTENT_TYPE: headers['content-type'] ?? '', GIT_PROTOCOL: headers['git-protocol'] ?? '' },
      ...(headers['content-encoding'] ? { HTTP_CONTENT_ENCODING: headers['content-encoding'] } : {}),
      ...(headers['content-length'] ? { CONTENT_LENGTH: headers['content-length'] } : {}),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  child.stdin.on('error', () => undefined)
  request.pipe(child.stdin)
  const parts = []
  child.stdout.on('data', (data) => parts.push(data))
  child.stdout.on('end', () => {
    const all = Buffer.concat(parts)
    const end = all.indexOf('\r\n\r\n')
    const fields = Object.fromEntries(
      all
        .subarray(0, end)
        .toString()
        .split('\r\n')
        .map((line) => line.split(/: */, 2)),
    )
    const { Status: status = '200', ...rest } = fields
    response.writeHead(Number.parseInt(status, 10), rest).end(all.subarray(end + 4))
  })
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))

const digest = (seed) => `sha256:${seed.toString(16).padStart(64, '0')}`
const list = Array.from({ length: 400 }, (_, at) => `package-${at}  ${at}.0.1  py311_0  conda-forge`).join('\n')
const layers = Array.from({ length: 40 }, (_, at) => ({
  ...{
    command: `RUN step ${at}`,
    size: at,
    cumulativeSize: at,
    createdAt: '2026-04-01T09:00:00.000Z',
    ms: 10,
    cached: false,
  },
}))
const factsOf = (image, seed) => ({
  ...{ schema: 1, id: image, name: image, variant: 'default', platform: 'linux/amd64', ref: `x/${image}:main` },
  ...{ digest: digest(seed), fingerprint: 'f'.repeat(32), revision: 'a'.repeat(40), version: '' },
  ...{ source: 'https://github.com/org/images', parents: [], base: null, builtAt: '2026-04-01T09:00:00.000Z' },
  ...{ builtIn: '', size: 1e9, compressed: 4e8, layers, suites: [] },
  infos: [{ name: 'conda', description: 'Packages', command: ['conda', 'list'], status: 0, output: list }],
})
const access = {
  ...{
    serverUrl: `http://127.0.0.1:${server.address().port}`,
    apiUrl: '',
    repository: 'org/images',
    own: 'org/images',
  },
  ...{ token: 'x', env: process.env, signal: new AbortController().signal, now: () => new Date() },
}
const rows = []
const publish = async (round, what) => {
  const facts = new Map()
  const event = {
    ...{ kind: 'publish', at: new Date(Date.UTC(2026, 3, 1 + round)).toISOString(), by: 'x', run: '', from: '' },
    images: Array.from({ length: images }, (_, n) => {
      const one = digest(round * 100_000 + n + 1)
      facts.set(one, factsOf(`image-${n}`, round * 100_000 + n + 1))
      const refs = [`ghcr.io/org/image-${n}:main`, `ghcr.io/org/image-${n}:${round.toString(16).padStart(7, '0')}`]
      return { id: `image-${n}`, refs, digest: one }
    }),
  }
  let [composing, pages] = [0, 0]
  const began = performance.now()
  await writeWiki(access, async (shelf) => {
    const start = performance.now()
    const book = readBook(shelf.files.get(BOOK_FILE)?.toString() ?? '') ?? EMPTY_BOOK
    const known = event.images.map(({ id, digest }) => bookImage(digest, id, [facts.get(digest)]))
    const rules = {
      ...{ ladder: ['stable'], rungOf: () => ({ stage: '', keeps: false }), sourceOf: () => '', keep: 0 },
      now: new Date().toISOString(),
    }
    const next = record(book, [event], known, rules)
    const wanted = new Set(factsWanted(next, shelf, 'wiki'))
    const digests = new Map(next.names.map(({ ref, digest }) => [ref, digest]))
    const composed = compose(next, shelf, {
      form: 'wiki',
      factsOf: (ref) => (wanted.has(ref) ? [facts.get(digests.get(ref))].filter(Boolean) : undefined),
    })
    composing += performance.now() - start
    pages = composed.pages.length
    if (composed.dead.length > 0) throw new Error(JSON.stringify(composed.dead[0]))
    return { ...composed, message: 'Pages' }
  })
  const ms = Math.round(performance.now() - began)
  const shelf = await readWiki(access)
  const kB = Math.round(shelf.files.get(BOOK_FILE).length / 1000)
  rows.push({ what, images, pages, 'all, ms': ms, 'of these compose, ms': Math.round(composing), 'book, kB': kB })
}
for (let round = 0; round < publishes; round++) await publish(round, `publish ${round + 1}`)
await publish(publishes - 1, 'the same again')
console.table(rows)
server.close()
