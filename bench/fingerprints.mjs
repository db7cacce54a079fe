// How long the hashes of all contexts take, and how that grows: `node bench/fingerprints.mjs [IMAGESxFILESxDEPTH …]`
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { compile } from './compile.mjs'
import { node24 } from '../scripts/node24.mjs'

const SHAPES = ['50x100x2', '200x100x2', '800x100x2', '200x25x2', '200x400x2', '200x100x0', '200x100x8']
/** Every other state is measured on this one, which is also what the others are compared with. */
const MAIN = '200x100x2'
const ROUNDS = 5

async function main(asked) {
  const compiled = await compile()
  console.log(`Node ${process.version}, ${git('.', '--version').trim()}, ${cpus().length} processors; times in ms\n`)
  row('images x files', 'depth', 'state', 'cold', 'warm', 'peak MiB', 'to main')
  const base = asked.length === 0 || asked.includes(MAIN) ? show(compiled, MAIN, 'clean') : undefined
  for (const shape of asked.length === 0 ? SHAPES : asked) if (shape !== MAIN) show(compiled, shape, 'clean', base)
  if (asked.length > 0) return
  for (const state of Object.keys(STATES)) if (state !== 'clean') show(compiled, MAIN, state, base)
}

/** One line of the table: a repository of its own, `ROUNDS` processes of their own, the median of each column. */
function show(compiled, shape, state, base) {
  const [images, files, depth] = shape.split('x').map(Number)
  const folder = mkdtempSync(join(tmpdir(), 'stack-bench-repository-'))
  try {
    for (let image = 0; image < images; image++) writeImage(join(folder, 'images', `image-${image}`), files, depth)
    STATES[state](folder, images)
    const self = fileURLToPath(import.meta.url)
    const args = [self, '--measure', compiled, folder, String(images), state === 'wide' ? 'wide' : 'own']
    const runs = Array.from({ length: ROUNDS }, () => JSON.parse(execFileSync(node24(), args, { encoding: 'utf8' })))
    const [cold, warm, rss] = ['cold', 'warm', 'rss'].map((name) => median(runs.map((run) => run[name])))
    const ratio = base === undefined ? '1.00 1.00' : [cold / base.cold, warm / base.warm].map(two).join(' ')
    row(`${images} x ${files}`, depth, state, Math.round(cold), Math.round(warm), Math.round(rss), ratio)
    return { cold, warm }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Ten files of about a kilobyte share a folder, `depth` levels below the image's own. */
function writeImage(folder, files, depth) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY . /\n')
  for (let file = 1; file < files; file++) {
    const group = Math.floor(file / 10)
    const way = join(
      folder,
      ...Array.from({ length: depth }, (_one, level) => `${level === 0 ? group : 'sub'}-${level}`),
    )
    mkdirSync(way, { recursive: true })
    writeFileSync(join(way, `file-${file}.txt`), `${folder} ${file}\n`.repeat(20))
  }
}

/** What lies on the disk beside what git knows. */
const STATES = {
  clean: commit,
  // One file in a hundred has changed.
  dirty: (folder, images) => {
    commit(folder)
    for (let image = 0; image < images; image++) appendFileSync(join(folder, `images/image-${image}/Dockerfile`), '#\n')
  },
  // As after a copy of the checkout: git has to compare the contents.
  'new times': (folder) => {
    commit(folder)
    for (const file of git(folder, 'ls-files', '-z').split('\0').slice(0, -1)) utimesSync(join(folder, file), 1, 1)
  },
  // All files may have their line ends changed.
  'text=auto': (folder) => {
    writeFileSync(join(folder, '.gitattributes'), '* text=auto\n')
    commit(folder)
  },
  'no commit': (folder) => git(folder, 'init', '--quiet'),
  'no git': () => undefined,
  // Every image has the whole stack as its context, and counts its own files.
  wide: (folder) => {
    writeFileSync(join(folder, '.dockerignore'), '**/*.log\n.git\n')
    commit(folder)
  },
}

/** Packed, as a fresh clone is. */
function commit(folder) {
  git(folder, 'init', '--quiet')
  git(folder, 'add', '--all')
  git(folder, '-c', 'user.name=B', '-c', 'user.email=b@example.org', 'commit', '--quiet', '--message', 'x')
  git(folder, 'repack', '-a', '-d', '--quiet')
  git(folder, 'prune-packed', '--quiet')
}

function git(folder, ...args) {
  return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', maxBuffer: 1 << 30 })
}

/** In a process of its own: the first call is the cold one, the second the warm one. */
async function measure(compiled, folder, images, kind) {
  const { readTree } = await import(join(compiled, 'src/changes/tree.js'))
  const { contextHasher } = await import(join(compiled, 'src/docker/context.js'))
  const once = async () => {
    const began = performance.now()
    const hash = contextHasher(readTree(folder))
    const ways = Array.from({ length: Number(images) }, (_one, image) => `images/image-${image}/`)
    const requests = ways.map((way) =>
      kind === 'own'
        ? { directory: join(folder, way), dockerfiles: 'Dockerfile' }
        : { directory: folder, dockerfiles: `${way}Dockerfile`, only: (path) => path.startsWith(way) },
    )
    await Promise.all(requests.map(hash))
    return performance.now() - began
  }
  const cold = await once()
  const warm = await once()
  console.log(JSON.stringify({ cold, warm, rss: process.resourceUsage().maxRSS / 1024 }))
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
}

function two(value) {
  return value.toFixed(2)
}

function row(...cells) {
  const widths = [16, 7, 11, 7, 7, 10, 13]
  console.log(
    cells
      .map((cell, index) => (index === 2 ? String(cell).padEnd(11) : String(cell).padStart(widths[index])))
      .join(' '),
  )
}

const [mode, ...rest] = process.argv.slice(2)
if (mode === '--measure') await measure(...rest)
else await main(process.argv.slice(2))
