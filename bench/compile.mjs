// A bench measures the very modules of src/, as Node runs them: compiled anew each time, not checked (`npm run types` does).
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { node24, root, run } from '../scripts/node24.mjs'

/** Compiles src/ into a folder that goes away with this process; `src/…/name.js` lies below it. */
export async function compile() {
  const folder = mkdtempSync(join(tmpdir(), 'stack-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  // Modules look for packages beside and above themselves.
  symlinkSync(`${root}node_modules`, join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
  const options = ['-p', 'tsconfig.build.json', '--outDir', folder, '--noCheck']
  run(node24(), [`${root}node_modules/typescript/bin/tsc`, ...options])
  return folder
}
