import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import type { ImageSource } from '../../../src/stack/model.js'
import { loadSpec } from '../../../src/stack/spec/load.js'
import { plannedSuites, testedLineages, type PlannedSuite } from '../../../src/stack/suites.js'
import { sourcesOf } from './planning.js'
import { descendantsOf, shapes, specOf } from './stacks.js'

const SPEC = `
  images: {base: , tools: , mid: {depend_on: base}, leaf: {depend_on: [tools, mid]}, other: }
  suites:
    smoke: {run: [jupyter, --version], timeout: 90s}
    gpu: {run: nvidia-smi, images: [leaf], files: checks, network: true}
`
const source = (name: string): ImageSource => ({
  contextHash: '',
  dockerfileText: '',
  copied: { kind: 'all', onbuild: false },
  tests: name === 'tools' ? undefined : `${name}/test`,
  integrationTests: name === 'leaf' ? 'leaf/integration_tests' : undefined,
})

function suitesOf(name: string, commonTests: string | undefined): PlannedSuite[] {
  const stack = loadSpec(SPEC, 'spec.yml')
  const image = stack.images.get(name)
  if (image === undefined) throw new Error(name)
  const sources = new Map(stack.order.map((one) => [one, source(one)]))
  const lineage = testedLineages({ stack, sources }).get(name) ?? []
  return plannedSuites(image, lineage, { stack, sources, commonTests, defaultTimeoutMs: 1000 })
}

test.each([
  ['base', 'tests_common', ['tests_common', 'base', 'smoke']],
  ['mid', 'tests_common', ['tests_common', 'base', 'mid', 'smoke']],
  ['leaf', undefined, ['base', 'mid', 'leaf', 'smoke', 'gpu', 'integration_tests']],
  ['tools', undefined, ['smoke']],
])('the suites of %s: common (%s), its ancestors’, its own, the spec’s', (name, common, expected) => {
  expect(suitesOf(name, common).map((suite) => suite.name)).toEqual(expected)
})

test('the names of the suites of an image are unique, wherever they come from', () => {
  const names = suitesOf('leaf', 'tests_common').map((suite) => suite.name)
  expect(new Set(names).size).toBe(names.length)
})

test('each suite knows its kind, files and limits', () => {
  const [base, , , smoke, gpu, integration] = suitesOf('leaf', undefined)
  expect(base).toEqual({
    name: 'base',
    kind: 'pytest',
    run: [],
    files: 'base/test',
    timeoutMs: 1000,
    network: false,
    note: undefined,
  })
  expect(smoke).toMatchObject({ kind: 'command', run: ['jupyter', '--version'], files: undefined, timeoutMs: 90_000 })
  expect(gpu).toMatchObject({ run: ['nvidia-smi'], files: 'checks', timeoutMs: 1000, network: true })
  expect(integration).toMatchObject({ kind: 'off', files: 'leaf/integration_tests' })
  expect(integration?.note).toContain('host')
})

describe('whose tests an image gets', () => {
  const lineagesOf = (spec: string, untested: readonly string[] = []): Record<string, readonly string[]> => {
    const stack = loadSpec(spec, 'spec.yml')
    const tests = (name: string): Partial<ImageSource> =>
      untested.includes(name) ? { tests: undefined } : { tests: name }
    const own = Object.fromEntries(stack.order.map((name) => [name, tests(name)]))
    return Object.fromEntries(testedLineages({ stack, sources: sourcesOf(stack, own) }))
  }

  test('those of its ancestors, each once, the roots first', () => {
    expect(
      lineagesOf('images: {b: , a: , l: {depend_on: [a, b]}, r: {depend_on: b}, leaf: {depend_on: [r, l]}}'),
    ).toEqual({
      b: ['b'],
      a: ['a'],
      l: ['b', 'a', 'l'],
      r: ['b', 'r'],
      leaf: ['b', 'a', 'l', 'r', 'leaf'],
    })
  })

  test('images without tests share the list of their parent', () => {
    const all = lineagesOf('images: {a: , b: {depend_on: a}, c: {depend_on: b}, d: {depend_on: [c, a]}}', [
      'b',
      'c',
      'd',
    ])
    expect(all['d']).toEqual(['a'])
    for (const name of ['b', 'c']) expect(all[name]).toBe(all['a'])
  })

  test('are the tested ones among itself and its ancestors, in the order of the stack', () => {
    fc.assert(
      fc.property(shapes, fc.array(fc.nat(), { maxLength: 4 }), (shape, picks) => {
        const names = [...shape.parents.keys()]
        const untested = picks.map((pick) => names[pick % names.length] ?? '')
        const { order } = loadSpec(specOf(shape), 'spec.yml')
        const all = lineagesOf(specOf(shape), untested)
        for (const name of names) {
          const reaches = (above: string): boolean => above === name || descendantsOf(shape, above).has(name)
          expect(all[name]).toEqual(order.filter((above) => reaches(above) && !untested.includes(above)))
        }
      }),
    )
  })
})
