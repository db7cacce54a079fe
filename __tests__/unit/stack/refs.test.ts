import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import { isRegistryBase, isTag, parseRepository, rebase, safeName, splitRef } from '../../../src/stack/refs.js'

const component = fc.stringMatching(/^[a-z0-9]{1,6}((\.|_|__|-{1,3})[a-z0-9]{1,4}){0,2}$/)
const path = fc.array(component, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
const host = fc.oneof(
  fc.constantFrom('localhost', 'ghcr.io', '127.0.0.1', '[::1]', 'Registry.Example.COM'),
  fc.stringMatching(/^[a-z0-9]{1,5}\.[a-z]{2,3}$/),
)
const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined })
const registry = fc.tuple(host, port).map(([name, number]) => (number === undefined ? name : `${name}:${number}`))

describe('names of repositories', () => {
  test('with a host survive being taken apart and put together', () => {
    fc.assert(
      fc.property(registry, path, (base, name) => {
        expect(parseRepository(`${base}/${name}`)).toEqual({ host: base, explicit: true, path: name })
      }),
    )
  })

  test('without a host mean Docker Hub', () => {
    fc.assert(
      fc.property(path, (name) => {
        fc.pre(!/^(localhost|[^/]*\.[^/]*)\//.test(name))
        expect(parseRepository(name)).toEqual({ host: 'docker.io', explicit: false, path: name })
      }),
    )
  })

  test('whatever the text, a parsed name gives the text back', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z.:/[\]_-]{1,20}$/)), (text) => {
        const parsed = parseRepository(text)
        if (parsed !== undefined) expect(parsed.explicit ? `${parsed.host}/${parsed.path}` : parsed.path).toBe(text)
      }),
    )
  })

  test.each([
    '',
    '/',
    'a/',
    '/a',
    'a//b',
    'A',
    'acme/X',
    'a:1',
    'a@sha256',
    'a b',
    'a..b',
    'a___b',
    '-a',
    'a-',
    'ä',
    'http://a/b',
    'a.b:x/c',
    'a\n',
    'a'.repeat(256),
  ])('%j is none', (name) => expect(parseRepository(name)).toBeUndefined())
})

test.each([
  ['ghcr.io', true],
  ['ghcr.io/acme', true],
  ['127.0.0.1:5000/acme/team', true],
  ['localhost', true],
  ['[::1]:5000', true],
  ['acme', false],
  ['ghcr.io/acme/', false],
  ['https://ghcr.io', false],
  ['ghcr.io/acme:tag', false],
  ['', false],
])('%j as a registry base: %s', (base, expected) => expect(isRegistryBase(base)).toBe(expected))

test.each([
  ['acme/x', '127.0.0.1:5000/y', '127.0.0.1:5000/y/x'],
  ['ghcr.io/a/b/c', 'quay.io', 'quay.io/c'],
  ['x', 'ghcr.io/acme', 'ghcr.io/acme/x'],
])('%s in %s is %s', (repository, base, expected) => expect(rebase(repository, base)).toBe(expected))

test.each([
  ['a:1', 'a', '1'],
  ['localhost:5000/a', 'localhost:5000/a', 'latest'],
  ['localhost:5000/a:b.c', 'localhost:5000/a', 'b.c'],
  ['a', 'a', 'latest'],
])('%s is %s at %s', (ref, repository, tag) => expect(splitRef(ref)).toEqual({ repository, tag }))

test('a ref is split where it was joined', () => {
  fc.assert(
    fc.property(registry, path, fc.stringMatching(/^\w[\w.-]{0,20}$/), (base, name, tag) => {
      expect(splitRef(`${base}/${name}:${tag}`)).toEqual({ repository: `${base}/${name}`, tag })
    }),
  )
})

test('a ref as a file name stays in its folder, whatever the ref', () => {
  expect(safeName('127.0.0.1:5000/acme/x:2026.4-main')).toBe('127.0.0.1-5000-acme-x-2026.4-main')
  fc.assert(fc.property(fc.string(), (ref) => expect(safeName(ref)).toMatch(/^[A-Za-z0-9._-]*$/)))
})

test.each(['a', '_', '1.0', 'A-b_c.d', 'x'.repeat(128)])('%s is a tag', (tag) => expect(isTag(tag)).toBe(true))
test.each(['', '.a', '-a', 'a/b', 'a b', 'a:b', 'ä', 'a\n', 'x'.repeat(129)])('%j is no tag', (tag) =>
  expect(isTag(tag)).toBe(false),
)
