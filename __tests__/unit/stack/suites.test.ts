import { expect, test } from '@jest/globals'
import type { ImageSource } from '../../../src/stack/model.js'
import { loadSpec } from '../../../src/stack/spec/load.js'
import { plannedSuites, type PlannedSuite } from '../../../src/stack/suites.js'

const SPEC = `
  images: {base: , tools: , mid: {depend_on: base}, leaf: {depend_on: [tools, mid]}, other: }
  suites:
    smoke: {run: [jupyter, --version], timeout: 90s}
    gpu: {run: nvidia-smi, images: [leaf], files: checks, network: true}
`
const source = (name: string): ImageSource => ({
  contextHash: '',
  dockerfileText: '',
  tests: name === 'tools' ? undefined : `${name}/test`,
  integrationTests: name === 'leaf' ? 'leaf/integration_tests' : undefined,
})

function suitesOf(name: string, commonTests: string | undefined): PlannedSuite[] {
  const stack = loadSpec(SPEC, 'spec.yml')
  const image = stack.images.get(name)
  if (image === undefined) throw new Error(name)
  const sources = new Map(stack.order.map((one) => [one, source(one)]))
  return plannedSuites(image, { stack, sources, commonTests, defaultTimeoutMs: 1000 })
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
