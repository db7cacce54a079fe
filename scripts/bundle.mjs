// Makes dist/ into the folder given: one ncc bundle with lazily loaded chunks, a stub per action and one for the command,
// and the Python programs that run in images.
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { node24, root, run } from './node24.mjs'

/** Folder of dist/ (of the repository too; `run` is the root action) → command. */
export const actions = {
  run: 'run',
  detect: 'plan',
  build: 'build',
  test: 'test',
  push: 'push',
  tag: 'tag',
  rollback: 'rollback',
  release: 'release',
  wiki: 'wiki',
  'gpu-test': 'gpu-test',
  report: 'report',
}

export function bundle(target) {
  const node = node24()
  rmSync(`${root}build-ts`, { recursive: true, force: true })
  rmSync(target, { recursive: true, force: true })
  run(node, [`${root}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.build.json'])
  run(node, [
    `${root}node_modules/@vercel/ncc/dist/ncc/cli.js`,
    'build',
    'build-ts/src/entry/index.js',
    '-o',
    target,
    '--license',
    'licenses.txt',
    '--quiet',
    '--no-cache',
  ])
  // ssh2 brings a Windows program for its agent; nothing here uses it, and no binary belongs into dist/.
  rmSync(`${target}/pagent.exe`, { force: true })
  const stub = (name, lines) => {
    mkdirSync(`${target}/${name}`, { recursive: true })
    writeFileSync(`${target}/${name}/index.js`, `${lines.join('\n')}\n`)
  }
  for (const [folder, command] of Object.entries(actions))
    stub(folder, ["import { startAction } from '../index.js'", `await startAction('${command}')`])
  stub('cli', ['#!/usr/bin/env node', "import { startCli } from '../index.js'", 'await startCli()'])
  chmodSync(`${target}/cli/index.js`, 0o755)
  cpSync(`${root}src/run/suites/programs`, `${target}/programs`, {
    recursive: true,
    filter: (path) => !path.includes('__pycache__'),
  })
  rmSync(`${root}build-ts`, { recursive: true, force: true })
}
