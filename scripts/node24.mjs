// Node 24 comes as a package, so that builds and tests are the same on every machine, whatever `node` is there.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Path of Node 24 from node_modules; the running Node where there is none for this platform. */
export function node24() {
  const packaged = `${root}node_modules/node-${process.platform}-${process.arch}/bin/node`
  return existsSync(packaged) ? packaged : process.execPath
}

/** Installs node_modules from the lockfile when it is missing or older than it. */
export function installPackages() {
  const marker = `${root}node_modules/.package-lock.json`
  if (existsSync(marker)) return
  console.error('installing packages (npm ci) …')
  run('npm', ['ci', '--no-audit', '--no-fund'])
}

/** Runs a program with its output on ours; ends this process with its status when it fails. */
export function run(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options })
  if (error) {
    console.error(`${program}: ${error.message}`)
    process.exit(1)
  }
  if (status !== 0) process.exit(status ?? 1)
}
