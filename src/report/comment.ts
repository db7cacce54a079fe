import { isWorkedOn, type Results } from '../run/results.js'
import { counted, durationText, markdown } from '../shared/text.js'
import type { Plan } from '../stack/plan.js'
import { closingMarkdown } from './run-summary.js'

export interface CommentFacts {
  /** Address of the workflow run; '' where it is not known. */
  readonly run: string
  /** The commit in full or short. */
  readonly sha: string
  /** Bytes that it may have. */
  readonly bytes: number
}

/** A run for a comment on a pull request: what the job summary has, as far as there is room, and what came of it in a line. */
export function runComment(results: Results, plan: Plan | undefined, facts: CommentFacts): string {
  const images = results.images.filter(isWorkedOn)
  const failed = images.filter(({ outcome }) => outcome === 'failed')
  const all = counted(images.length, 'image')
  const what = failed.length > 0 ? `${failed.length} of ${all} failed` : all
  return quieted(
    (bytes) => closingMarkdown(results, bytes, plan, { run: facts.run }),
    `${what} in ${durationText(results.ms)}`,
    facts,
  )
}

/** A plan for a comment: `render` makes it of at most so many bytes. */
export function planComment(render: (bytes: number) => string, facts: CommentFacts): string {
  return quieted(render, '', facts)
}

/** What is quietened is longer: where it no longer fits, less of it is shown. */
function quieted(render: (bytes: number) => string, words: string, { run, sha, bytes }: CommentFacts): string {
  const foot = footOf(words, run, sha)
  const room = bytes - Buffer.byteLength(foot) - 1
  for (const share of SHARES) {
    const text = quiet(render(Math.floor(room * share)))
    if (Buffer.byteLength(text) <= room) return `${text}\n${foot}`
  }
  return foot
}

const SHARES = [1, 0.8, 0.5, 0.25, 0.1]

function footOf(text: string, run: string, sha: string): string {
  const parts = [
    ...(text === '' ? [] : [text]),
    ...(sha === '' ? [] : [`commit ${markdown(sha.slice(0, 7))}`]),
    ...(/^https?:\/\/[\w.:/@%-]+$/.test(run) ? [`[the whole run, its logs and artifacts](${run})`] : []),
  ]
  return `\n${parts.join(' · ')}\n`
}

/**
 * `markdown` writes foreign `@` and `#` as entities, which keeps Markdown from reading them; GitHub looks for names of people
 * and numbers of issues (`#1`, `GH-1`) in the text that comes of it. A blank of no width between sign and name keeps them from being told.
 */
function quiet(text: string): string {
  return text.replace(/&#(?:64|35);(?=\w)|\bGH&#45;(?=\d)/gi, '$&&#8203;')
}
