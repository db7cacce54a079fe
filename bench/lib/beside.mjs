// The same stack by us, by a loop of docker build, run and push, and by docker buildx bake.
import { held, seconds, title } from './goals.mjs'
import { folderIn } from './lab.mjs'
import { interleaved, measured, median } from './measure.mjs'
import { bakeCall, loopScript } from './plain.mjs'
import { imagesOf, writeStack } from './stack.mjs'

const GOAL = 1.1

export async function sideBySide(lab, { quick, rounds }) {
  const count = quick ? 6 : 12
  const build = quick ? 1 : 1.5
  title(`${count} images as a tree, each build sleeps ${build} s: built, tested where a time is given, pushed`)
  const images = imagesOf('tree', count)
  const stackFor = (name, test) => {
    const id = `${lab.id}-beside-${name}`
    const folder = folderIn(lab, 'beside')
    writeStack(folder, { id, images, base: lab.base, step: `sleep ${build}`, test })
    return { folder, images, test, to: `${lab.registry}/${id}` }
  }
  const ours = (name, test) => {
    const { folder, to } = stackFor(name, test)
    return measured(...lab.ours(['run', '--registries', to, '--out', 'out', ...lab.parallel(count)]), {
      env: lab.env,
      cwd: folder,
    })
  }
  const plain = (call, name, test) => {
    const stack = stackFor(name, test)
    return measured(...call(lab, stack), { env: lab.docker.env, cwd: stack.folder })
  }
  const rows = []
  for (const test of [undefined, 'sleep 1']) {
    const kind = test === undefined ? 'plain' : 'tested'
    const times = await interleaved(rounds, {
      'stack-action': (round) => ours(`ours-${kind}-${round}`, test),
      ...(lab.docker.buildx && test === undefined
        ? { 'buildx bake': (round) => plain(bakeCall, `bake-${round}`, test) }
        : {}),
      'docker, one by one': (round) => plain(loopScript, `loop-${kind}-${round}`, test),
    })
    const wall = Object.fromEntries(Object.entries(times).map(([who, runs]) => [who, median(runs.map(({ ms }) => ms))]))
    for (const [who, ms] of Object.entries(wall)) {
      const ratio = wall['stack-action'] / ms
      const text =
        who === 'stack-action' ? '' : held(`beside ${who}${test === undefined ? '' : ', with tests'}`, ratio, GOAL)
      rows.push({ tests: test ?? '-', who, 'wall s': seconds(ms), 'ours to it': text })
    }
  }
  console.table(rows)
  console.log(
    `bake builds and pushes but cannot test; nobody but us publishes at the end only, writes results or asks what is there already.`,
  )
}
