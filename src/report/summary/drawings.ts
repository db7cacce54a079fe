import type { Results } from '../../run/results.js'
import { counted } from '../../shared/text.js'
import type { Plan } from '../../stack/plan.js'
import type { Part } from '../fitting.js'
import { levelsOf, outcomeGraphOf, withoutSkipped } from '../graph/outcome.js'
import { renderMermaid } from '../graph/mermaid.js'
import type { GraphModel } from '../graph/model.js'
import { timelineMermaid } from '../timeline/mermaid.js'
import { timelineOf, withMost } from '../timeline/spans.js'
import { headed, MAX_NAMES, table } from './parts.js'
import { someOf } from '../tests.js'

/** A person stops reading a shrunken graph earlier than Mermaid stops drawing (500 edges, 50,000 characters). */
const MAX_NODES = 100
const MAX_EDGES = 200
const MAX_CHARACTERS = 40_000
/** Bars of a timeline: some screens high. */
const MAX_BARS = 80

/** The graph in the colours of the outcome; of what is too much to draw, a table: what is built on what stands below it. */
export function outcomeGraph(plan: Plan, results: Results): Part {
  const all = outcomeGraphOf(plan, results)
  if (all.nodes.length === 0) return { ...drawing([]), what: 'graph' }
  const small = isDrawn(all) ? all : withoutSkipped(all)
  const text = isDrawn(small) ? renderMermaid(small) : ''
  if (text === '' || text.length > MAX_CHARACTERS) return levelTable(all)
  const left = all.nodes.length - small.nodes.length
  return { ...drawing([text], left === 0 ? [] : [`(without ${counted(left, 'skipped image')})`, '']), what: 'graph' }
}

function isDrawn({ nodes, edges }: GraphModel): boolean {
  return nodes.length > 0 && nodes.length <= MAX_NODES && edges.length <= MAX_EDGES
}

function levelTable(graph: GraphModel): Part {
  const rows = levelsOf(graph).flatMap((nodes, level) => {
    const byKind = new Map<string, string[]>()
    for (const { id, end } of nodes) {
      const kind = end?.kind ?? ''
      byKind.set(kind, [...(byKind.get(kind) ?? []), id])
    }
    return [...byKind].map(([kind, ids]) => [`${level + 1}`, kind, `${ids.length}`, someOf(ids, MAX_NAMES)])
  })
  return table('levels of the graph', 0.05, ['level', 'result', 'images', ''], rows)
}

/** When what went on; nothing where no step is known. */
export function timeline(results: Results, plan: Plan | undefined): Part {
  const known = timelineOf(results, plan)
  if (known === undefined) return { ...drawing([]), what: 'timeline' }
  const { timeline: shown, left } = withMost(known, MAX_BARS)
  const remark = [
    'Dark bars are what the end of the run waited for, framed in red what failed, grey what was stopped.',
    ...(left === 0 ? [] : [`${counted(left, 'shorter step')} are left out.`]),
  ].join(' ')
  return headed('### Timeline', { ...drawing([timelineMermaid(shown)], [remark, '']), what: 'timeline' })
}

function drawing(texts: readonly string[], remark: readonly string[] = []): Omit<Part, 'what'> {
  const rows = texts.map((text) => ['```mermaid', text.trimEnd(), '```'].join('\n'))
  return { open: [], rows, close: ['', ...remark], share: 0.06, whole: true }
}
