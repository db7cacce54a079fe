import { expect, test } from '@jest/globals'
import fc from '../property.js'
import {
  candidateTag,
  contextKey,
  fingerprint,
  suitesKey,
  testedTag,
  type FingerprintParts,
} from '../../../src/stack/fingerprint.js'
import { isTag } from '../../../src/stack/refs.js'
import type { PlannedSuite, SuiteSettings } from '../../../src/stack/suites.js'
import { suiteOf } from './planning.js'

const text = fc.string({ maxLength: 12 })
const args = fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'constructor', '1', '2')), text, { maxKeys: 5 })
const parts: fc.Arbitrary<FingerprintParts> = fc.record({
  context: text,
  args,
  platform: text,
  bases: fc.array(text, { maxLength: 4 }),
})

test('the order of build args does not matter', () => {
  fc.assert(
    fc.property(parts, (all) => {
      const reversed = Object.fromEntries(Object.entries(all.args).reverse())
      expect(fingerprint({ ...all, args: reversed })).toBe(fingerprint(all))
    }),
  )
})

test('equal fingerprints mean equal parts', () => {
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const key = (all: FingerprintParts): unknown => ({ ...all, args: Object.entries(all.args).sort() })
      const equal = JSON.stringify(key(one)) === JSON.stringify(key(other))
      expect(fingerprint(one) === fingerprint(other)).toBe(equal)
    }),
  )
})

const known: FingerprintParts = {
  context: 'c',
  args: { A: '1' },
  platform: 'linux/amd64',
  bases: ['p', 'q'],
}

test.each<[string, Partial<FingerprintParts>]>([
  ['context', { context: 'd' }],
  ['value of an arg', { args: { A: '2' } }],
  ['name of an arg', { args: { B: '1' } }],
  ['one arg more', { args: { A: '1', B: '' } }],
  ['an arg that looks like two', { args: { A: '1","B":"' } }],
  ['platform', { platform: 'linux/arm64' }],
  ['a base', { bases: ['p', 'r'] }],
  ['a base less', { bases: ['p'] }],
  ['which parent comes first (it is BASE_IMAGE)', { bases: ['q', 'p'] }],
  ['bases that run together', { bases: ['pq'] }],
])('sensitive to: %s', (_what, change) => {
  expect(fingerprint({ ...known, ...change })).not.toBe(fingerprint(known))
})

test('a fingerprint is 32 hexadecimal digits, and its candidate a tag', () => {
  fc.assert(
    fc.property(parts, (all) => {
      expect(fingerprint(all)).toMatch(/^[0-9a-f]{32}$/)
      expect(isTag(candidateTag(fingerprint(all)))).toBe(true)
    }),
  )
})

test('equal keys of a context mean equal files and Dockerfiles', () => {
  const pair = fc.tuple(fc.constantFrom('', 'a', 'ab'), fc.constantFrom('', 'b', 'bc', 'c'))
  fc.assert(
    fc.property(pair, pair, (one, other) => {
      expect(contextKey(...one) === contextKey(...other)).toBe(JSON.stringify(one) === JSON.stringify(other))
    }),
  )
})

const services = { file: 'ci/compose.yml', envFile: 'ci/.env' }
const suite = suiteOf({ run: ['x', 'y'], files: 'checks', shared: ['conftest.py'], settings: { services } })
const keyOf = (suites: readonly PlannedSuite[], print = 'p', files: Record<string, string> = {}): string | undefined =>
  suitesKey(print, suites, (path) => files[path] ?? `files of ${path}`)
const changed = (more: Parameters<typeof suiteOf>[0]): string | undefined =>
  keyOf([suiteOf({ ...suite, ...more, settings: { ...suite.settings, ...more?.settings } })])

test.each<[string, string | undefined]>([
  ['content', keyOf([suite], 'q')],
  ['files', keyOf([suite], 'p', { checks: 'other' })],
  ['files above them', keyOf([suite], 'p', { 'conftest.py': 'other' })],
  ['the services', keyOf([suite], 'p', { 'ci/compose.yml': 'other' })],
  ['the environment of the services', keyOf([suite], 'p', { 'ci/.env': 'other' })],
  ['the directory of the files', changed({ files: 'other' })],
  ['no files', changed({ files: undefined })],
  ['a file above less', changed({ shared: [] })],
  ['other services', changed({ settings: { services: { ...services, file: 'ci/other.yml' } } })],
  ['name', changed({ name: 'smoke2' })],
  ['kind', changed({ kind: 'pytest' })],
  ['place', changed({ on: 'host' })],
  ['before or after the push', changed({ pushed: true })],
  ['command', changed({ run: ['x y'] })],
  ['targets', changed({ targets: ['test_x.py'] })],
  ['environment', changed({ environment: 'ml' })],
  ['one suite more', keyOf([suite, { ...suite, name: 'more' }])],
])('what has been tested depends on the suites: %s', (_what, key) => {
  expect(key).toMatch(/^[0-9a-f]{32}$/)
  expect(key).not.toBe(keyOf([suite]))
})

test.each<Partial<SuiteSettings>>([
  { network: true },
  { memory: 1e9 },
  { cpus: 2 },
  { docker: 'dind' },
  { markers: 'fast' },
  { args: ['-k', 'x'] },
  { skip: ['x'] },
  { reruns: 1 },
  { expect: 'fail' },
  { mayBeEmpty: true },
  { env: { A: 'x' } },
  { passEnv: ['A'] },
  { start: { ports: [80], ready: undefined, readyMs: undefined, command: undefined, env: {} } },
  { start: { ports: [80], ready: '/', readyMs: undefined, command: ['x'], env: {} } },
])('what has been tested depends on how they run: %j', (settings) => {
  expect(changed({ settings })).not.toBe(keyOf([suite]))
})

test.each<Parameters<typeof suiteOf>[0]>([
  { timeoutMs: 1 },
  { settings: { timeoutMs: 1 } },
  { settings: { jobs: 4 } },
  { of: 'base' },
])('what has been tested does not depend on how long it may take, nor on whose it is: %j', (more) => {
  expect(changed(more)).toBe(keyOf([suite]))
})

test('what has been tested does not depend on suites that are off', () => {
  const off = { ...suite, name: 'gpu', off: 'why' }
  expect(keyOf([off, suite, off])).toBe(keyOf([suite]))
  expect(isTag(testedTag(keyOf([suite]) ?? ''))).toBe(true)
})

test.each([[[]], [[{ ...suite, off: 'why' }]]])('of no suites nothing can be said', (suites) => {
  expect(keyOf(suites)).toBeUndefined()
})
