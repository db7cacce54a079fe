import { COLOURS } from './colours.js'
import { directionOf, paintOf, safeIds, wordsOf, type GraphModel, type Paint } from './model.js'

/**
 * The graph as a Mermaid flowchart, which GitHub draws in summaries, comments and wikis. Draws up to 500 edges and 50,000
 * characters (mermaid.js.org, "maxEdges", "maxTextSize"); the caller decides what is too much.
 */
export function renderMermaid(graph: GraphModel): string {
  const idOf = safeIds(graph)
  const used = new Set(graph.nodes.map(paintOf))
  return [
    // Names are not broken at their hyphens: they are short enough (model.ts).
    '%%{init: {"flowchart": {"wrappingWidth": 600}}}%%',
    `flowchart ${directionOf(graph)}`,
    // The class stands behind the label: Mermaid takes the last semicolon from lines with "style", a colon and a "#".
    ...graph.nodes.map(
      (node) => `  ${idOf(node.id)}["${escaped(node.label)}<br/>${escaped(wordsOf(node))}"]:::${paintOf(node)}`,
    ),
    ...graph.edges.map(({ from, to }) => `  ${idOf(from)} --> ${idOf(to)}`),
    // One to a line and without semicolons: Mermaid would take them for a part of the last colour.
    ...Object.entries(COLOURS)
      .filter(([paint]) => used.has(paint as Paint))
      .map(
        ([paint, { fill, stroke, text, dashed }]) =>
          `  classDef ${paint} fill:${fill},stroke:${stroke},color:${text}${dashed ? ',stroke-dasharray:4 3' : ''}`,
      ),
    '',
  ].join('\n')
}

/** Shows nothing and parts what would mean something together: Unicode's WORD JOINER. */
const JOINER = '#8288;'

/** What needs no entity: letters, digits, blanks; `-`, `/` and `_` between letters or digits; points between digits. */
const RISKY = /(?:(?<![\p{L}\p{N}])[-/_]|[-/_](?![\p{L}\p{N}])|(?<!\p{N})\.|\.(?!\p{N})|[^\p{L}\p{N}\p{M} /_.-])+/gu

/**
 * Foreign text in a quoted label. Mermaid has no escape but entities, and several versions decode them before they look
 * for Markdown, formulas, icons and addresses: 11 takes `name@py3.12` for a mail address, and shows "Unsupported
 * markdown: link" in its place. So entities stand between joiners.
 */
export function escaped(text: string): string {
  return text.replace(
    RISKY,
    (run) => `${JOINER}${Array.from(run, (character) => `#${character.codePointAt(0) ?? 0};${JOINER}`).join('')}`,
  )
}
