// dist/ is what users run: it must be what the sources give, and every entry must start.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { actions, bundle } from './bundle.mjs'
import { installPackages, node24, root } from './node24.mjs'

installPackages()
const work = mkdtempSync(join(tmpdir(), 'stack-dist-'))
const faults = []
/** What an action misses first when it is told nothing, and its exit status: most of them, the spec. */
const misses = { wiki: ['which wiki is meant', 2], report: ['no artifact service', 1] }
try {
  bundle(`${work}/dist`)
  const files = (folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((f) => f.isFile())
      .map((f) => join(f.parentPath, f.name).slice(folder.length + 1))
      .sort()
  const [committed, built] = [files(`${root}dist`), files(`${work}/dist`)]
  for (const file of new Set([...committed, ...built])) {
    if (!committed.includes(file)) faults.push(`dist/${file} is missing`)
    else if (!built.includes(file)) faults.push(`dist/${file} is not made by the build any more`)
    else if (!readFileSync(`${root}dist/${file}`).equals(readFileSync(`${work}/dist/${file}`)))
      faults.push(`dist/${file} is not what the sources give`)
    if (/\.(node|exe|dll|so)$/.test(file)) faults.push(`dist/${file} is a binary`)
  }
  // Away from node_modules, without inputs: each action must say what is missing, the command must say its version.
  for (const name of [...Object.keys(actions), 'cli']) {
    const { status, stdout, stderr } = spawnSync(
      node24(),
      [`${work}/dist/${name}/index.js`, ...(name === 'cli' ? ['--version'] : [])],
      // What a roll back is of; the others do not ask.
      { cwd: work, encoding: 'utf8', env: { PATH: process.env.PATH, INPUT_NAME: 'stable' } },
    )
    const [missed, exit] = misses[name] ?? ['images/spec.yml', 2]
    const good =
      name === 'cli'
        ? status === 0 && /^\d+\.\d+\.\d+/.test(stdout)
        : status === exit && stdout.includes('::error') && stdout.includes(missed)
    if (!good) faults.push(`dist/${name}/index.js does not start as it should: status ${status}\n${stdout}${stderr}`)
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
for (const fault of faults) console.error(fault)
if (faults.length > 0) {
  console.error('dist/ is not up to date: run "npm run build" and commit it')
  process.exit(1)
}
console.log('dist/ is what the sources give, and every entry starts')
