import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import { plain } from '../shared/text.js'
import { isWorkedOn, type ImageResult } from '../run/results.js'

/** The complete log is in the artifact; a group shows the end of it. */
const MAX_LINES = 2000

/**
 * One folded group per image with its logs. Images run side by side and groups cannot be nested, so they are written when
 * the run is over.
 */
export async function writeGroups(out: Writable, logs: string, images: readonly ImageResult[]): Promise<void> {
  for (const image of images.filter(isWorkedOn)) {
    out.write(`::group::${plain(image.id)}: ${image.outcome}\n`)
    const resume = stopCommands(out)
    try {
      for (const file of (await readdir(logs, { withFileTypes: true }))
        .filter((entry) => entry.isFile() && entry.name.startsWith(`${image.file}.`) && entry.name.endsWith('.log'))
        .map(({ name }) => name)
        .sort()) {
        out.write(`--- ${file}\n`)
        const kept: string[] = []
        let dropped = 0
        for await (const line of createInterface({ input: createReadStream(join(logs, file)), crlfDelay: Infinity })) {
          kept.push(line)
          if (kept.length > MAX_LINES) dropped += kept.splice(0, kept.length - MAX_LINES).length
        }
        if (dropped > 0) out.write(`(${dropped} lines before these are in the file)\n`)
        for (const line of kept) out.write(`${line}\n`)
      }
    } finally {
      resume()
      out.write('::endgroup::\n')
    }
  }
}

/** Lines that quote others, as none that the runner takes for a command (see stopCommands). */
export function harmless(text: string): string {
  return text.replaceAll('##[', '## [').replace(/^([\s\u0085]*):(?=:)/gm, '$1: ')
}

/** Writes lines that quote logs. */
export function writeQuoting(out: Writable, lines: readonly string[]): void {
  const resume = stopCommands(out)
  for (const line of lines) out.write(`${line}\n`)
  resume()
}

/**
 * The runner takes a line for a command when it begins with `::`, blanks or not before, and when `##[` is anywhere in it.
 * Between stop-commands and its token it takes none.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
function stopCommands(out: Writable): () => void {
  const token = randomUUID()
  out.write(`::stop-commands::${token}\n`)
  return () => void out.write(`::${token}::\n`)
}
