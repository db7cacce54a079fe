import { accessSync, closeSync, constants, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Folders } from '../report/closing.js'
import type { GpuTestResult } from '../report/gpu-test.js'
import { messageOf, userError } from '../shared/errors.js'
import { sizeText } from '../shared/text.js'
import { json, replaceFile } from './plan-files.js'

/** What is said without end must not fill the disk. */
const MAX_LOG_BYTES = 256 * 1024 * 1024

interface Log {
  readonly file: number
  left: number
}

/** Writes the files of a GPU test as it goes: whatever ends it, what happened until then is on the disk. */
export class GpuFiles {
  private readonly logs = new Map<string, Log>()

  /** Throws a UserError where nothing can be written: nothing was started then. */
  constructor(
    private readonly folders: Folders,
    private readonly maxLogBytes = MAX_LOG_BYTES,
  ) {
    try {
      for (const folder of [folders.artifacts, folders.logs]) {
        mkdirSync(folder, { recursive: true })
        accessSync(folder, constants.W_OK | constants.X_OK)
      }
      // Of an earlier test: must not be taken for this one's.
      rmSync(join(folders.artifacts, RESULT), { force: true })
    } catch (error) {
      throw userError(`the files of the GPU test cannot be written to ${folders.artifacts}: ${messageOf(error)}`, {
        remedy: 'Name another folder with --out.',
      })
    }
  }

  result(result: GpuTestResult): void {
    replaceFile(this.folders.artifacts, RESULT, json(result))
  }

  /** A line of the log of an image; `file` is what its files are called. */
  line(file: string, suite: string, text: string): void {
    const log = this.logs.get(file) ?? this.open(file)
    if (log.left < 0) return
    const line = `[${suite}] ${text}\n`
    log.left -= Buffer.byteLength(line)
    writeSync(log.file, log.left < 0 ? `… more than ${sizeText(this.maxLogBytes)}: the rest is left out\n` : line)
  }

  /** Its report, or none: that of an earlier test is not this one's. */
  report(file: string, suite: string, junit: Buffer | undefined): void {
    const path = join(this.folders.logs, `${file}.${suite}.junit.xml`)
    if (junit === undefined) rmSync(path, { force: true })
    else writeFileSync(path, junit)
  }

  /** The folder for what a suite leaves. */
  keep(file: string, suite: string): string {
    return join(this.folders.logs, `${file}.${suite}`)
  }

  close(): void {
    for (const { file } of this.logs.values()) closeSync(file)
    this.logs.clear()
  }

  private open(file: string): Log {
    const log = { file: openSync(join(this.folders.logs, `${file}.gpu-tests.log`), 'w'), left: this.maxLogBytes }
    this.logs.set(file, log)
    return log
  }
}

const RESULT = 'gpu-test.json'
