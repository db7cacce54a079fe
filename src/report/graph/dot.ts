import { COLOURS } from './colours.js'
import { directionOf, paintOf, safeIds, wordsOf, type GraphModel } from './model.js'

/** The graph for Graphviz, which draws stacks of any size: `dot -Tsvg`. */
export function renderDot(graph: GraphModel): string {
  const idOf = safeIds(graph)
  return [
    'digraph stack {',
    `  rankdir=${directionOf(graph)}`,
    '  node [shape=box, fontname="Helvetica", fontsize=12, margin="0.2,0.1"]',
    '  edge [color="#59636e"]',
    ...graph.nodes.map((node) => {
      const { fill, stroke, text, dashed } = COLOURS[paintOf(node)]
      const style = dashed ? 'filled,rounded,dashed' : 'filled,rounded'
      return `  ${idOf(node.id)} [label="${escaped(node.label)}\\n${escaped(wordsOf(node))}", style="${style}", fillcolor="${fill}", color="${stroke}", fontcolor="${text}"]`
    }),
    ...graph.edges.map(({ from, to }) => `  ${idOf(from)} -> ${idOf(to)}`),
    '}',
    '',
  ].join('\n')
}

/** Foreign text in a quoted label: Graphviz reads back-slashes (\N is the node's name) and HTML's entities there. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/[\\"]/g, (character) => `\\${character}`)
}
