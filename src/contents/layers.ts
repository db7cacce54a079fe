/** A layer as engines tell of it, oldest first; `created` in seconds since 1970, `size` in bytes. */
export interface PastLayer {
  readonly createdBy: string
  readonly created: number
  readonly size: number
}

/** A step of a build; `ms` is undefined where it did not run. */
export interface TimedStep {
  readonly name: string
  readonly cached: boolean
  readonly ms: number | undefined
}

/** A layer of an image; `artifacts/<safe name>.layers.json` is a list of them, oldest first. */
export interface Layer {
  readonly command: string
  /** Bytes. */
  readonly size: number
  /** Bytes of this and all older layers. */
  readonly cumulativeSize: number
  /** ISO 8601. */
  readonly createdAt: string
  /** How long this run's build took for it; null for layers it did not make. */
  readonly ms: number | null
  readonly cached: boolean
}

/** The layers of an image, with the times of the build's steps where they are this image's own. */
export function layersOf(history: readonly PastLayer[], steps: readonly TimedStep[]): Layer[] {
  const commands = history.map((entry) => normalCommand(entry.createdBy))
  const times = ownSteps(commands, steps)
  let cumulativeSize = 0
  return history.map((entry, index) => {
    cumulativeSize += entry.size
    const step = times.get(index)
    return {
      command: commands[index] ?? '',
      size: entry.size,
      cumulativeSize,
      createdAt: new Date(entry.created * 1000).toISOString(),
      ms: step?.ms === undefined ? null : Math.round(step.ms),
      cached: step?.cached ?? false,
    }
  })
}

/** Instructions that are steps of a build and layers of an image alike. */
const MAKES_LAYER = /^(RUN|COPY|ADD|WORKDIR)\b/

/**
 * Which layer each step of the build made, by index. Texts cannot tell (BuildKit shows steps with variables filled in,
 * the history without), order can: the last layers are the steps of the last stage. That stage is the one whose
 * instructions fit from the end; of several, the one with the most equal texts.
 */
function ownSteps(commands: readonly string[], steps: readonly TimedStep[]): Map<number, TimedStep> {
  const layers = commands.flatMap((command, index) => (MAKES_LAYER.test(command) ? [{ command, index }] : []))
  const stages = new Map<string, { command: string; step: TimedStep }[]>()
  for (const step of steps) {
    const [, stage, command] = /^\[(?:(\S+) +)?\d+\/\d+\] (.*)$/s.exec(step.name) ?? []
    if (command === undefined || !MAKES_LAYER.test(command)) continue
    const known = stages.get(stage ?? '') ?? []
    stages.set(stage ?? '', [...known, { command: normalCommand(command), step }])
  }
  let best: { score: number; pairs: [number, TimedStep][] } = { score: -1, pairs: [] }
  for (const own of stages.values()) {
    const tail = layers.slice(-own.length)
    if (tail.length < own.length || tail.some(({ command }, at) => kindOf(command) !== kindOf(own[at]?.command ?? '')))
      continue
    const score = own.filter(({ command }, at) => command === tail[at]?.command).length + own.length / 1000
    if (score > best.score)
      best = { score, pairs: own.flatMap(({ step }, at) => (tail[at] === undefined ? [] : [[tail[at].index, step]])) }
  }
  return new Map(best.pairs)
}

function kindOf(command: string): string | undefined {
  return MAKES_LAYER.exec(command)?.[1]
}

/** Longer ones are shortened wherever they are shown or kept. */
const MOST_CHARACTERS = 100_000

/** A command as the Dockerfile has it: without the shell, the build args and the marks that builders put around it. */
export function normalCommand(command: string): string {
  // A text without end, of whoever made the base: nothing here may look at any part of it twice.
  return command
    .slice(0, MOST_CHARACTERS)
    .replace(/\s# buildkit$/, '')
    .replace(/^\/bin\/sh -c #\(nop\)\s+/, '')
    .replace(/^(RUN )?\|\d+ (?:.*? )?(?=\/(?:usr\/)?bin\/(?:ba|da|z|k)?sh (?:-\S+ (?:pipefail )?)*?-\w*c )/s, '$1')
    .replace(/^(RUN )?\/bin\/sh -c /, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}
