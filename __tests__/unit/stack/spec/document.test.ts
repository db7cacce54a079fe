import { expect, test } from '@jest/globals'
import { parseSpecDocument } from '../../../../src/stack/spec/document.js'
import { messagesOf, problemsOf } from '../../support.js'

const valueOf = (text: string): unknown => parseSpecDocument(text, 'spec.yml').value

test.each([
  ['3.10', '3.10'],
  ['2026.10', '2026.10'],
  ['0x1F', '0x1F'],
  ['1e3', '1e3'],
  ['-0', '-0'],
  ['007', '007'],
  ['.5', '.5'],
  ['10000000000000000001', '10000000000000000001'],
  ['"3.10"', '3.10'],
  ['python-3.11.8', 'python-3.11.8'],
  ['yes', 'yes'],
])('the number %s keeps the form it was written in', (written, expected) => {
  expect(valueOf(`prefix: ${written}`)).toEqual({ prefix: expected })
})

test('true and false are texts below build_args and dbuild_env, and booleans elsewhere', () => {
  expect(valueOf('prune: true\nbuild_args: {A: true, B: False}\ndbuild_env: {common: {C: false}}\n')).toEqual({
    prune: true,
    build_args: { A: 'true', B: 'False' },
    dbuild_env: { common: { C: 'false' } },
  })
})

test('aliases and merge keys are resolved', () => {
  expect(valueOf('base: &b {x: 1.0}\na: *b\nc:\n  <<: *b\n  y: z\n')).toEqual({
    base: { x: '1.0' },
    a: { x: '1.0' },
    c: { x: '1.0', y: 'z' },
  })
})

test.each([
  ['a tab', 'images:\n\ta: {}\n', 2, 1, 'Tabs are not allowed as indentation', 'Indent with spaces'],
  ['a bad indent', 'images:\n  a: {}\n b: {}\n', 3, 1, 'must start at the same column', 'Check the indentation'],
  ['a duplicate key', 'images:\n  a: {}\n  a: {}\n', 3, 3, '"a" is in this map twice', 'Remove or rename'],
  ['two documents', 'images: {}\n---\nimages: {}\n', 2, 1, 'multiple documents', 'one document'],
  ['an open quote', 'images:\n  a: "x\n', 3, 1, 'Missing closing "quote', undefined],
  ['an open list', 'images: [a, b\n', 2, 1, 'Flow sequence', undefined],
])('%s is a syntax error with its place', (_what, text, line, column, message, remedy) => {
  const [problem] = problemsOf(() => valueOf(text))
  expect(problem).toMatchObject({ file: 'spec.yml', line, column })
  expect(problem?.message).toContain(message)
  expect(problem?.remedy ?? '').toContain(remedy ?? '')
})

test('every syntax error is reported at once, up to twenty', () => {
  expect(problemsOf(() => valueOf('a: 1\na: 2\na: 3\n'))).toHaveLength(2)
  expect(problemsOf(() => valueOf('a: 1\n'.repeat(100)))).toHaveLength(20)
})

test('a problem shows the line it is about, also with Windows line ends', () => {
  const document = parseSpecDocument('images:\r\n  a:\r\n    depend_on: b\r\n', 'x/spec.yml')
  expect(document.problem(['images', 'a', 'depend_on'], 'no such image', { remedy: 'Write one.' })).toEqual({
    message: 'images.a.depend_on: no such image',
    file: 'x/spec.yml',
    line: 3,
    column: 16,
    excerpt: '    depend_on: b',
    remedy: 'Write one.',
  })
})

test.each([
  [[], 'value', 1, 1],
  [['images'], 'key', 1, 1],
  [['images', 'a'], 'key', 2, 3],
  [['images', 'a'], 'value', 2, 9],
  [['images', 'a', 'list', 1], 'value', 2, 20],
  [['images', 'a', 'missing'], 'value', 2, 9],
  [['images', 'b', 'list'], 'key', 2, 10],
] as const)('%j (%s) stands in line %i, column %i', (path, what, line, column) => {
  const document = parseSpecDocument('images:\n  a: &x {list: [1, 2]}\n  b: *x\n', 'spec.yml')
  expect(document.position(path, what)).toMatchObject({ line, column })
})

test('a bomb of aliases is refused before it goes off', () => {
  const levels = Array.from(
    { length: 30 },
    (_, level) => `x${level + 1}: &x${level + 1} [${Array(9).fill(`*x${level}`).join(', ')}]`,
  )
  expect(messagesOf(() => valueOf(['x0: &x0 [lol]', ...levels].join('\n')))).toEqual([
    expect.stringContaining('expand to too much'),
  ])
})

test('a block that two thousand images share is no bomb', () => {
  const images = Array.from({ length: 2000 }, (_, index) => `i${index}: *shared`)
  expect(Object.keys(valueOf(['base: &shared {A: 1}', ...images].join('\n')) as object)).toHaveLength(2001)
})

test.each([
  ['an alias of nothing', 'images:\n  a: *x\n', 'there is no anchor "&x" above', 2, 6],
  ['an alias of something below', 'a: *x\nb: &x 1\n', 'there is no anchor "&x" above', 1, 4],
  ['a map that holds itself', 'images: &a\n  a: *a\n', '"*a" stands in what it repeats', 2, 6],
  ['a list that holds itself', 'a: &a [*a]\n', '"*a" stands in what it repeats', 1, 8],
])('%s is an error at the alias', (_what, text, message, line, column) => {
  expect(problemsOf(() => valueOf(text))).toEqual([expect.objectContaining({ message, line, column })])
})

test.each([
  ['flow lists', '['.repeat(100_000)],
  ['closed flow lists', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['maps', '{a: '.repeat(100_000)],
  ['sequences', '- '.repeat(100_000)],
  ['keys', '? '.repeat(100_000)],
  ['block maps', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
])('%s nested without end are refused, and the process lives', (_what, text) => {
  expect(messagesOf(() => valueOf(text))).toEqual(['this nests deeper than 64 levels'])
})

test.each(['__proto__: {a: b}', 'images: {__proto__: {}}', 'images: {a: {<<: {__proto__: {x: y}}}}'])(
  '%s is refused and changes no prototype',
  (text) => {
    expect(messagesOf(() => valueOf(text))).toEqual(['"__proto__" cannot be a name here'])
    expect(Object.keys(Object.prototype)).toEqual([])
  },
)
