import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * The name under which a file that a suite leaves is kept: workflow artifacts refuse `" : < > | * ?` and line ends in paths
 * (@actions/artifact, path-and-artifact-name-validation), and one such file would lose all the others.
 */
export function keptName(name: string): string {
  // eslint-disable-next-line no-control-regex
  return name.replace(/[":<>|*?\\\u0000-\u001f]/g, '_')
}

/** Writes a file of a container to where it is kept; `path` is below that folder, with `/`. */
export async function keepFile(folder: string, path: string, content: Readable): Promise<void> {
  const file = join(folder, ...path.split('/').map(keptName))
  await mkdir(dirname(file), { recursive: true })
  await pipeline(content, createWriteStream(file))
}

/** Gives all files below a folder the names that they can keep; says how many there are. */
export async function keepNames(folder: string): Promise<number> {
  let files = 0
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const name = keptName(entry.name)
    if (name !== entry.name) await rename(join(folder, entry.name), join(folder, name))
    if (entry.isDirectory()) files += await keepNames(join(folder, name))
    else if (entry.isFile()) files++
  }
  return files
}
