import type { GraphModel } from './model.js'

/** The graph for programs; `schema` changes when the meaning of a field does. */
export function renderGraphJson({ nodes, edges }: GraphModel): string {
  return `${JSON.stringify({ schema: 1, nodes, edges }, null, 2)}\n`
}
