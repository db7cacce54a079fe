import { cp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { filesOf, matches } from '../globs.js'
import type { StoredArtifact } from '../../types.js'
import type { Builtin, Call } from './index.js'

const store = ({ leg }: Call): string => join(leg.run.folder, 'artifacts')

/** What JavaScript actions of this run uploaded to the service themselves. */
const uploaded = ({ leg: { run } }: Call): readonly StoredArtifact[] => run.results?.artifacts?.(run.id) ?? []

/** actions/upload-artifact: into a folder of the run. A name can be taken once. */
export const uploadArtifact: Builtin = {
  inputs: {
    ...{ name: 'artifact', path: '', 'if-no-files-found': 'warn', 'retention-days': '', 'compression-level': '6' },
    ...{ overwrite: 'false', 'include-hidden-files': 'false' },
  },
  async run(call) {
    const { inputs, leg, effects } = call
    const { name = '', path: pattern = '' } = inputs
    if (/[":<>|*?\r\n\\/]/.test(name)) throw new Error(`The artifact name is not valid: ${name}`)
    const found = filesOf(leg.machine.workspace, [pattern])
    const root = await rootOf(leg.machine.workspace, pattern, found)
    const hidden = (file: string): boolean => /(?:^|\/)\./.test(relative(root, file))
    const files = found.filter((file) => inputs['include-hidden-files'] === 'true' || !hidden(file))
    if (files.length === 0) {
      const message = `No files were found with the provided path: ${pattern}. No artifacts will be uploaded.`
      if (inputs['if-no-files-found'] === 'error') throw new Error(message)
      if (inputs['if-no-files-found'] === 'warn') effects.recorder.annotate('warning', message)
      return undefined
    }
    const target = join(store(call), name)
    await mkdir(store(call), { recursive: true })
    if (inputs['overwrite'] === 'true') await rm(target, { recursive: true, force: true })
    const conflict = new Error(
      'Failed to CreateArtifact: Received non-retryable error: Failed request: (409) Conflict: an artifact with this name already exists on the workflow run',
    )
    if (uploaded(call).some((artifact) => artifact.name === name)) throw conflict
    await mkdir(target).catch(() => {
      throw conflict
    })
    for (const file of files) await cp(file, join(target, relative(root, file)))
    effects.recorder.write(`Artifact ${name} has been successfully uploaded! ${files.length} files`)
    effects.outputs['artifact-id'] = String((await readdir(store(call))).length)
    return undefined
  },
}

/** One folder keeps its insides; several paths keep what comes after the part they share. */
async function rootOf(workspace: string, pattern: string, files: readonly string[]): Promise<string> {
  const [only, ...others] = pattern.split('\n').filter((line) => line.trim() !== '')
  const path = resolve(workspace, only?.trim() ?? '')
  if (others.length === 0 && (await stat(path).catch(() => undefined))?.isDirectory() === true) return path
  const [first = '', ...more] = files.map(dirname)
  return more.reduce((shared, folder) => {
    let root = shared
    while (folder !== root && !folder.startsWith(`${root}/`)) root = dirname(root)
    return root
  }, first)
}

/** actions/download-artifact: one by name into `path`; all, or those of a pattern, each into a folder of its own. */
export const downloadArtifact: Builtin = {
  inputs: {
    name: '',
    path: '',
    pattern: '',
    'merge-multiple': 'false',
    'run-id': '',
    repository: '',
    'github-token': '',
  },
  async run(call) {
    const { inputs, leg, effects } = call
    const { name = '', path = '', pattern = '' } = inputs
    const target = isAbsolute(path) ? path : join(leg.machine.workspace, path)
    const stored = new Map([...(await inFolder(store(call))), ...uploaded(call).map(inService)])
    const isChosen = (one: string): boolean => (name === '' ? pattern === '' || matches([pattern], one) : one === name)
    const chosen = [...stored].filter(([one]) => isChosen(one)).sort(([a], [b]) => (a < b ? -1 : 1))
    if (name !== '' && chosen.length === 0)
      throw new Error(`Unable to download artifact(s): Artifact not found for name: ${name}`)
    await mkdir(target, { recursive: true })
    const together = name !== '' || inputs['merge-multiple'] === 'true'
    for (const [one, unpack] of chosen) await unpack(together ? target : join(target, one))
    effects.recorder.write(`Total of ${chosen.length} artifact(s) downloaded`)
    effects.outputs['download-path'] = target
    return undefined
  },
}

/** An artifact by its name, and what puts its files into a folder. */
type Stored = readonly [name: string, unpack: (target: string) => Promise<void>]

async function inFolder(folder: string): Promise<Stored[]> {
  const names = await readdir(folder).catch(() => [] as string[])
  return names.map((name) => [name, (target) => cp(join(folder, name), target, { recursive: true })])
}

function inService({ name, files }: StoredArtifact): Stored {
  return [
    name,
    async (target) => {
      for (const [file, content] of await files()) {
        await mkdir(dirname(join(target, file)), { recursive: true })
        await writeFile(join(target, file), content)
      }
    },
  ]
}
