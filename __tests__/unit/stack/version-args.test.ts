import { expect, test } from '@jest/globals'
import { declaredArgs } from '../../../src/stack/dockerfile.js'
import { DEFAULT_LADDER, type Stage } from '../../../src/stack/stages.js'
import { builtVersion, withVersionArgs } from '../../../src/stack/version-args.js'
import { loadSpec } from '../../../src/stack/spec/load.js'

const stage = (name: string, from: string | undefined, tag: string, dockerfile?: string): Stage => ({
  ...{ name, from, tags: [tag, name], dockerfile, suites: [], gitTag: undefined },
})
const local = stage('local', undefined, 'local-{user}-{version}')
const dev = stage('dev', 'local', 'dev-{minor}')
const prod = stage('prod', 'dev', 'prod-{version}', 'prod.Dockerfile')

test.each([
  ['of what dev shares with its patches', [local, dev, prod], '1.2.0'],
  ['of a stage that is built: its own', [{ ...prod, from: undefined, dockerfile: undefined }, local, dev], '1.2.3'],
  ['where nobody speaks of X.Y.0', [local, prod], '1.2.3'],
  ['where only a stage that is built above does', [local, { ...prod, from: 'local', tags: ['prod-{minor}'] }], '1.2.3'],
  ['of UCSD’s ladder', DEFAULT_LADDER, '1.2.3'],
] as const)('the version of a build: %s', (_, stages, version) => {
  expect(builtVersion({ stages }, '1.2.3')).toBe(version)
  expect(builtVersion({ stages }, '')).toBe('')
})

test('Dockerfiles get it that ask for it; what the spec gives goes before', () => {
  const names = ['asks', 'old', 'both', 'silent']
  const spec = `images:\n${names.map((name) => `  ${name}: {image_name: acme/${name}}\n`).join('')}`
  const stack = loadSpec(spec, 'spec.yml')
  const text: Record<string, string> = {
    asks: 'ARG A=1 STACK_VERSION\nFROM x\n',
    old: 'FROM x\narg AM_CONTAINER_VERSION=none\n',
    both: 'FROM x\nARG STACK_VERSION\nARG AM_CONTAINER_VERSION\n',
    silent: 'FROM x\n# ARG STACK_VERSION\nONBUILD ARG STACK_VERSION\nRUN echo ARG STACK_VERSION\n',
  }
  const sources = new Map(Object.entries(text).map(([name, dockerfileText]) => [name, { dockerfileText }]))
  const argsOf = (of: typeof stack): object =>
    Object.fromEntries([...of.images].map(([name, { args }]) => [name, args]))
  expect(argsOf(withVersionArgs(stack, sources, '1.2.0'))).toEqual({
    asks: { STACK_VERSION: '1.2.0' },
    old: { AM_CONTAINER_VERSION: '1.2.0' },
    both: { STACK_VERSION: '1.2.0', AM_CONTAINER_VERSION: '1.2.0' },
    silent: {},
  })
  expect(withVersionArgs(stack, sources, '')).toBe(stack)
  const given = new Map([...stack.images].map(([name, image]) => [name, { ...image, args: { STACK_VERSION: 'own' } }]))
  const kept = withVersionArgs({ ...stack, images: given }, sources, '1.2.0')
  expect(kept.images.get('both')?.args).toEqual({ STACK_VERSION: 'own', AM_CONTAINER_VERSION: '1.2.0' })
  expect([...declaredArgs(text['asks'] ?? '')]).toEqual(['A', 'STACK_VERSION'])
})
