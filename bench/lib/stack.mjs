// Stacks whose work is known: each build, and each test, takes a time that is said before.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { must } from './lab.mjs'

/** The place of an image → that of its parent. */
const SHAPES = {
  chain: (at) => at - 1,
  fan: () => 0,
  tree: (at) => Math.floor((at - 1) / 3),
}

/** Images in an order in which parents come first: `{name, parent}`. */
export function imagesOf(shape, count) {
  const name = (at) => `image-${at}`
  return Array.from({ length: count }, (_, at) => ({
    name: name(at),
    parent: at === 0 ? undefined : name(SHAPES[shape](at)),
  }))
}

/**
 * Shell that uses so many seconds of processor time, however long it has to wait for it: field 14 and 15 of /proc/self/stat
 * are what the shell itself has used, in hundredths of a second.
 */
export function burn(seconds) {
  const fields = 'a b c d e f g h i j k l m u s rest'
  return `u=0; s=0; until [ $((u+s)) -ge ${Math.round(seconds * 100)} ]; do n=0; while [ $n -lt 5000 ]; do n=$((n+1)); done; read -r ${fields} < /proc/self/stat; done`
}

/**
 * Writes a stack into a repository of its own: spec.yml, a Dockerfile per image. `id` is in every layer, so that nothing
 * comes out of a cache. `step`: the shell of each build, default: a file is copied and nothing runs; `test`: that of a suite on every image.
 */
export function writeStack(folder, { id, images, base, step, test }) {
  const at = join(folder, 'images')
  mkdirSync(at, { recursive: true })
  const entries = images.map(
    ({ name, parent }) =>
      `  ${name}: {image_name: ${id}/${name}${parent === undefined ? '' : `, depend_on: ${parent}`}}\n`,
  )
  const suites = test === undefined ? '' : `suites:\n  ready: {run: [sh, -c, ${JSON.stringify(test)}]}\n`
  writeFileSync(join(at, 'spec.yml'), `images:\n${entries.join('')}${suites}`)
  for (const { name, parent } of images) {
    mkdirSync(join(at, name), { recursive: true })
    writeFileSync(
      join(at, name, 'Dockerfile'),
      dockerfile({ id, name, from: parent === undefined ? base : undefined, step }),
    )
  }
  must('git', ['-C', folder, 'init', '--quiet'])
  commitAll(folder)
}

export function commitAll(folder) {
  const git = (...args) =>
    must('git', ['-C', folder, '-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args])
  git('add', '.', ':!out')
  git('commit', '--quiet', '--message', 'A change')
}

function dockerfile({ id, name, from, step }) {
  const head = from === undefined ? 'ARG BASE_IMAGE=unset\nFROM ${BASE_IMAGE}\n' : `FROM ${from}\n`
  const work = step === undefined ? `COPY Dockerfile /${name}` : `RUN : ${id} ${name}; ${step}; echo ${id} > /${name}`
  return `# ${id} ${name}\n${head}${work}\n`
}

/** The images from the root to the one that can be done last: no run is faster, however much goes on at once. */
export function longestPath(images) {
  const paths = new Map()
  for (const { name, parent } of images) paths.set(name, [...(paths.get(parent) ?? []), name])
  const names = [...paths.values()].reduce((longest, path) => (path.length > longest.length ? path : longest))
  return images.filter(({ name }) => names.includes(name))
}
