import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import { childrenOf, findCycle, levels, topological, type Graph } from '../../../src/stack/graph.js'

const graphOf = (parents: Readonly<Record<string, readonly string[]>>): Graph => ({
  nodes: Object.keys(parents),
  parentsOf: (node) => parents[node] ?? [],
})

/** A random graph without cycles: parents come from earlier names, then the nodes are shuffled. */
const dag = fc.array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 40 }).chain((picks) => {
  const parents = new Map(
    picks.map((pick, index) => [`n${index}`, index === 0 ? [] : pick.map((one) => `n${one % index}`)]),
  )
  return fc
    .shuffledSubarray([...parents.keys()], { minLength: parents.size })
    .map((nodes): Graph => ({ nodes, parentsOf: (node) => parents.get(node) ?? [] }))
})

test('parents come before children, and free nodes in the given order', () => {
  expect(
    topological(graphOf({ leaf: ['left', 'right'], right: ['base'], left: ['base'], base: [], other: [] })),
  ).toEqual(['base', 'other', 'right', 'left', 'leaf'])
})

test('a parent that is named twice counts once', () => {
  expect(topological(graphOf({ a: [], b: ['a', 'a'] }))).toEqual(['a', 'b'])
})

test('the order of any graph without cycles is complete and respects parents', () => {
  fc.assert(
    fc.property(dag, (graph) => {
      const order = topological(graph)
      expect([...order].sort()).toEqual([...graph.nodes].sort())
      const rank = new Map(order.map((node, index) => [node, index]))
      for (const node of order)
        for (const parent of graph.parentsOf(node)) expect(rank.get(parent)).toBeLessThan(rank.get(node) ?? -1)
      expect(findCycle(graph)).toBeUndefined()
    }),
  )
})

test('the order is the same whatever came before: it depends on the graph alone', () => {
  fc.assert(fc.property(dag, (graph) => expect(topological(graph)).toEqual(topological(graph))))
})

test('a planted cycle is found, and what is found is a cycle', () => {
  fc.assert(
    fc.property(dag, fc.integer({ min: 1, max: 5 }), fc.nat(), (graph, length, start) => {
      const ring = Array.from({ length }, (_, index) => `ring${index}`)
      const nodes = [...graph.nodes, ...ring]
      const entry = graph.nodes[start % graph.nodes.length] ?? ''
      const parentsOf = (node: string): readonly string[] => {
        const at = ring.indexOf(node)
        return at < 0 ? graph.parentsOf(node) : [entry, ring[(at + 1) % length] ?? '']
      }
      const cycle = findCycle({ nodes, parentsOf }) ?? []
      expect(cycle.length).toBe(length + 1)
      expect(cycle[0]).toBe(cycle.at(-1))
      expect(new Set(cycle).size).toBe(length)
      cycle.slice(1).forEach((node, index) => expect(parentsOf(node)).toContain(cycle[index]))
      expect([...topological({ nodes, parentsOf })].sort()).toEqual([...graph.nodes].sort())
    }),
  )
})

test.each([
  ['itself', { a: ['a'] }, ['a', 'a']],
  ['two', { a: ['b'], b: ['a'] }, ['b', 'a', 'b']],
  ['behind others', { root: [], leaf: ['x'], x: ['root', 'y'], y: ['x'] }, ['y', 'x', 'y']],
])('a cycle of %s reads from parent to child', (_what, parents, cycle) => {
  expect(findCycle(graphOf(parents))).toEqual(cycle)
})

test('children are the parents turned around', () => {
  fc.assert(
    fc.property(dag, (graph) => {
      const children = childrenOf(graph)
      for (const node of graph.nodes)
        for (const other of graph.nodes)
          expect(children.get(node)?.includes(other)).toBe(graph.parentsOf(other).includes(node))
    }),
  )
})

test('a level needs only what is above it', () => {
  fc.assert(
    fc.property(dag, (graph) => {
      const found = levels(topological(graph), graph.parentsOf)
      const depth = new Map(found.flatMap((nodes, level) => nodes.map((node) => [node, level] as const)))
      expect(depth.size).toBe(graph.nodes.length)
      for (const [node, level] of depth) {
        const above = graph.parentsOf(node).map((parent) => depth.get(parent) ?? NaN)
        expect(level).toBe(above.length === 0 ? 0 : Math.max(...above) + 1)
      }
    }),
  )
})

describe('ten thousand nodes', () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `n${index}`)
  const index = (node: string): number => Number(node.slice(1))
  const chain: Graph = { nodes: names, parentsOf: (node) => (node === 'n0' ? [] : [`n${index(node) - 1}`]) }

  test('in a chain', () => {
    expect(topological(chain)).toEqual(names)
    expect(topological({ ...chain, nodes: [...names].reverse() })).toEqual(names)
    expect(levels(names, chain.parentsOf)).toHaveLength(10_000)
  })

  test('side by side', () => {
    const parentsOf = (node: string): string[] => (node === 'n0' ? [] : ['n0'])
    expect(topological({ nodes: names, parentsOf })).toEqual(names)
    expect(levels(names, parentsOf).map((level) => level.length)).toEqual([1, 9999])
  })

  test('in a ring', () => {
    expect(findCycle({ nodes: names, parentsOf: (node) => [`n${(index(node) + 1) % 10_000}`] })).toHaveLength(10_001)
  })
})
