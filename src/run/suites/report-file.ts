import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { codeOf, messageOf } from '../../shared/errors.js'

/** The report that a suite left, or what is wrong with what lies there; neither where nothing does. */
export interface ReportFile {
  readonly junit: Buffer | undefined
  readonly broken?: string
}

/** A report is read whole. */
export const MAX_REPORT_BYTES = 32 * 1024 * 1024

/** What lies on this machine where a suite leaves its report is the suite's choice: none is waited for, and none followed. */
export async function reportAt(path: string): Promise<ReportFile> {
  let file: FileHandle
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    return codeOf(error) === 'ENOENT'
      ? { junit: undefined }
      : broken(REFUSED.get(codeOf(error) ?? '') ?? messageOf(error))
  }
  try {
    const { size } = await file.stat().then((found) => (found.isFile() ? found : { size: undefined }))
    if (size === undefined) return broken('it is no file')
    if (size > MAX_REPORT_BYTES) return broken(tooLarge(size))
    return { junit: await file.readFile() }
  } catch (error) {
    return broken(messageOf(error))
  } finally {
    await file.close()
  }
}

/** Links, which are not followed, and sockets, which cannot be opened. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ['ELOOP', 'it is a link'],
  ['ENXIO', 'it is no file'],
])

function broken(why: string): ReportFile {
  return { junit: undefined, broken: why }
}

function tooLarge(size: number): string {
  return `it has ${size} bytes; at most ${MAX_REPORT_BYTES} are read`
}
