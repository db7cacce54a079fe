// The main job, from nothing: an engine, a registry and a browser if there are none, then the reference stack built, tested,
// pushed and documented. dist/ is complete, so no packages are installed. Flags go on to `stack-action run`.
import { spawn } from 'node:child_process'
import { engineUp } from './engine-env.mjs'
import { root } from './node24.mjs'

const env = engineUp('--host-tools')
const flags = ['--spec', 'images/spec.yml', '--registries', `${env.STACK_REGISTRY}/demo`]
const child = spawn(process.execPath, [`${root}dist/cli/index.js`, 'run', ...flags, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...env },
})
// A signal goes to the child as well (same terminal, or passed on here); it decides how the run ends.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal))
child.on('exit', (status) => process.exit(status ?? 1))
