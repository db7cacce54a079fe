// Memory against the length of the output: of a build, and of a suite.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { held, seconds, title } from './goals.mjs'
import { folderIn } from './lab.mjs'
import { interleaved, measured, median } from './measure.mjs'
import { imagesOf, writeStack } from './stack.mjs'
import { chattyEngine } from './chatty-engine.mjs'

const GOAL = 1.5
const LINE = 'x'.repeat(99)

export async function logSize(lab, { quick, rounds }) {
  const small = 10e6
  const large = quick ? 100e6 : 1e9
  title(`Peak memory of the command: ${small / 1e6} MB of output and ${large / 1e6} MB`)
  const rows = []
  for (const [what, run] of Object.entries(TALKERS)) {
    const rivals = { small: (round) => run(lab, small, `s${round}`), large: (round) => run(lab, large, `l${round}`) }
    const { small: few, large: many } = await interleaved(rounds, rivals)
    const peak = (runs) => median(runs.map(({ peakMiB }) => peakMiB))
    rows.push({
      'output of': what,
      'small MiB': Math.round(peak(few)),
      'large MiB': Math.round(peak(many)),
      ratio: held(`memory, output of ${what}`, peak(many) / peak(few), GOAL),
      'small s': seconds(median(few.map(({ ms }) => ms))),
      'large s': seconds(median(many.map(({ ms }) => ms))),
      'cpu s': seconds(many[0].cpuMs),
      'MB kept': Math.round(many[0].kept / 1e6),
    })
  }
  console.table(rows)
  console.log(
    `a build: BuildKit itself cuts a step at 2 MiB. a build, uncut: the engine's answer is made longer on the way. kept: in logs/.`,
  )
}

const TALKERS = {
  'a build': (lab, bytes, name) => talk(lab, { name: `build-${name}`, step: say(bytes) }),
  'a build, uncut': async (lab, bytes, name) => {
    const engine = await chattyEngine(lab, { bytes, line: LINE })
    try {
      // The engine itself is the only builder whose answer comes through here.
      return await talk(lab, {
        name: `uncut-${name}`,
        step: 'true',
        env: { DOCKER_HOST: engine.host },
        flags: lab.byEngine,
      })
    } finally {
      engine.close()
    }
  },
  'a suite': (lab, bytes, name) => talk(lab, { name: `suite-${name}`, step: 'true', test: say(bytes) }),
}

function say(bytes) {
  return `yes ${LINE} | head -c ${bytes}`
}

async function talk(lab, { name, step, test, env = {}, flags = [] }) {
  const id = `${lab.id}-${name}`
  const folder = folderIn(lab, 'talk')
  writeStack(folder, { id, images: imagesOf('chain', 1), base: lab.base, step, test })
  const [program, args] = lab.ours(['run', '--registries', `${lab.registry}/${id}`, '--out', 'out', ...flags])
  const result = await measured(program, args, { env: { ...lab.env, ...env }, cwd: folder })
  const logs = join(folder, 'out', 'logs')
  const kept = readdirSync(logs).reduce((sum, file) => sum + statSync(join(logs, file)).size, 0)
  return { ...result, kept }
}
