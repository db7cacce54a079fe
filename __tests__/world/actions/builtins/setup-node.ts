import { execFile } from 'node:child_process'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Builtin } from './index.js'

/** actions/setup-node: the one Node of this world on PATH, whatever version was asked for. */
export const setupNode: Builtin = {
  inputs: {
    ...{
      'node-version': '',
      'node-version-file': '',
      'check-latest': 'false',
      cache: '',
      'registry-url': '',
      token: '',
    },
    ...{
      'always-auth': 'false',
      architecture: '',
      scope: '',
      'cache-dependency-path': '',
      'package-manager-cache': 'true',
    },
  },
  async run({ leg, effects }) {
    const folder = join(leg.machine.tools, 'node', 'bin')
    await mkdir(folder, { recursive: true })
    await symlink(leg.run.node, join(folder, 'node')).catch(() => undefined) // A second time.
    leg.path = [...leg.path.filter((one) => one !== folder), folder]
    const { stdout: version } = await promisify(execFile)(leg.run.node, ['--version'])
    effects.outputs['node-version'] = version.trim()
    return undefined
  },
}
