// What a run costs beside the work itself: `node bench/run.mjs [--quick] [--rounds N] [PART …]`; parts: path, leaf, logs, beside.
// Wants dist/ (npm run build) and: scripts/engine up --modern && export $(scripts/engine env). README.md says what it prints.
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { sideBySide } from './lib/beside.mjs'
import { closing } from './lib/goals.mjs'
import { openLab } from './lib/lab.mjs'
import { leafChange } from './lib/leaf.mjs'
import { logSize } from './lib/logs.mjs'
import { criticalPath } from './lib/path.mjs'

const PARTS = { path: criticalPath, leaf: leafChange, logs: logSize, beside: sideBySide }

const { values, positionals: asked } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string', default: '1' } },
  allowPositionals: true,
})
const unknown = asked.find((part) => !Object.hasOwn(PARTS, part))
if (unknown !== undefined) throw new Error(`no part "${unknown}": ${Object.keys(PARTS).join(', ')}`)
const options = { quick: values.quick, rounds: Number(values.rounds) }
const lab = openLab()
try {
  console.log(
    `Node ${process.version}, engine ${lab.docker.engine}${lab.docker.buildx ? ' with buildx' : ''}, ${cpus().length} processors`,
  )
  for (const part of asked.length === 0 ? Object.keys(PARTS) : asked) await PARTS[part](lab, options)
  closing()
} finally {
  lab.close()
}
