import type { RunEvent } from '../run/events.js'
import type { StepName } from '../run/results.js'
import { clip, durationText, plain } from '../shared/text.js'

/** What an image is doing right now. */
interface Activity {
  /** As it is shown. */
  readonly name: string
  /** Running steps and when they began (ms since 1970): a push and an info command go on side by side. */
  readonly steps: Map<StepName, number>
  lastLine: string
  state: 'waiting' | 'running' | 'passed' | 'failed' | 'cancelled'
}

/** Plain progress for logs: a line when a step begins and when it ends. */
export function plainLine(event: RunEvent): string | undefined {
  if (event.type === 'step-start') return `${plain(event.image)}: ${event.step} …`
  if (event.type === 'step-end') {
    const why = event.message === undefined || event.outcome === 'passed' ? '' : `: ${plain(event.message)}`
    return `${plain(event.image)}: ${event.step} ${event.outcome} in ${durationText(event.ms)}${why}`
  }
  if (event.type === 'suite-end' && event.suite.outcome !== 'off') {
    const { suite } = event
    const { total, failed } = suite.counts ?? { total: 0, failed: 0 }
    const counts = [
      ...(suite.counts === undefined ? [] : [`${total} ${total === 1 ? 'test' : 'tests'}`]),
      ...(failed === 0 ? [] : [`${failed} failed`]),
      ...(suite.flaky?.length ? [`${suite.flaky.length} flaky`] : []),
      ...(suite.unexpected?.length ? [`${suite.unexpected.length} unexpected`] : []),
    ].join(', ')
    return `${plain(event.image)}: suite ${plain(suite.name)} ${suite.outcome}${counts === '' ? '' : ` (${counts})`} in ${durationText(suite.ms)}`
  }
  if (event.type === 'notice') return `note: ${plain(event.text)}`
  return undefined
}

const SIGNS = { waiting: '·', running: '▶', passed: '✔', failed: '✘', cancelled: '–' } as const

/** The state of a run as a block of lines to be drawn over and over at a terminal: per image its step, time and last line. */
export class ProgressBlock {
  private readonly activities = new Map<string, Activity>()

  add(event: RunEvent, now: number): void {
    if (event.type === 'run-start') {
      for (const image of event.plan.images) {
        if (image.action !== 'skip')
          this.activities.set(image.id, { name: plain(image.id), steps: new Map(), lastLine: '', state: 'waiting' })
      }
      return
    }
    const activity =
      'image' in event
        ? this.activities.get(event.image)
        : event.type === 'image-end'
          ? this.activities.get(event.result.id)
          : undefined
    if (activity === undefined) return
    if (event.type === 'step-start') {
      activity.steps.set(event.step, now)
      activity.state = 'running'
      activity.lastLine = ''
    } else if (event.type === 'line') {
      // Cut here: a line may be long, and it is drawn many times a second.
      if (event.text.trim() !== '') activity.lastLine = event.text.slice(0, 500)
    } else if (event.type === 'step-end') {
      activity.steps.delete(event.step)
      if (event.outcome !== 'passed') {
        activity.state = event.outcome
        activity.lastLine = event.message ?? ''
      }
    } else if (event.type === 'image-end' && event.result.outcome !== 'skipped') {
      activity.state = event.result.outcome
      activity.lastLine = event.result.message ?? ''
    }
  }

  /** The lines, none longer than `width` nor more than `height`. */
  render(now: number, width: number, height: number): string[] {
    const all = [...this.activities.values()]
    const nameWidth = Math.max(...all.map(({ name }) => name.length), 0)
    const lines = all.map((activity) => {
      const steps = [...activity.steps].map(([step, began]) => `${step} ${durationText(now - began)}`).join(', ')
      const doing = activity.state === 'running' ? (steps === '' ? 'ready' : steps) : activity.state
      return clip(
        `${SIGNS[activity.state]} ${activity.name.padEnd(nameWidth)}  ${doing.padEnd(12)}  ${plain(activity.lastLine)}`.trimEnd(),
        width,
      )
    })
    if (lines.length <= height) return lines
    // A stack that is higher than the screen shows what runs; the rest is counted.
    const running = all.flatMap((activity, index) => (activity.state === 'running' ? [lines[index] ?? ''] : []))
    const done = all.filter((activity) => activity.state !== 'running' && activity.state !== 'waiting').length
    return [...running.slice(0, height - 1), `${done} of ${all.length} images done`]
  }
}
