// Wall time against the critical path: stacks whose steps take known times.
import { cpus } from 'node:os'
import { held, seconds, title } from './goals.mjs'
import { folderIn } from './lab.mjs'
import { interleaved, measured, median } from './measure.mjs'
import { loopScript } from './plain.mjs'
import { burn, imagesOf, longestPath, writeStack } from './stack.mjs'

/** Seconds of each build, and of the suite on each image (0: none). */
const SLEEPS = [
  { shape: 'chain', count: 1, build: 10, test: 0 },
  { shape: 'chain', count: 4, build: 4, test: 1 },
  { shape: 'fan', count: 4, build: 5, test: 2 },
  { shape: 'tree', count: 12, build: 4, test: 1 },
  { shape: 'tree', count: 40, build: 4, test: 1 },
]
const QUICK_SLEEPS = [
  { shape: 'chain', count: 4, build: 2, test: 1 },
  { shape: 'tree', count: 12, build: 3, test: 0 },
]
/** Seconds of processor time of each build. */
const BURNS = [
  { shape: 'chain', count: 1, build: 5 },
  { shape: 'tree', count: 4, build: 3 },
  { shape: 'tree', count: 12, build: 1.5 },
  { shape: 'tree', count: 40, build: 0.5 },
]
const QUICK_BURNS = [{ shape: 'tree', count: 12, build: 1 }]
const GOAL_RATIO = 1.1
const GOAL_CPU_PERCENT = 5

export async function criticalPath(lab, { quick, rounds }) {
  title('Wall time against the critical path; steps sleep, and all that may go on at once does')
  const slept = []
  for (const one of quick ? QUICK_SLEEPS : SLEEPS) slept.push(await sleeping(lab, one, rounds))
  console.table(slept)
  console.log(`path: the known times along the longest path, nothing else. docker: docker build, run and push along that path alone
(what the engine takes to start, to write and to push an image is in it). cpu: of the command and its children.`)

  title(`The same with steps that use processor time, on ${cpus().length} cores`)
  const burnt = []
  for (const one of quick ? QUICK_BURNS : BURNS) burnt.push(await burning(lab, one, rounds))
  console.table(burnt)
  console.log(`bound: the longest path, or all steps on all cores. bare: the same loops as bare processes, one per core where the
steps are enough for it: what the machine could give at that time.`)
}

async function sleeping(lab, { shape, count, build, test }, rounds) {
  const images = imagesOf(shape, count)
  const path = longestPath(images)
  const pathMs = (path.length * build + test) * 1000
  const suite = test === 0 ? undefined : `sleep ${test}`
  const { ours, docker } = await interleaved(rounds, {
    ours: (round) =>
      runOurs(lab, { images, name: `${shape}${count}-${round}`, step: `sleep ${build}`, test: suite, parallel: count }),
    docker: (round) => {
      const id = `${lab.id}-plain-${shape}${count}-${round}`
      const folder = folderIn(lab, 'plain')
      writeStack(folder, { id, images: path, base: lab.base, step: `sleep ${build}` })
      const to = `${lab.registry}/${id}`
      // On the way to the last image the others are only built: their tests and pushes may go on beside.
      const last = path.slice(-1)
      const [program, args] = loopScript(lab, {
        folder,
        to,
        images: path,
        test: undefined,
        push: suite === undefined ? last : [],
      })
      return measured(program, args, { env: lab.docker.env, cwd: folder }).then(async (built) => {
        if (suite === undefined) return built
        const ref = `${to}/${last[0].name}:loop`
        const docker = (...rest) => measured(lab.docker.program, rest, { env: lab.docker.env, cwd: folder })
        const tested = await docker('run', '--rm', '--network', 'none', ref, 'sh', '-c', suite)
        const pushed = await docker('push', '--quiet', ref)
        return { ms: built.ms + tested.ms + pushed.ms }
      })
    },
  })
  const wall = median(ours.map(({ ms }) => ms))
  const cpu = median(ours.map(({ cpuMs }) => cpuMs))
  const what = `${count} images, ${shape}, sleep`
  return {
    images: count,
    shape,
    'build s': build,
    'test s': test,
    'path s': seconds(pathMs),
    'docker s': seconds(median(docker.map(({ ms }) => ms))),
    'wall s': seconds(wall),
    'to path': held(`${what}, to path`, wall / pathMs, GOAL_RATIO),
    'to docker': (wall / median(docker.map(({ ms }) => ms))).toFixed(2),
    'cpu s': seconds(cpu),
    'cpu %': held(`${what}, own CPU in %`, (cpu / wall) * 100, GOAL_CPU_PERCENT, 1),
  }
}

async function burning(lab, { shape, count, build }, rounds) {
  const images = imagesOf(shape, count)
  const cores = cpus().length
  const boundMs = Math.max(longestPath(images).length * build, (count * build) / cores) * 1000
  const busy = Math.min(cores, Math.max(1, Math.round((count * build * 1000) / boundMs)))
  const { ours, bare } = await interleaved(rounds, {
    ours: (round) =>
      runOurs(lab, {
        images,
        name: `cpu${shape}${count}-${round}`,
        step: burn(build),
        test: undefined,
        parallel: cores,
      }),
    bare: () =>
      measured('sh', ['-c', `${`sh -c '${burn(boundMs / 1000)}' & `.repeat(busy)} wait`], {
        env: lab.env,
        cwd: lab.folder,
      }),
  })
  const wall = median(ours.map(({ ms }) => ms))
  const bareMs = median(bare.map(({ ms }) => ms))
  const cpu = median(ours.map(({ cpuMs }) => cpuMs))
  const what = `${count} images, ${shape}, processor`
  return {
    images: count,
    shape,
    'build s': build,
    'bound s': seconds(boundMs),
    'bare s': seconds(bareMs),
    'wall s': seconds(wall),
    'to bound': (wall / boundMs).toFixed(2),
    'to bare': held(`${what}, to bare`, wall / bareMs, GOAL_RATIO),
    'cpu s': seconds(cpu),
    'cpu %': held(`${what}, own CPU in %`, (cpu / wall) * 100, GOAL_CPU_PERCENT, 1),
  }
}

/** A run of ours on a new stack: built, tested, pushed, published. */
function runOurs(lab, { images, name, step, test, parallel }) {
  const id = `${lab.id}-${name}`
  const folder = folderIn(lab, 'ours')
  writeStack(folder, { id, images, base: lab.base, step, test })
  const [program, args] = lab.ours([
    'run',
    '--registries',
    `${lab.registry}/${id}`,
    '--out',
    'out',
    ...lab.parallel(parallel),
  ])
  return measured(program, args, { env: lab.env, cwd: folder })
}
