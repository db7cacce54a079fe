import { isList, isValues, written } from './expressions.js'
import type { RunOptions, Value } from './model.js'

/** A machine that a leg of a job has for itself, until it gives it back. */
export interface Runner {
  readonly name: string
  /** What this machine has in its environment, beside what all have. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly release: () => void
}

/** Waits for a machine with these labels; undefined when the job was cancelled meanwhile. Throws when nobody has them. */
export type TakeRunner = (runsOn: Value, cancel: AbortSignal) => Promise<Runner | undefined>

/** Machines that do one job at a time; the one that has been idle longest is next, so that jobs come round to all. */
export function runnerPool(machines: RunOptions['runners']): TakeRunner {
  if (machines === undefined)
    return () => Promise.resolve({ name: 'GitHub Actions 1', env: {}, release: () => undefined })
  const all = machines.map((machine, at) => ({ ...machine, name: `GitHub Actions ${at + 1}` }))
  const idle = [...all]
  const waiting = new Set<() => void>()
  return async (runsOn, cancel) => {
    const asked = labelsOf(runsOn)
    const fits = ({ labels }: (typeof all)[number]): boolean => asked.every((label) => labels.includes(label))
    // GitHub would let it wait for a day.
    if (!all.some(fits)) throw new Error(`No runner has the labels ${asked.join(', ')}`)
    for (;;) {
      if (cancel.aborted) return undefined
      const next = idle.findIndex(fits)
      const [machine] = next < 0 ? [] : idle.splice(next, 1)
      if (machine !== undefined) {
        const release = (): void => {
          idle.push(machine)
          for (const wake of waiting) wake()
        }
        return { name: machine.name, env: machine.env, release }
      }
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          waiting.delete(wake)
          cancel.removeEventListener('abort', wake)
          resolve()
        }
        waiting.add(wake)
        cancel.addEventListener('abort', wake)
      })
    }
  }
}

/** `runs-on: a`, `[a, b]` or `{ group: …, labels: … }`. */
function labelsOf(runsOn: Value): string[] {
  if (isValues(runsOn)) return labelsOf(runsOn['labels'] ?? [])
  return (isList(runsOn) ? runsOn : [runsOn]).map(written)
}
