// All tests: unit, contract (against the real engine and registry) and end-to-end (the built dist as child processes).
// `npm test -- unit` runs one kind; what needs no engine gets none.
import { availableParallelism } from 'node:os'
import { engineUp } from './engine-env.mjs'
import { installPackages, node24, root, run } from './node24.mjs'

const args = process.argv.slice(2)
const kinds = args.filter((arg) => ['unit', 'contract', 'e2e'].includes(arg))
const rest = args.filter((arg) => !kinds.includes(arg))
installPackages()
const env = kinds.length === 1 && kinds[0] === 'unit' ? {} : engineUp('--modern', '--tools')
// Most of what end-to-end tests do is waiting for engines and registries: jest's own choice, a core less than there are,
// would leave one of two idle.
const workers = `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`
const select = kinds.length > 0 ? ['--selectProjects', ...kinds] : []
run(
  node24(),
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    `${root}node_modules/jest/bin/jest.js`,
    workers,
    ...select,
    ...rest,
  ],
  {
    env: { ...process.env, ...env, STACK_NODE: node24() },
  },
)
