import { placeText } from '../remote/places.js'
import type { ShownCommand } from '../report/gpu-test.js'
import { accessOf } from '../run/suites/ssh-access.js'
import { fillWords } from '../run/suites/templates.js'
import type { PlannedSuite } from '../stack/suites.js'
import type { GpuTarget } from './gpu-choice.js'
import { wordsOf, type GpuRun } from './gpu-run.js'

/** What would be run, exactly, and where; {launch} and {report} are of a launch, and stay as they are. */
export async function rehearse(targets: readonly GpuTarget[], run: GpuRun): Promise<ShownCommand[]> {
  const shown = targets.flatMap((target) =>
    target.suites.map(async (suite): Promise<ShownCommand> => ({
      ...{ image: target.id, suite: suite.name, where: await whereOf(suite, run) },
      words: commandOf(suite, target, run),
    })),
  )
  return Promise.all(shown)
}

async function whereOf(suite: PlannedSuite, { ssh, directory, engine }: GpuRun): Promise<string> {
  if (suite.on === 'ssh') return placeText((await accessOf(suite, ssh, directory)).place)
  return suite.on === 'container' ? (engine?.address ?? '') : ''
}

/** Of what is no command, the program that runs it and what it is given. */
function commandOf({ kind, run: words, files, targets }: PlannedSuite, target: GpuTarget, run: GpuRun): string[] {
  if (kind === 'command') return fillWords(words, wordsOf(target, run))
  return [kind, ...(files === undefined ? [] : [files]), ...targets]
}
