import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** A file of the programs that run beside suites; all lie in one folder, where they find each other. */
export interface ProgramFile {
  readonly name: string
  /** Absolute. */
  readonly path: string
}

/** Beside this module, and beside the bundle: scripts/bundle.mjs copies them there. */
export const PROGRAMS_FOLDER = join(import.meta.dirname, 'programs')

/** Our Python programs: they run in images, and on this machine for suites on the host. */
export async function programFiles(): Promise<readonly ProgramFile[]> {
  const names = (await readdir(PROGRAMS_FOLDER)).filter((name) => name.endsWith('.py')).sort()
  return names.map((name) => ({ name, path: join(PROGRAMS_FOLDER, name) }))
}
