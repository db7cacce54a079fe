import { describe, expect, test } from '@jest/globals'
import { planMarkdown } from '../../../src/report/plan-summary.js'
import type { Plan, PlannedImage } from '../../../src/stack/plan.js'
import { plannedImage, planOf } from '../support.js'

const image = (id: string, action: PlannedImage['action'], more: Partial<PlannedImage> = {}): PlannedImage =>
  plannedImage(id, { action, test: false, reasons: [{ kind: 'named' }], ...more })

const skipped = (count: number): PlannedImage[] =>
  Array.from({ length: count }, (_, index) => image(`s${index}`, 'skip', { reasons: [{ kind: 'unchanged' }] }))

/** `count` images, all built, each on the one before. */
function chain(count: number, name = 'image'): Plan {
  return planOf(
    Array.from({ length: count }, (_, index) =>
      image(`${name}${index}`, 'build', index === 0 ? {} : { parents: [`${name}${index - 1}`] }),
    ),
  )
}

test('a plan: counts, source, notes, graph, reasons', () => {
  const plan = planOf([
    image('base', 'reuse', { reasons: [{ kind: 'unchanged' }] }),
    image('leaf', 'build', { test: true, parents: ['base'], reasons: [{ kind: 'named' }, { kind: 'untested' }] }),
    image('other', 'skip', { reasons: [{ kind: 'not-named' }] }),
  ])
  expect(planMarkdown(plan, { source: '2 changed files', notes: ['mind this'] }).split('\n')).toEqual([
    '## stack-action plan: 1 build, 1 reuse, 1 skip',
    '',
    '2 changed files',
    '',
    '- mind this',
    '',
    '```mermaid',
    expect.stringMatching(/^%%/),
    'flowchart TB',
    '  n0["base<br/>reuse"]:::reuse',
    '  n1["leaf<br/>build and test"]:::build',
    '  n2["other<br/>skip"]:::skip',
    '  n0 --> n1',
    ...Array.from({ length: 3 }, () => expect.stringMatching(/^ {2}classDef /)),
    '```',
    '',
    '| image | action | why |',
    '|:--|:--|:--|',
    '| base | reuse | nothing that it is made of changed |',
    '| leaf | build and test | it was named; it has not passed these suites |',
    '| other | skip | it was not named |',
    '',
  ])
})

test('a plan without images is a heading', () => {
  expect(planMarkdown(planOf([]), { source: 'nothing' })).toBe(
    '## stack-action plan: 0 build, 0 reuse, 0 skip\n\nnothing\n',
  )
})

test('many skipped images are folded away', () => {
  const plan = planOf([image('base', 'build'), ...skipped(6)])
  const text = planMarkdown(plan, { source: '' })
  const fold = text.indexOf('<details>\n<summary>6 images are skipped</summary>\n\n| image | action | why |\n')
  expect(fold).toBeGreaterThan(text.indexOf('| base |'))
  expect(text.match(/^\| s\d \| skip \|/gm)).toHaveLength(6)
  expect(text.indexOf('| s0 |')).toBeGreaterThan(fold)
  expect(text.endsWith('\n</details>\n')).toBe(true)
})

test('few skipped images are not', () => {
  expect(planMarkdown(planOf(skipped(5)), { source: '' })).not.toContain('<details>')
})

const evil = '\u001b[31m|x|\n# <img src=x>\n```\n</details>'

test('foreign text is only text', () => {
  const plan = planOf([
    image(evil, 'build', { reasons: [{ kind: 'needed-by', image: evil }] }),
    ...skipped(6).map((one) => ({ ...one, id: `${one.id}${evil}` })),
  ])
  const text = planMarkdown(plan, { source: evil, notes: [evil] })
  expect(text).not.toContain('<img')
  expect(text).not.toContain('\u001b')
  expect(text.match(/```/g)).toHaveLength(2)
  expect(text.match(/<\/details>/g)).toHaveLength(1)
  expect(text).not.toMatch(/^#(?!# stack-action)/m)
  for (const row of text.match(/^\|.*$/gm) ?? []) expect(row.split('|')).toHaveLength(5)
})

describe('what is too much', () => {
  test.each([
    ['150 images', chain(150), true],
    ['151 images', chain(151), false],
    ['names that escaping makes long', chain(150, '日@.'.repeat(16)), false],
  ])('a graph is drawn while GitHub draws it: %s', (_, plan, drawn) => {
    const text = planMarkdown(plan, { source: '' })
    expect(text.includes('```mermaid')).toBe(drawn)
    expect(text.includes('are too many to draw here')).toBe(!drawn)
    expect((/```mermaid\n(.*?)```/s.exec(text)?.[1] ?? '').length).toBeLessThan(50_000)
  })

  test.each([
    ['built', chain(10_000, 'x'.repeat(90))],
    ['skipped', planOf(skipped(10_000).map((one) => ({ ...one, id: `${one.id}${'-x'.repeat(60)}` })))],
  ])('10,000 %s images: what has no room is counted', (_, plan) => {
    const text = planMarkdown(plan, { source: 'x'.repeat(100_000), notes: Array.from({ length: 1000 }, () => evil) })
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_000_000)
    expect(Buffer.byteLength(text)).toBeGreaterThan(990_000)
    const rows = text.match(/^\| .* \| (build|skip) \|/gm)?.length ?? 0
    expect(text).toContain(`(${10_000 - rows} more images are in the artifact's plan.json)\n`)
    expect(text.match(/^<\/?details>$/gm)?.length ?? 0).toBe(text.includes('<details>') ? 2 : 0)
  })

  test.each([0, 500, 1000, 3000, 10_000])('a step that has only %d bytes left', (bytes) => {
    const plan = planOf([...chain(20).images, ...skipped(50)])
    const text = planMarkdown(plan, { source: 'x', bytes })
    // The heading is always there.
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(Math.max(bytes, 400))
    const rows = text.match(/^\| .* \| (build|skip) \|/gm)?.length ?? 0
    expect(rows === 70 || text.includes(`(${70 - rows} more images`)).toBe(true)
  })
})
