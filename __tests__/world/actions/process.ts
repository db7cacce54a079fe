import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface ProcessOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Ends the process: SIGINT, then SIGTERM, then SIGKILL for it and its children. */
  readonly signal: AbortSignal
  readonly grace: readonly [number, number]
  readonly onLine: (line: string) => void
  /** Takes the id of the process group when the step left something running in it. */
  readonly onLeft: (group: number) => void
}

/** Pipes may be held open by something a step left in the background; the runner waits this long for them. */
const DRAIN = 5000

/** Runs a program with exactly this environment; returns its exit status. */
export async function runProcess(
  program: string,
  args: readonly string[],
  { cwd, env, signal, grace, onLine, onLeft }: ProcessOptions,
): Promise<number> {
  // A group of its own, so that children can be ended with it.
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const read = [child.stdout, child.stderr].map(
    (stream) => new Promise((resolve) => createInterface({ input: stream }).on('line', onLine).once('close', resolve)),
  )
  const timers: NodeJS.Timeout[] = []
  const end = (): void => {
    child.kill('SIGINT')
    timers.push(setTimeout(() => child.kill('SIGTERM'), grace[0]))
    timers.push(setTimeout(() => killGroup(child.pid), grace[0] + grace[1]))
  }
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
  try {
    const status = await new Promise<number>((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code, by) => resolve(code ?? (by === 'SIGINT' ? 130 : 143)))
    })
    const drained = new Promise((resolve) => timers.push(setTimeout(resolve, DRAIN)))
    await Promise.race([Promise.all(read), drained])
    return status
  } finally {
    signal.removeEventListener('abort', end)
    timers.forEach(clearTimeout)
    child.stdout.destroy()
    child.stderr.destroy()
    if (child.pid !== undefined && signalGroup(child.pid, 0)) onLeft(child.pid)
  }
}

/** Ends what steps left running, as the runner does at the end of a job. */
export function killGroup(group: number | undefined): void {
  if (group !== undefined) signalGroup(group, 'SIGKILL')
}

/** False when nobody is left in the group. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal)
  } catch {
    return false
  }
}
