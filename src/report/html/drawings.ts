import { counted, durationText } from '../../shared/text.js'
import { someOf } from '../tests.js'
import type { GraphModel } from '../graph/model.js'
import { levelsOf, outcomeGraphOf, withoutSkipped } from '../graph/outcome.js'
import { MAX_SVG_EDGES, MAX_SVG_NODES, renderSvg } from '../graph/svg.js'
import type { ReportData } from '../report-data.js'
import { stepTime, timelineOf, withMost, type Span } from '../timeline/spans.js'
import { html, link, trusted, type Html } from './escape.js'
import { badge, scrolling, table } from './pieces.js'

/** Where an image's section is; undefined: it has none. */
export type Anchors = ReadonlyMap<string, string>

/** More images than this side by side nobody can read, and a browser takes long to draw them. */
const MAX_NODES = Math.min(MAX_SVG_NODES, 150)
const MAX_EDGES = Math.min(MAX_SVG_EDGES, 300)
/** On a narrow screen the graph is made smaller so far, and scrolls then: its letters can still be read. */
const SMALLEST = 0.7
const MAX_NAMES = 20
const MAX_BARS = 600

/** The graph in the colours of the outcome, each image a link to its section; of what is too much, a table by levels. */
export function graphSection({ plan, results }: ReportData, anchors: Anchors): Html | undefined {
  if (plan === undefined || plan.images.length === 0) return undefined
  const all = outcomeGraphOf(plan, results)
  const small = isDrawn(all) ? all : withoutSkipped(all)
  const left = all.nodes.length - small.nodes.length
  return html`<section aria-labelledby="graph">
    <h2 id="graph">What is built on what</h2>
    ${isDrawn(small) ? drawn(small, anchors) : levelTable(all)}
    ${isDrawn(small) && left > 0 ? html`<p class="soft">Without ${counted(left, 'skipped image')}.</p>` : undefined}
  </section>`
}

function isDrawn({ nodes, edges }: GraphModel): boolean {
  return nodes.length > 0 && nodes.length <= MAX_NODES && edges.length <= MAX_EDGES
}

function drawn(graph: GraphModel, anchors: Anchors): Html {
  const svg = renderSvg(graph, { hrefOf: (id) => anchors.get(id) })
  const width = Number(/ width="([\d.]+)"/.exec(svg)?.[1] ?? 0)
  const least = Math.round(width * SMALLEST)
  return scrolling(
    'Graph of the images',
    html`<div class="fit" style="min-width:${least}px;max-width:${width}px">${trusted(svg)}</div>`,
  )
}

function levelTable(graph: GraphModel): Html {
  const rows = levelsOf(graph).flatMap((nodes, level) => {
    const byKind = new Map<GraphModel['nodes'][number]['end'], string[]>()
    const kinds = new Map(nodes.flatMap(({ end }) => (end === undefined ? [] : [[end.kind, end] as const])))
    for (const { id, end } of nodes) {
      const kind = end === undefined ? undefined : kinds.get(end.kind)
      const known = byKind.get(kind)
      if (known === undefined) byKind.set(kind, [id])
      else known.push(id)
    }
    return [...byKind].map(([end, ids]) => [
      level + 1,
      end === undefined ? undefined : badge(end.kind),
      ids.length,
      someOf(ids, MAX_NAMES),
    ])
  })
  return table(
    'Images by levels',
    [{ name: 'level' }, { name: 'result' }, { name: 'images', is: 'number' }, { name: 'names', is: 'long' }],
    rows,
  )
}

/** When what went on: a row for each image, its steps as bars on one clock and in words. */
export function timelineSection({ plan, results }: ReportData, anchors: Anchors): Html | undefined {
  const known = timelineOf(results, plan)
  if (known === undefined) return undefined
  const { timeline, left } = withMost(known, MAX_BARS)
  const steps = [...new Set(timeline.rows.flatMap(({ spans }) => spans.map(({ step }) => step)))]
  const outcomes = new Set(timeline.rows.flatMap(({ spans }) => spans.map(({ outcome }) => outcome)))
  const marks = [0, 20, 40, 60, 80, 100].map(
    (percent) => html`<em style="left:${percent}%">${durationText((timeline.ms * percent) / 100)}</em>`,
  )
  return html`<section aria-labelledby="times">
    <h2 id="times">When what went on</h2>
    <ul class="legend">
      ${steps.map((step) => html`<li><i class="${step}"></i>${step}</li>`)}${
        outcomes.has('failed') ? html`<li><i class="failed"></i>failed</li>` : undefined
      }${outcomes.has('cancelled') ? html`<li><i class="cancelled"></i>stopped</li>` : undefined}
      <li><i class="chain"></i>what the end of the run waited for</li>
    </ul>
    <div class="axis" aria-hidden="true"><span></span><span>${marks}</span></div>
    <ol class="times">
      ${timeline.rows.map(({ image, spans }) => row(image, spans, timeline.ms, anchors))}
    </ol>
    ${left === 0 ? undefined : html`<p class="soft">${counted(left, 'shorter step')} left out.</p>`}
  </section>`
}

/** Height of a lane in rem. */
const LANE = 1.1

function row(image: string, spans: readonly Span[], ms: number, anchors: Anchors): Html {
  const lanes = lanesOf(spans)
  const height = (Math.max(...lanes) + 1) * LANE
  const bars = spans.map((span, at) => {
    const { step, outcome, critical } = span
    const colour = outcome === 'passed' ? step : outcome
    const [left, width] = [percentOf(span.at, ms), percentOf(span.ms, ms)]
    return html`<b
      class="${colour}${critical ? ' chain' : ''}"
      title="${wordsOf(span)}"
      style="left:${left}%;width:${width}%;top:${((lanes[at] ?? 0) * LANE).toFixed(2)}rem"
    ></b>`
  })
  return html`<li>
    <span class="name">${link(anchors.get(image) ?? '', image)}</span>
    <div>
      <div class="track" aria-hidden="true" style="height:${height.toFixed(2)}rem">${bars}</div>
      <span class="soft">${spans.map(wordsOf).join(' · ')}</span>
    </div>
  </li> `
}

function wordsOf({ step, ms, outcome }: Span): string {
  return `${step} ${stepTime(ms)}${outcome === 'passed' ? '' : outcome === 'failed' ? ', failed' : ', stopped'}`
}

function percentOf(part: number, whole: number): string {
  return whole <= 0 ? '0' : Math.min((part / whole) * 100, 100).toFixed(2)
}

/** Steps at the same time are one below the other: of each, the first lane that is free when it begins. */
function lanesOf(spans: readonly Span[]): number[] {
  const ends: number[] = []
  return spans.map(({ at, ms }) => {
    const free = ends.findIndex((end) => end <= at)
    const lane = free < 0 ? ends.length : free
    ends[lane] = at + ms
    return lane
  })
}
