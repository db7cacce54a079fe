import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import {
  constants,
  copyFile,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { codeOf, messageOf, userError } from '../shared/errors.js'
import { below, realPathOf } from '../shared/paths.js'
import { isDockerfileName, specFor, type DockerfileText, type LeftOut } from '../stack/init.js'
import { loadSpec } from '../stack/spec/load.js'

export interface InitRequest {
  /** Where Dockerfiles are looked for. */
  readonly directory: string
  /** Where the spec goes: in the directory or above it. */
  readonly specPath: string
  /** The spec's path in messages. */
  readonly shown: string
  /** Write over a spec that is there. */
  readonly force: boolean
}

export interface InitResult {
  /** Of the spec, as the request has it. */
  readonly path: string
  readonly text: string
  /** How many images are in it. */
  readonly images: number
}

/** More is no stack, but the wrong directory. */
const MAX_DOCKERFILES = 10_000
const MAX_FOLDERS = 200_000
/** BuildKit takes no larger one. */
const MAX_DOCKERFILE_BYTES = 2 * 1024 * 1024

/**
 * Writes a spec.yml for the Dockerfiles below a directory; all of it or nothing. Throws a UserError when there are none, or
 * when there is a spec already.
 */
export async function initCommand({ directory, specPath, shown, force }: InitRequest): Promise<InitResult> {
  const path = resolve(specPath)
  const there = (await lstat(path).catch(() => undefined)) !== undefined
  if (there && !force) throw isThere(shown)
  const top = await realPathOf(dirname(path))
  const from = await realPathOf(directory)
  const found = await stat(from).catch(() => undefined)
  if (found?.isDirectory() !== true)
    throw userError(`there is no directory ${directory}`, { remedy: 'Name the directory that your images lie in.' })
  const way = below(top, from)
  if (way === undefined)
    throw userError(`${directory} is not below the directory of the spec`, {
      file: shown,
      remedy: 'Put the spec into the directory of the images, or above it.',
    })
  const { files, leftOut } = await dockerfilesBelow(top, way.split(sep).join('/'))
  const text = specFor(files, { exists: (one) => existsSync(join(top, one)), top: basename(top), leftOut })
  const images = loadSpec(text, shown).images.size
  await writeWhole(path, text, force).catch((error: unknown) => {
    if (codeOf(error) === 'EEXIST') throw isThere(shown)
    throw userError(`the spec cannot be written: ${messageOf(error)}`, { file: shown })
  })
  return { path: specPath, text, images }
}

function isThere(shown: string): Error {
  return userError('there is a spec already', {
    file: shown,
    remedy: 'Edit it, move it away, or write over it with --force.',
  })
}

/** Reads the Dockerfiles below a folder of the tree, breadth first; links are not followed. */
async function dockerfilesBelow(top: string, from: string): Promise<{ files: DockerfileText[]; leftOut: LeftOut[] }> {
  const files: DockerfileText[] = []
  const leftOut: LeftOut[] = []
  const folders = [from]
  for (const folder of folders) {
    const entries = await readdir(join(top, folder), { withFileTypes: true }).catch((error: unknown) => {
      leftOut.push({ path: folder, why: `it cannot be read: ${codeOf(error) ?? 'unknown error'}` })
      return []
    })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) {
        if (entry.name === '.git' || entry.name === 'node_modules') continue
        folders.push(path)
      } else if (entry.isFile() && isDockerfileName(entry.name)) {
        const text = await readText(join(top, path))
        if (typeof text === 'string') files.push({ path, text })
        else leftOut.push({ path, why: text.why })
      }
    }
    if (files.length > MAX_DOCKERFILES || folders.length > MAX_FOLDERS)
      throw userError(
        `there are more than ${files.length > MAX_DOCKERFILES ? `${MAX_DOCKERFILES} Dockerfiles` : `${MAX_FOLDERS} directories`} here`,
        { remedy: 'Name the directory that your images lie in.' },
      )
  }
  return { files, leftOut }
}

async function readText(path: string): Promise<string | { why: string }> {
  try {
    if ((await stat(path)).size > MAX_DOCKERFILE_BYTES) return { why: 'it is too large for a Dockerfile' }
    return await readFile(path, 'utf8')
  } catch (error) {
    return { why: `it cannot be read: ${codeOf(error) ?? 'unknown error'}` }
  }
}

/** Another reader sees the whole file or none; without `force` a file that came up meanwhile stays. */
async function writeWhole(path: string, text: string, force: boolean): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${randomUUID()}`
  try {
    await writeFile(draft, text, { flag: 'wx' })
    if (force) await rename(draft, path)
    else
      await link(draft, path).catch(async (error: unknown) => {
        // Not every file system knows links; these are nearly as good.
        if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes(codeOf(error) ?? '')) throw error
        await copyFile(draft, path, constants.COPYFILE_EXCL)
      })
  } finally {
    await rm(draft, { force: true })
  }
}
