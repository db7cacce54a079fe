// What scripts/engine gives: an engine, a registry, a base image; a Python and a browser for suites on this machine.
import { execFileSync, spawnSync } from 'node:child_process'
import { delimiter } from 'node:path'
import { root } from './node24.mjs'

/** Brings engine and registry up (a second time costs under a second) and returns their environment variables. */
export function engineUp(...flags) {
  const { status } = spawnSync(`${root}scripts/engine`, ['up', ...flags], { stdio: ['ignore', 2, 2] })
  // A second, modern engine cannot be had everywhere; the tests then run against the one that is there.
  if (status === 2 && flags.includes('--modern')) return engineUp(...flags.filter((flag) => flag !== '--modern'))
  if (status !== 0) process.exit(status ?? 1)
  const lines = execFileSync(`${root}scripts/engine`, ['env'], { encoding: 'utf8' }).trim().split('\n')
  const env = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  // Suites on this machine start `python3`; the one that has what they need may not be the first.
  return env.STACK_HOST_TOOLS ? { ...env, PATH: `${env.STACK_HOST_TOOLS}${delimiter}${process.env.PATH}` } : env
}
