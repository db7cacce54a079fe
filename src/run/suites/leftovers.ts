import { readdir, readFile, stat } from 'node:fs/promises'
import { platform } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The variable by which what a suite has started is known, wherever it has gone. */
export const RUN_MARK = 'STACK_SUITE_RUN'

/** Who starts others while they are looked for is looked for again. */
const ROUNDS = 5
const ROUND_MS = 50

/**
 * Ends what a suite on the host has left running outside its process group (daemons), as far as this system shows whose
 * environment holds the mark. Gives how many there were.
 */
export async function endLeftovers(mark: string): Promise<number> {
  if (platform() !== 'linux') return 0
  const ended = new Set<number>()
  for (let round = 0; round < ROUNDS; round++) {
    const found = await marked(mark)
    if (found.length === 0) break
    for (const pid of found) {
      try {
        process.kill(pid, 'SIGKILL')
        ended.add(pid)
      } catch {
        // It has ended meanwhile.
      }
    }
    await sleep(ROUND_MS)
  }
  return ended.size
}

async function marked(mark: string): Promise<number[]> {
  const wanted = `${RUN_MARK}=${mark}`
  const own = process.getuid?.()
  const found: number[] = []
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue
    try {
      const folder = join('/proc', name)
      if ((await stat(folder)).uid !== own) continue
      if ((await readFile(join(folder, 'environ'))).includes(wanted)) found.push(Number(name))
    } catch {
      // It has ended meanwhile, or shows it to nobody.
    }
  }
  return found
}
