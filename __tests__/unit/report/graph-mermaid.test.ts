import { beforeAll, expect, test } from '@jest/globals'
import DOMPurify from 'dompurify'
import mermaid from 'mermaid'
import { renderMermaid } from '../../../src/report/graph/mermaid.js'
import { graphOf, type GraphModel } from '../../../src/report/graph/model.js'
import fc from '../property.js'
import { plannedImage, planOf } from '../support.js'
import { anyName } from './names.js'

// Mermaid's parser hands labels to DOMPurify, which does nothing without a browser and then lacks its functions. They
// are put there, and are stricter: a label that has anything to be cleaned fails.
beforeAll(() => {
  Object.assign(DOMPurify, {
    addHook: () => undefined,
    sanitize: (text: string) => {
      if (/[<>&]/.test(text.replaceAll('<br/>', ''))) throw new Error(`a label with markup in it: ${text}`)
      return text
    },
  })
})

interface Read {
  readonly labels: string[]
  readonly classes: string[]
  readonly edges: string[]
  readonly styles: Record<string, string[]>
}
interface FlowDb {
  getVertices(): Map<string, { id: string; text: string; classes: string[] }>
  getEdges(): { start: string; end: string }[]
  getClasses(): Map<string, { styles: string[] }>
}

/** What Mermaid itself finds in a text, labels as a reader sees them. */
async function read(text: string): Promise<Read> {
  await mermaid.parse(text)
  // The way to what was read has no other name; a version without it fails here.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text)
  const flow = db as unknown as FlowDb
  const nodes = [...flow.getVertices().values()]
  return {
    // While it parses, Mermaid writes `#38;` as `ﬂ°°38¶ß`.
    labels: nodes.map((node) =>
      node.text.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code))).replaceAll('\u2060', ''),
    ),
    classes: nodes.flatMap((node) => node.classes),
    edges: flow.getEdges().map(({ start, end }) => `${start} ${end}`),
    styles: Object.fromEntries([...flow.getClasses()].map(([name, { styles }]) => [name, styles])),
  }
}

function named(...ids: readonly string[]): GraphModel {
  return graphOf(planOf(ids.map((id, index) => plannedImage(id, { test: false, parents: ids.slice(0, index) }))))
}

test('a stack, as Mermaid reads it', async () => {
  const plan = planOf([
    plannedImage('base-notebook', { action: 'reuse', test: false }),
    plannedImage('science', { parents: ['base-notebook'], test: true }),
    plannedImage('r', { action: 'skip', parents: ['base-notebook'], test: false }),
  ])
  const text = renderMermaid(graphOf(plan))
  // Ordinary names are readable in the text, too.
  expect(text).toContain('  n0["base-notebook<br/>reuse"]:::reuse\n')
  expect(await read(text)).toEqual({
    labels: ['base-notebook<br/>reuse', 'science<br/>build and test', 'r<br/>skip'],
    classes: ['reuse', 'build', 'skip'],
    edges: ['n0 n1', 'n0 n2'],
    styles: {
      build: ['fill:#0969da', 'stroke:#54aeff', 'color:#ffffff'],
      reuse: ['fill:#1a7f37', 'stroke:#4ac26b', 'color:#ffffff'],
      skip: ['fill:#59636e', 'stroke:#afb8c1', 'color:#ffffff', 'stroke-dasharray:4 3'],
    },
  })
})

test.each([
  ['end'],
  ['base@py3.12'],
  ['"quoted" `tick` [x](y) {z}'],
  ['<img src=x onerror=alert(1)><br/>'],
  ['a #quot; &amp; &#60; #35;'],
  ['style:a#b;'],
  ['classDef x fill:#fff;'],
  ['%% comment --> x | y; subgraph'],
  ['%%{init: {"theme": "dark"}}%%'],
  ['ﬂ°°38¶ß'],
  ['漢字🚀'],
])('the name %s is a name and nothing else', async (name) => {
  const graph = named(name, 'child')
  const { labels, edges } = await read(renderMermaid(graph))
  expect(labels).toEqual(graph.nodes.map((node) => `${node.label}<br/>build`))
  expect(edges).toEqual(['n0 n1'])
})

test.each([
  ['a mail address', 'base@py3.12', /@py/],
  ['a web address', 'www.x.org https://x.org', /www\.x|:\/\//],
  ['a formula', '$$x$$', /\$\$/],
  ['an icon', 'fa:fa-ban', /fa:fa/],
  ['a list', '1. x', /\d\. /],
  ['a link', '[x](y)', /\]\(/],
])('a name that looks like %s is parted by joiners: some versions decode before they look', (_, name, looks) => {
  const decoded = renderMermaid(named(name)).replace(/#(\d+);/g, (_whole, code) => String.fromCodePoint(Number(code)))
  expect(decoded).not.toMatch(looks)
  expect(decoded.replaceAll('\u2060', '')).toContain(`"${name}<br/>`)
})

test('whatever the names, Mermaid finds the same graph', async () => {
  const ids = fc.uniqueArray(anyName, { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(ids, async (names) => {
      const graph = named(...names)
      const { labels, edges } = await read(renderMermaid(graph))
      expect(labels).toEqual(graph.nodes.map((node) => `${node.label.replaceAll('\u2060', '')}<br/>build`))
      expect(edges).toHaveLength(graph.edges.length)
    }),
  )
})
