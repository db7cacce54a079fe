// What a suite in a container costs beside `docker run` of the same command: `node bench/suites.mjs`. The same set-up as run.mjs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { closing, held, seconds } from './lib/goals.mjs'
import { folderIn, openLab } from './lib/lab.mjs'
import { interleaved, measured, median } from './lib/measure.mjs'

const SUITES = 10
const ROUNDS = 5
/** Seconds that a suite may take longer. */
const GOAL = 0.2

const lab = openLab()
try {
  const folder = folderIn(lab, 'suites')
  mkdirSync(join(folder, 'one'))
  mkdirSync(join(folder, 'checks'))
  for (let file = 0; file < 20; file++) writeFileSync(join(folder, 'checks', `test_${file}.sh`), 'exit 0\n')
  writeFileSync(join(folder, 'one/Dockerfile'), `FROM ${lab.base}\nENV CONTENT=${lab.id}\n`)
  const command = ['sleep', '0']
  const suites = Array.from({ length: SUITES }, (_, at) => [`s${at}`, { run: command, files: 'checks' }])
  const spec = { images: { one: { image_name: `${lab.id}-one` } }, suites: Object.fromEntries(suites) }
  writeFileSync(join(folder, 'spec.yml'), JSON.stringify(spec))
  const ours = (args) =>
    measured(...lab.ours([...args, '--spec', 'spec.yml', '--out', 'out']), { env: lab.env, cwd: folder })
  await ours(['build', '--offline'])
  const [image] = results(folder)
  const plain = { env: lab.docker.env, cwd: folder }
  const times = await interleaved(ROUNDS, {
    ours: async () => {
      await ours(['test', '--offline'])
      return median(results(folder)[0].suites.map(({ ms }) => ms))
    },
    docker: async () => {
      const runs = []
      for (let at = 0; at < SUITES; at++)
        runs.push(
          (
            await measured(
              lab.docker.program,
              ['run', '--rm', '--init', '--network', 'none', image.build.imageId, ...command],
              plain,
            )
          ).ms,
        )
      return median(runs)
    },
  })
  const [suite, docker] = [median(times.ours), median(times.docker)]
  console.log(`Node ${process.version}, engine ${lab.docker.engine}; seconds, medians of ${ROUNDS} × ${SUITES} in turn`)
  console.table([
    {
      suite: seconds(suite),
      'docker run': seconds(docker),
      more: held('a suite beside docker run', (suite - docker) / 1000, GOAL),
    },
  ])
  closing()
} finally {
  lab.close()
}

function results(folder) {
  return JSON.parse(readFileSync(join(folder, 'out/artifacts/results.json'), 'utf8')).images
}
