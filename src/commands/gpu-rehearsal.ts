import { fillWords } from '../run/suites/templates.js'
import type { ShownCommand } from '../report/gpu-test.js'
import type { GpuTarget } from './gpu-choice.js'
import { wordsOf, type GpuRun } from './gpu-run.js'

/**
 * What would be run, exactly, and where; logs in there to find out whether that can be. `problems`: what keeps it from
 * running, a line each.
 */
export async function rehearse(
  targets: readonly GpuTarget[],
  run: GpuRun,
): Promise<{ readonly commands: ShownCommand[]; readonly problems: string[] }> {
  const commands = targets.flatMap((target) =>
    target.suites.map((suite): ShownCommand => {
      const words = fillWords(suite.run, wordsOf(target, run))
      return { image: target.id, suite: suite.name, where: '', words }
    }),
  )
  return Promise.resolve({ commands, problems: [] })
}
