import { whyText } from '../stack/explain.js'
import type { Plan, PlannedImage } from '../stack/plan.js'
import { clip, markdown } from '../shared/text.js'
import { fitting, MAX_SUMMARY_BYTES } from './fitting.js'
import { renderMermaid } from './graph/mermaid.js'
import { actionText, graphOf } from './graph/model.js'

/** What a plan's summary needs besides the plan. */
export interface PlanSummary {
  /** Where the changed files are known from (`sourceText`). */
  readonly source: string
  /** Remarks on how the plan came about (`planNotes`). */
  readonly notes?: readonly string[]
  /** Bytes it may have: less than all of a step's summary where the step writes more. Heading and notes stay in any case. */
  readonly bytes?: number
  /** Without the graph: the page has one already, in the colours of the outcome. */
  readonly undrawn?: true
}

/** GitHub's Mermaid stops at 500 edges; a person stops reading a shrunken graph earlier. */
const MAX_DRAWN = 150
/** GitHub's Mermaid refuses more than 50,000 characters. */
const MAX_DRAWN_CHARACTERS = 40_000
/** More skipped images than this are folded away. */
const FOLD_AFTER = 5
/** Characters of foreign text in one place. */
const MAX_TEXT = 500
/** More notes than this are only counted. */
const MAX_NOTES = 20
/** Bytes kept for what closes the page, and for the line that says what was left out. */
const RESERVE = 200

/** A plan for GitHub's job summary, in Markdown: counts, the graph, and for each image its action and why. */
export function planMarkdown(
  plan: Plan,
  { source, notes = [], bytes = MAX_SUMMARY_BYTES, undrawn }: PlanSummary,
): string {
  const fold = plan.images.filter((image) => image.action === 'skip').length > FOLD_AFTER
  const shown = plan.images.filter((image) => !fold || image.action !== 'skip')
  const folded = plan.images.filter((image) => fold && image.action === 'skip')
  const head = [...headLines(plan, source, notes), ...(undrawn ? [] : graphLines(plan, bytes / 2))]
  let left = bytes - RESERVE - Buffer.byteLength(head.join('\n')) - 1
  const table = tableOf(shown, left)
  left -= Buffer.byteLength(table.lines.join('\n')) + 1
  const opening = ['<details>', `<summary>${folded.length} images are skipped</summary>`, '']
  const foldedTable = tableOf(folded, left - Buffer.byteLength(opening.join('\n')) - 1)
  const missing = table.missing + foldedTable.missing
  return [
    ...head,
    ...table.lines,
    ...(foldedTable.lines.length === 0 ? [] : [...opening, ...foldedTable.lines, '</details>', '']),
    ...(missing === 0 ? [] : [`(${missing} more images are in the artifact's plan.json)`, '']),
  ].join('\n')
}

function headLines(plan: Plan, source: string, notes: readonly string[]): string[] {
  const counts = (['build', 'reuse', 'skip'] as const).map(
    (action) => `${plan.images.filter((image) => image.action === action).length} ${action}`,
  )
  return [
    `## stack-action plan: ${counts.join(', ')}`,
    '',
    markdown(clip(source, MAX_TEXT)),
    '',
    ...notes.slice(0, MAX_NOTES).map((note) => `- ${markdown(clip(note, MAX_TEXT))}`),
    ...(notes.length > MAX_NOTES ? [`- (${notes.length - MAX_NOTES} more notes are in the artifact's plan.json)`] : []),
    ...(notes.length > 0 ? [''] : []),
  ]
}

/** The graph, where GitHub would draw it and somebody could read it. */
function graphLines(plan: Plan, bytes: number): string[] {
  const graph = graphOf(plan)
  if (graph.nodes.length === 0) return []
  const text = graph.nodes.length <= MAX_DRAWN && graph.edges.length <= MAX_DRAWN ? renderMermaid(graph) : ''
  if (text === '' || text.length > MAX_DRAWN_CHARACTERS || Buffer.byteLength(text) > bytes)
    return [`(${graph.nodes.length} images with ${graph.edges.length} edges are too many to draw here)`, '']
  return ['```mermaid', ...text.trimEnd().split('\n'), '```', '']
}

/** A table of images in the bytes there are, and how many had no room. */
function tableOf(images: readonly PlannedImage[], bytes: number): { lines: string[]; missing: number } {
  const lines = ['| image | action | why |', '|:--|:--|:--|', ...images.map(rowOf)]
  const fits = fitting(lines, bytes - 1)
  // Without a single row there is no table.
  return fits < 3
    ? { lines: [], missing: images.length }
    : { lines: [...lines.slice(0, fits), ''], missing: lines.length - fits }
}

function rowOf(image: PlannedImage): string {
  return `| ${[image.id, actionText(image), whyText(image)].map((cell) => markdown(clip(cell, MAX_TEXT))).join(' | ')} |`
}
