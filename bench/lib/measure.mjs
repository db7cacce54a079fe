// One child process at a time: how long, how much processor time, how much memory.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { clearInterval, setInterval } from 'node:timers'

const TICK_MS = 10
const POLL_MS = 50

/**
 * Runs a program that must succeed. `ms` of wall time; `cpuMs` of it and of all its children that have ended (in steps of
 * 10 ms); `peakMiB`, the most memory that it had itself; `output`, its last 64 KiB.
 */
export async function measured(program, args, { env, cwd }) {
  const before = childTicks()
  const began = performance.now()
  const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-65_536)))
  let peakMiB = 0
  const poll = setInterval(() => (peakMiB = Math.max(peakMiB, highWaterMiB(child.pid))), POLL_MS)
  try {
    const status = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
    const ms = performance.now() - began
    if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${status}\n${output}`)
    return { ms, cpuMs: (childTicks() - before) * TICK_MS, peakMiB, output }
  } finally {
    clearInterval(poll)
  }
}

/** Each of the rivals in turn, `rounds` times, so that a slow minute of the machine hits all of them. */
export async function interleaved(rounds, rivals) {
  const results = Object.fromEntries(Object.keys(rivals).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of Object.entries(rivals)) results[name].push(await run(round))
  return results
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2
}

/** Processor time of our children that have ended, and of theirs: proc(5), cutime and cstime. */
function childTicks() {
  const stat = readFileSync('/proc/self/stat', 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[13]) + Number(fields[14])
}

/** The kernel keeps the highest value, so that a look now and then loses only what is used in the last moment. */
function highWaterMiB(pid) {
  try {
    return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0 // It has just ended.
  }
}
