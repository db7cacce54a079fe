// A run that has nothing to do, of few and of many images: `node bench/nochange.mjs [--quick]`. The same set-up as run.mjs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { node24 } from '../scripts/node24.mjs'
import { closing, held, seconds } from './lib/goals.mjs'
import { folderIn, openLab } from './lib/lab.mjs'
import { interleaved, measured, median } from './lib/measure.mjs'
import { imagesOf, writeStack } from './lib/stack.mjs'

const HEADS = fileURLToPath(new URL('lib/heads.mjs', import.meta.url))
/** Images, and the seconds that a run may take which has nothing to do. */
const SIZES = [
  [4, 1],
  [200, 3],
]
const QUICK_SIZES = [
  [4, 1],
  [40, 1.4],
]
const ROUNDS = 5

const quick = process.argv.includes('--quick')
const lab = openLab()
try {
  console.log(`Node ${process.version}, engine ${lab.docker.engine}; seconds, medians of ${ROUNDS} in turn`)
  const rows = []
  for (const [count, goal] of quick ? QUICK_SIZES : SIZES) rows.push(await nothingToDo(count, goal))
  console.table(rows)
  console.log(`first: everything built and published. start: node and our code, "--version". heads: a bare node process that asks the registry
once for each image, 32 at a time. work: our run without the start.`)
  closing()
} finally {
  lab.close()
}

async function nothingToDo(count, goal) {
  const id = `${lab.id}-same${count}`
  const folder = folderIn(lab, 'same')
  writeStack(folder, { id, images: imagesOf('tree', count), base: lab.base })
  const ours = (args) => measured(...lab.ours(args), { env: lab.env, cwd: folder })
  const same = ['run', '--registries', `${lab.registry}/${id}`, '--out', 'out']
  const first = await ours([...same, ...lab.parallel(4)])
  const refs = results(folder).flatMap(({ published }) => published.slice(0, 1).map(({ ref }) => ref))
  if (refs.length !== count) throw new Error(`${refs.length} of ${count} images were published`)
  const times = await interleaved(ROUNDS, {
    start: () => ours(['--version']),
    run: () => ours(same),
    heads: () => measured(node24(), [HEADS, lab.registry, ...refs], { env: lab.env, cwd: folder }),
  })
  const built = results(folder).filter(({ build }) => build !== undefined)
  if (built.length > 0) throw new Error(`${built.length} images were built again`)
  const { start, run, heads } = Object.fromEntries(
    Object.entries(times).map(([name, runs]) => [name, median(runs.map(({ ms }) => ms))]),
  )
  return {
    images: count,
    first: seconds(first.ms),
    start: seconds(start),
    heads: seconds(heads),
    run: held(`nothing to do, ${count} images, seconds`, run / 1000, goal),
    work: seconds(run - start),
    'to start': (run / start).toFixed(1),
    'to heads': (run / heads).toFixed(1),
    cpu: seconds(median(times.run.map(({ cpuMs }) => cpuMs))),
  }
}

function results(folder) {
  return JSON.parse(readFileSync(join(folder, 'out/artifacts/results.json'), 'utf8')).images
}
