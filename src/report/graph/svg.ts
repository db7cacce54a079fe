import * as dagre from '@dagrejs/dagre'
import { userError } from '../../shared/errors.js'
import { COLOURS } from './colours.js'
import { directionOf, paintOf, safeIds, wordsOf, type GraphModel, type GraphNode } from './model.js'

interface Point {
  readonly x: number
  readonly y: number
}
/** A node's middle and size. */
interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** The part of dagre that is used: the types of its package name files without endings, which Node's resolution refuses. */
interface Dagre {
  readonly layout: (graph: Layout) => void
  readonly Graph: new () => Layout
}
interface Layout {
  setGraph(label: Readonly<Record<string, unknown>>): void
  setNode(id: string, label: { readonly width: number; readonly height: number }): void
  setEdge(from: string, to: string, label: Readonly<Record<string, unknown>>): void
  graph(): { readonly width: number; readonly height: number }
  node(id: string): Box
  edge(from: string, to: string): { readonly points: readonly Point[] }
}
const { Graph, layout } = dagre as unknown as Dagre

/** All in pixels at the drawing's own size. */
const MARGIN = 24
const NODE_HEIGHT = 48
const NODE_PADDING = 16
const NAME_SIZE = 13
const ACTION_SIZE = 11

/** Monospaced: the width of a name is known without measuring (0.6 of the size; wide scripts take two cells). */
const NAME_FONT = 'ui-monospace, SFMono-Regular, Menlo, Consolas, &quot;DejaVu Sans Mono&quot;, monospace'
const ACTION_FONT = 'system-ui, -apple-system, &quot;Segoe UI&quot;, &quot;DejaVu Sans&quot;, sans-serif'
const CELL = 0.605

/** What dagre lays out in one to two seconds; most of it goes to edges that pass many levels, by the square of their length. */
export const MAX_SVG_NODES = 300
export const MAX_SVG_EDGES = 600

/** How a drawing is part of a page. */
export interface Inside {
  /** What a click on an image leads to: an address of our own making. */
  readonly hrefOf: (id: string) => string | undefined
}

/**
 * The graph as a picture that stands alone: no scripts, no fonts, no style sheet, its own background. Throws a UserError
 * where there are more than MAX_SVG_NODES images or MAX_SVG_EDGES edges. Inside of a page it has the page's background,
 * and images are links.
 */
export function renderSvg(graph: GraphModel, inside?: Inside): string {
  refuseTooMuch(graph)
  const { width, height, boxOf, lines } = arrange(graph)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${inside === undefined ? 'role="img" ' : ''}aria-labelledby="title">`,
    '<title id="title">The stack: which images are built on which, and what is done with each</title>',
    '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 L10 5 L0 10 z" fill="#59636e"/></marker></defs>',
    ...(inside === undefined
      ? [`<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="#ffffff" stroke="#d1d9e0"/>`]
      : []),
    ...lines.map(
      (line) => `<path d="${line}" fill="none" stroke="#59636e" stroke-width="1.5" marker-end="url(#arrow)"/>`,
    ),
    ...graph.nodes.map((node) => linked(nodeSvg(node, boxOf(node.id)), inside?.hrefOf(node.id))),
    '</svg>',
    '',
  ].join('\n')
}

interface Arrangement {
  readonly width: number
  readonly height: number
  readonly boxOf: (id: string) => Box
  /** The edges, as the `d` of SVG paths. */
  readonly lines: readonly string[]
}

/** Where everything goes. */
function arrange(graph: GraphModel): Arrangement {
  const idOf = safeIds(graph)
  const direction = directionOf(graph)
  const drawing = new Graph()
  drawing.setGraph({ rankdir: direction, nodesep: 28, ranksep: 48, marginx: MARGIN, marginy: MARGIN })
  // Side by side in columns, images are equally wide: the space between the columns is free for lines.
  const widest = graph.nodes.reduce((most, node) => Math.max(most, widthOf(node)), 0)
  for (const node of graph.nodes)
    drawing.setNode(idOf(node.id), { width: direction === 'LR' ? widest : widthOf(node), height: NODE_HEIGHT })
  for (const { from, to } of graph.edges) drawing.setEdge(idOf(from), idOf(to), {})
  if (graph.nodes.length === 0) return { width: 2 * MARGIN, height: 2 * MARGIN, boxOf: nowhere, lines: [] }
  layout(drawing)
  const boxOf = (id: string): Box => drawing.node(idOf(id))
  const line = lineDrawer(
    direction,
    graph.nodes.map((node) => boxOf(node.id)),
  )
  return {
    width: Math.ceil(drawing.graph().width),
    height: Math.ceil(drawing.graph().height),
    boxOf,
    lines: graph.edges.map(({ from, to }) =>
      line(boxOf(from), drawing.edge(idOf(from), idOf(to)).points.slice(1, -1), boxOf(to)),
    ),
  }
}

function nowhere(): Box {
  return { x: 0, y: 0, width: 0, height: 0 }
}

function refuseTooMuch({ nodes, edges }: GraphModel): void {
  if (nodes.length <= MAX_SVG_NODES && edges.length <= MAX_SVG_EDGES) return
  throw userError(
    `the graph has ${nodes.length} images and ${edges.length} edges; as SVG at most ${MAX_SVG_NODES} and ${MAX_SVG_EDGES} are drawn`,
    { remedy: 'Take the format "dot", and let Graphviz draw it.' },
  )
}

function linked(drawn: string, href: string | undefined): string {
  return href === undefined ? drawn : `<a href="${escaped(href)}">${drawn}</a>`
}

function nodeSvg(node: GraphNode, { x, y, width, height }: Box): string {
  const { fill, stroke, text, dashed } = COLOURS[paintOf(node)]
  const centred = `x="${round(x)}" text-anchor="middle" fill="${text}"`
  return [
    `<g><title>${escaped(node.label)}: ${escaped(wordsOf(node))}</title>`,
    `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${height}" rx="6" fill="${fill}" stroke="${stroke}" stroke-width="1.5"${dashed ? ' stroke-dasharray="4 3"' : ''}/>`,
    `<text ${centred} y="${round(y - 3)}" font-family="${NAME_FONT}" font-size="${NAME_SIZE}" font-weight="600">${escaped(node.label)}</text>`,
    `<text ${centred} y="${round(y + 14)}" font-family="${ACTION_FONT}" font-size="${ACTION_SIZE}">${escaped(wordsOf(node))}</text></g>`,
  ].join('')
}

/** Wide enough for the name and for the longest action. */
function widthOf(node: GraphNode): number {
  const name = cellsOf(node.label) * NAME_SIZE
  // Words are in a proportional font: narrower than its cells.
  const words = node.end === undefined ? 0 : cellsOf(node.end.words) * ACTION_SIZE
  return Math.max(name, words, 12 * NAME_SIZE) * CELL + 2 * NODE_PADDING
}

function cellsOf(text: string): number {
  let cells = 0
  for (const character of text) cells += /[\u1100-\u{10ffff}]/u.test(character) ? 2 : 1
  return cells
}

/**
 * Draws an edge from the middle of the parent's far side to the middle of the child's near side. All bends are between
 * the ranks, where no image is; a rank that the edge passes by is crossed straight, where the layout left room for it.
 */
function lineDrawer(
  direction: 'TB' | 'LR',
  boxes: readonly Box[],
): (from: Box, between: readonly Point[], to: Box) => string {
  const along = direction === 'LR' ? (point: Point) => point.x : (point: Point) => point.y
  const across = direction === 'LR' ? (point: Point) => point.y : (point: Point) => point.x
  const place = (a: number, c: number): string =>
    direction === 'LR' ? `${round(a)},${round(c)}` : `${round(c)},${round(a)}`
  const half = boxes.reduce((most, box) => Math.max(most, direction === 'LR' ? box.width : box.height), 0) / 2
  // The layout also has points between the ranks; those are free to bend.
  const ranks = new Set(boxes.map((box) => Math.round(along(box))))
  return (from, between, to) => {
    let [a, c] = [along(from) + half, across(from)]
    const parts = [`M${place(a, c)}`]
    for (const stop of [...between.filter((point) => ranks.has(Math.round(along(point)))), to]) {
      const enter = along(stop) - half
      const bend = (a + enter) / 2
      parts.push(`C${place(bend, c)} ${place(bend, across(stop))} ${place(enter, across(stop))}`)
      ;[a, c] = [enter + 2 * half, across(stop)]
      if (stop !== to) parts.push(`L${place(a, c)}`)
    }
    return parts.join(' ')
  }
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}

/** Foreign text in XML; the two characters that XML refuses even as entities are shown as unknown ones. */
function escaped(text: string): string {
  return text.replace(/[\ufffe\uffff]/g, '\ufffd').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
