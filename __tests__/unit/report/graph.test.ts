import { describe, expect, test } from '@jest/globals'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { renderDot } from '../../../src/report/graph/dot.js'
import { renderGraphJson } from '../../../src/report/graph/json.js'
import { actionText, directionOf, graphOf, type GraphModel } from '../../../src/report/graph/model.js'
import { MAX_SVG_EDGES, MAX_SVG_NODES, renderSvg } from '../../../src/report/graph/svg.js'
import fc from '../property.js'
import { messagesOf, plannedImage, planOf } from '../support.js'
import { anyName } from './names.js'

const demo = graphOf(
  planOf([
    plannedImage('base', { action: 'reuse', test: false }),
    plannedImage('science', { parents: ['base'], test: true }),
    plannedImage('r', { action: 'skip', parents: ['base'], test: false }),
    plannedImage('ml', { parents: ['science', 'base'], test: false }),
  ]),
)
/** Graphs whose images have any names at all, and any parents before them. */
const hostile = fc
  .array(fc.record({ id: anyName, test: fc.boolean(), parents: fc.array(fc.nat()) }), {
    maxLength: 8,
  })
  .map((images) => {
    const ids = [...new Set(images.map((image) => image.id))]
    return graphOf(
      planOf(
        ids.map((id, index) =>
          plannedImage(id, {
            test: images[index]?.test ?? false,
            parents: index === 0 ? [] : (images[index]?.parents ?? []).map((parent) => ids[parent % index] ?? ''),
          }),
        ),
      ),
    )
  })

/** Names of different lengths: 0, 1x, 2xx, … */
const nameOf = (index: number): string => `${index}${'x'.repeat((index % 5) * 5)}`
/** An array of `count` images, each with the parents that `parentsOf` names by number. */
function many(count: number, parentsOf: (index: number) => readonly number[]): GraphModel {
  return graphOf(
    planOf(
      Array.from({ length: count }, (_, index) =>
        plannedImage(nameOf(index), { test: false, parents: parentsOf(index).map(nameOf) }),
      ),
    ),
  )
}
const chain = (count: number): GraphModel => many(count, (index) => (index === 0 ? [] : [index - 1]))
const star = (count: number): GraphModel => many(count, (index) => (index === 0 ? [] : [0]))

describe('the graph of a plan', () => {
  test('has every image, also the skipped ones, and every parent', () => {
    expect(demo).toEqual({
      nodes: [
        { id: 'base', label: 'base', action: 'reuse', test: false },
        { id: 'science', label: 'science', action: 'build', test: true },
        { id: 'r', label: 'r', action: 'skip', test: false },
        { id: 'ml', label: 'ml', action: 'build', test: false },
      ],
      edges: [
        { from: 'base', to: 'science' },
        { from: 'base', to: 'r' },
        { from: 'science', to: 'ml' },
        { from: 'base', to: 'ml' },
      ],
    })
    expect(demo.nodes.map(actionText)).toEqual(['reuse', 'build and test', 'skip', 'build'])
  })

  test('has no edge to what is not drawn, and none twice', () => {
    const images = [plannedImage('a'), plannedImage('b', { parents: ['a', 'gone', 'a'] })]
    expect(graphOf(planOf(images)).edges).toEqual([{ from: 'a', to: 'b' }])
  })

  test.each([
    ['a name', 'a name'],
    ['  a \u001b[31m\n\u202ename ', 'a name'],
    ['\ud800x', '\ufffdx'],
    ['x'.repeat(48), 'x'.repeat(48)],
    [`${'a'.repeat(40)}🚀${'b'.repeat(20)}@py3.12`, `${'a'.repeat(24)}…${'b'.repeat(16)}@py3.12`],
  ])('writes %j as %j', (id, label) => {
    expect(graphOf(planOf([plannedImage(id)])).nodes[0]?.label).toBe(label)
  })

  test.each([
    ['as deep as wide', demo, 'TB'],
    ['deep', chain(5), 'TB'],
    ['wide', star(5), 'LR'],
    ['nothing', many(0, () => []), 'TB'],
  ])('goes across the page only when it is wider than deep: %s', (_, graph, direction) => {
    expect(directionOf(graph)).toBe(direction)
  })
})

test('JSON is the graph and the version of its form', () => {
  expect(JSON.parse(renderGraphJson(demo))).toEqual({ schema: 1, ...demo })
})

describe('DOT', () => {
  /** What this project writes of Graphviz's grammar; a quoted text ends at the first quote without a back-slash. */
  const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`
  const ATTRIBUTES = String.raw`\[\w+=${QUOTED}(?:, \w+=(?:${QUOTED}|\d+))*\]`
  const LINE = new RegExp(
    String.raw`^(?:digraph stack \{| {2}rankdir=(?:TB|LR)| {2}(?:node|edge|n\d+) ${ATTRIBUTES}|` +
      String.raw` {2}node \[shape=box, .*\]| {2}n\d+ -> n\d+|\})$`,
  )

  test('of a stack', () => {
    const text = renderDot(demo)
    expect(text).toContain('  n1 [label="science\\nbuild and test", style="filled,rounded", ')
    expect(text).toContain('  n2 [label="r\\nskip", style="filled,rounded,dashed", ')
    expect(text.match(/^ {2}n\d -> n\d$/gm)).toEqual(['  n0 -> n1', '  n0 -> n2', '  n1 -> n3', '  n0 -> n3'])
  })

  test('escapes what Graphviz reads in a label', () => {
    const text = renderDot(graphOf(planOf([plannedImage(String.raw`\N "x" &lt; \n`, { test: false })])))
    expect(text).toContain(String.raw`[label="\\N \"x\" &amp;lt; \\n\nbuild", `)
  })

  test('is well-formed whatever the names', () => {
    fc.assert(
      fc.property(hostile, (graph) => {
        for (const line of renderDot(graph).trimEnd().split('\n')) expect(line).toMatch(LINE)
      }),
    )
  })
})

interface Svg {
  readonly svg: {
    readonly title: unknown
    readonly path?: readonly { readonly '@_d': string }[]
    readonly g?: readonly {
      readonly rect: Record<'@_x' | '@_y' | '@_width' | '@_height', string>
      readonly text: readonly { '#text': string }[]
    }[]
  }
}
/** A written picture, read again. */
function read(svg: string): Svg {
  const parser = new XMLParser({
    ignoreAttributes: false,
    htmlEntities: true,
    parseTagValue: false,
    trimValues: false,
    isArray: (name, path) => ['svg.path', 'svg.g', 'svg.g.text'].includes(String(path)) && name !== '',
  })
  return parser.parse(svg) as Svg
}

describe('SVG', () => {
  test('of a stack: an image is a box with its name and action, an edge is a line', () => {
    const { svg } = read(renderSvg(demo))
    expect(svg.g?.map((group) => group.text.map((text) => text['#text']))).toEqual([
      ['base', 'reuse'],
      ['science', 'build and test'],
      ['r', 'skip'],
      ['ml', 'build'],
    ])
    expect(svg.path).toHaveLength(4)
  })

  test.each([
    ['downwards', demo],
    ['to the right', many(9, (index) => (index === 0 ? [] : index < 6 ? [0] : [index - 4, 0]))],
  ])('lines go from image to image and cross none: %s', (_, graph) => {
    const { svg } = read(renderSvg(graph))
    const boxes = (svg.g ?? []).map(({ rect }) => ({
      left: Number(rect['@_x']),
      right: Number(rect['@_x']) + Number(rect['@_width']),
      top: Number(rect['@_y']),
      bottom: Number(rect['@_y']) + Number(rect['@_height']),
    }))
    expect(svg.path).toHaveLength(graph.edges.length)
    for (const path of svg.path ?? []) {
      const points = pointsOf(path['@_d'])
      for (const [x, y] of [points[0], points.at(-1)].flatMap((end) => (end === undefined ? [] : [end]))) {
        const touched = boxes.some(
          (box) => x > box.left - 1 && x < box.right + 1 && y > box.top - 1 && y < box.bottom + 1,
        )
        expect(touched).toBe(true)
      }
      for (const [x, y] of points) {
        const hit = boxes.find((box) => x > box.left + 1 && x < box.right - 1 && y > box.top + 1 && y < box.bottom - 1)
        expect(hit).toBeUndefined()
      }
    }
  })

  test('is XML with the names as they are, whatever they are', () => {
    fc.assert(
      fc.property(hostile, (graph) => {
        const text = renderSvg(graph)
        // Its successor is another package, for this one line.
        // eslint-disable-next-line @typescript-eslint/no-deprecated
        expect(XMLValidator.validate(text)).toBe(true)
        // XML 1.0 §2.2: what no document may hold.
        // eslint-disable-next-line no-control-regex
        expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u)
        expect((read(text).svg.g ?? []).map((group) => group.text[0]?.['#text'] ?? '')).toEqual(
          graph.nodes.map((node) => node.label.replace(/[\ufffe\uffff]/g, '\ufffd')),
        )
      }),
    )
  })

  test.each([
    ['images', star(MAX_SVG_NODES), star(MAX_SVG_NODES + 1), 'the graph has 301 images and 300 edges;'],
    [
      'edges',
      many(40, (index) => Array.from({ length: Math.min(index, 16) }, (_, parent) => parent)),
      many(60, (index) => Array.from({ length: Math.min(index, 16) }, (_, parent) => parent)),
      'the graph has 60 images and 824 edges;',
    ],
  ])('is refused for too many %s', (_, most, tooMany, message) => {
    expect(most.edges.length).toBeLessThanOrEqual(MAX_SVG_EDGES)
    expect(renderSvg(most)).toContain('<svg ')
    expect(messagesOf(() => renderSvg(tooMany))).toEqual([expect.stringContaining(message)])
  })
})

/** Points along a path of M, L and C with absolute coordinates, close enough to each other to hit any box on the way. */
function pointsOf(d: string): [number, number][] {
  const points: [number, number][] = []
  let [x, y] = [0, 0]
  for (const [, command, text = ''] of d.matchAll(/([MLC])([^MLC]*)/g)) {
    const numbers = text.trim().split(/[ ,]/).map(Number)
    const [a = 0, b = 0, c = 0, e = 0] = command === 'C' ? numbers : [x, y, ...numbers.slice(-2)]
    const [toX = 0, toY = 0] = numbers.slice(-2)
    for (let step = command === 'M' ? 50 : 0; step <= 50; step++) {
      const t = step / 50
      const at = (p: number, q: number, r: number, s: number): number =>
        (1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * q + 3 * (1 - t) * t ** 2 * r + t ** 3 * s
      points.push([at(x, a, c, toX), at(y, b, e, toY)])
    }
    ;[x, y] = [toX, toY]
  }
  return points
}
