import { describe, expect, test } from '@jest/globals'
import { reclaimable, type Prunable, type ReclaimState } from '../../../src/run/reclaimable.js'
import type { StepName } from '../../../src/run/results.js'
import fc from '../property.js'

const STEPS: readonly StepName[] = ['build', 'test', 'push', 'info']

function image(id: string, more: Partial<Prunable> = {}): Prunable {
  return { id, parents: [], prune: true, built: true, names: [`acme/${id}:fp-${id}`], ...more }
}

function may(
  images: readonly Prunable[],
  open: Readonly<Record<string, readonly StepName[]>>,
  more: Partial<ReclaimState> = {},
) {
  const steps = new Map(Object.entries(open).map(([id, names]): [string, Set<StepName>] => [id, new Set(names)]))
  return reclaimable({ images, open: steps, removed: new Set(), goesOn: false, ...more })
}

const base = image('base')
const child = image('child', { parents: ['base'] })

test.each<[string, Readonly<Record<string, readonly StepName[]>>, string[]]>([
  ['everything is to be done', { base: STEPS, child: STEPS }, []],
  ['the child is not built', { child: ['build', 'test'] }, []],
  ['the child is built and not tested', { child: ['test', 'push'] }, ['base']],
  ['the child is done first', { base: ['push'] }, ['child']],
  ['its info commands run', { base: ['info'], child: ['info'] }, []],
  ['nothing is left', {}, ['base', 'child']],
])('when %s: %j leaves %j to go', (_name, open, expected) => {
  expect(may([base, child], open)).toEqual(expected)
})

describe('what stays', () => {
  test.each<[string, readonly Prunable[], Partial<ReclaimState>]>([
    ['what the spec does not give away', [image('kept', { prune: false })], {}],
    ['what was in the engine before', [image('pulled', { built: false })], {}],
    ['what is gone already', [base], { removed: new Set(['base']) }],
    ['everything, when a later command goes on with it', [base, child], { goesOn: true }],
  ])('%s', (_name, images, more) => {
    expect(may(images, {}, more)).toEqual([])
  })

  test('an image whose twin in another variant is still needed, because they have one name', () => {
    const [one, two] = [
      image('a@1', { names: ['acme/a:fp-1'] }),
      image('a@2', { names: ['acme/a:fp-1', 'acme/a:two'] }),
    ]
    expect(may([one, two], { 'a@2': ['test'] })).toEqual([])
    expect(may([one, two], {})).toEqual(['a@1', 'a@2'])
    expect(may([one, { ...two, prune: false }], {})).toEqual([])
  })
})

test('nothing that is still needed goes, and in the end everything that is given away goes', () => {
  const graphs = fc.array(
    fc.record({ parents: fc.array(fc.nat(9), { maxLength: 3 }), prune: fc.boolean(), open: fc.subarray([...STEPS]) }),
    { maxLength: 10 },
  )
  fc.assert(
    fc.property(graphs, (nodes) => {
      const images = nodes.map(({ parents, prune }, at) =>
        image(String(at), { prune, parents: parents.filter((parent) => parent < at).map(String) }),
      )
      const open = Object.fromEntries(nodes.map(({ open: steps }, at) => [String(at), steps]))
      for (const id of may(images, open)) {
        expect(open[id]).toEqual([])
        const unbuilt = images.filter(
          ({ id: other, parents }) => parents.includes(id) && open[other]?.includes('build'),
        )
        expect(unbuilt).toEqual([])
      }
      expect(may(images, {})).toEqual(images.filter(({ prune }) => prune).map(({ id }) => id))
    }),
  )
})
