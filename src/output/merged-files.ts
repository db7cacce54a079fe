import { cp, lstat, mkdir, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Folders } from '../report/closing.js'
import { replaceFile } from './plan-files.js'
import { safeName } from '../stack/refs.js'

/** Files of one job that go into those of all. */
export interface JobFolder {
  readonly name: string
  /** What artifacts/, logs/ and manifests/ lie in. */
  readonly folder: string
  /** What the names of files begin with, of the images for which this job's word counts. */
  readonly files: readonly string[]
}

/**
 * Puts the files of images together: of each those of the job whose word on it counts. What tests left in folders comes
 * along; links are not followed, since they lead out of what was downloaded.
 */
export async function copyJobFiles(jobs: readonly JobFolder[], to: Folders): Promise<void> {
  for (const { name, folder, files } of jobs) {
    for (const part of ['artifacts', 'logs', 'manifests'] as const) {
      const from = join(folder, part)
      if (resolve(from) === resolve(to[part])) continue
      const names = await readdir(from).catch(() => [] as string[])
      // What is no plain name leads somewhere else.
      const wanted = new Set(files.filter((file) => /^[\w.-]+$/.test(file) && !/^\.+$/.test(file)))
      for (const entry of names.filter((one) => isOf(one, wanted)))
        await cp(join(from, entry), join(to[part], entry), { recursive: true, force: true, filter: isNoLink })
      if (part === 'logs' && names.includes('run.log'))
        await cp(join(from, 'run.log'), join(to.logs, `run.${safeName(name)}.log`), { filter: isNoLink })
    }
  }
}

async function isNoLink(path: string): Promise<boolean> {
  const about = await lstat(path)
  return about.isFile() || about.isDirectory()
}

/** `acme-base-main.build.log` is of acme-base-main; names of images have dots, too. */
function isOf(entry: string, files: ReadonlySet<string>): boolean {
  for (let at = entry.indexOf('.'); at >= 0; at = entry.indexOf('.', at + 1))
    if (files.has(entry.slice(0, at))) return true
  return false
}

/** Makes the folders; what else lies in them stays. */
export async function makeFolders(folders: Folders): Promise<void> {
  for (const folder of Object.values(folders) as string[]) await mkdir(folder, { recursive: true })
}

/** Writes files into the folder of artifacts. */
export function writeArtifacts(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) replaceFile(folder, name, content)
}
