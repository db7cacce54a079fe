import type { StepRun, WorkflowRun } from './actions/index.js'

/** What a step of a workflow decided, by its outputs. */
export interface Told {
  /** Image → build, reuse or skip. */
  readonly actions: Readonly<Record<string, string>>
  /** Image → why. */
  readonly why: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, string>>
  readonly log: string
}

/** The step of a run that planned: it has the output `reasons`. */
export function plannedIn(run: WorkflowRun): Told {
  const steps = Object.values(run.jobs).flatMap(({ legs }) => legs.flatMap((leg) => leg.steps))
  const step = steps.find(({ outputs }) => 'reasons' in outputs)
  if (step === undefined) throw new Error(`no step of this run planned:\n${run.log}`)
  return toldBy(step)
}

export function toldBy({ outputs, log }: Pick<StepRun, 'outputs' | 'log'>): Told {
  const sentences = Object.entries(JSON.parse(outputs['reasons'] ?? '{}') as Record<string, string>)
  const halves = sentences.map(([id, sentence]): [string, string, string] => {
    const [, action = '', why = ''] = /^: (\w+), because (.*)$/s.exec(sentence.slice(id.length)) ?? []
    return [id, action, why]
  })
  return {
    actions: Object.fromEntries(halves.map(([id, action]) => [id, action])),
    why: Object.fromEntries(halves.map(([id, , why]) => [id, why])),
    outputs,
    log,
  }
}
