import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import { plain } from '../shared/text.js'
import type { ImageResult } from '../run/results.js'
import { safeName } from '../stack/refs.js'

/** The complete log is in the artifact; a group shows the end of it. */
const MAX_LINES = 2000

/**
 * One folded group per image with its logs. Images run side by side and groups cannot be nested, so they are written when
 * the run is over. Between stop-commands and its token nothing in a log is taken for a workflow command.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export async function writeGroups(out: Writable, logs: string, images: readonly ImageResult[]): Promise<void> {
  for (const image of images.filter((one) => one.action === 'build')) {
    const token = randomUUID()
    out.write(`::group::${plain(image.id)}: ${image.outcome}\n::stop-commands::${token}\n`)
    for (const file of (await readdir(logs))
      .filter((name) => name.startsWith(`${safeName(image.ref)}.`) && name.endsWith('.log'))
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
    out.write(`::${token}::\n::endgroup::\n`)
  }
}
