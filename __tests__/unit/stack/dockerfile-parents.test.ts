import { describe, expect, test } from '@jest/globals'
import { inferParents, type InferenceFacts } from '../../../src/stack/dockerfile.js'

const image = (name: string, text: string, more: Partial<InferenceFacts> = {}): InferenceFacts => ({
  ...{ name, text, repository: name, declared: undefined, args: {} },
  ...more,
})
const base = image('base', 'FROM debian', { repository: 'ghcr.io/acme/base' })
const tools = image('tools', 'FROM debian', { repository: 'acme/tools' })
const parentsOf = (child: InferenceFacts, registries: string[] = []): string[] | undefined =>
  inferParents([base, tools, child], registries).get(child.name)

describe('the parents of an image', () => {
  test.each<[string, string, string[]]>([
    ['the image that FROM names', 'FROM ghcr.io/acme/base:1', ['base']],
    [
      'a name on Docker Hub, however it is written',
      'FROM index.docker.io/acme/tools\nFROM docker.io/acme/tools',
      ['tools'],
    ],
    ['an ARG default', 'ARG O=acme\nFROM ghcr.io/$O/base', ['base']],
    [
      'COPY and mounts',
      'FROM debian\nCOPY --from=acme/tools:2 a b\nRUN --mount=from=ghcr.io/acme/base,target=/t a',
      ['tools', 'base'],
    ],
    [
      'the base of the image first, whatever the order',
      'FROM acme/tools AS t\nFROM ghcr.io/acme/base\nCOPY --from=t a b',
      ['base', 'tools'],
    ],
    ['also over stages', 'FROM ghcr.io/acme/base AS b\nFROM acme/tools AS t\nFROM b', ['base', 'tools']],
    ['each once', 'FROM acme/tools AS t\nFROM acme/tools:2', ['tools']],
    ['not an image of another registry', 'FROM quay.io/acme/base', []],
    ['not a name that is only alike', 'FROM ghcr.io/acme/base-notebook\nFROM base', []],
    ['not an image pinned by its digest', `FROM ghcr.io/acme/base:1@sha256:${'0'.repeat(64)}`, []],
    ['nothing in a file without FROM', '', []],
  ])('%s', (_what, text, expected) => expect(parentsOf(image('child', text))).toEqual(expected))

  test('declared parents come first, what is used besides is one too; an empty list means none', () => {
    const text = 'FROM ghcr.io/acme/base'
    expect(parentsOf(image('child', text, { declared: ['tools', 'tools'] }))).toEqual(['tools', 'base'])
    expect(parentsOf(image('child', text, { declared: ['base'] }))).toEqual(['base'])
    expect(parentsOf(image('child', text, { declared: [] }))).toEqual([])
  })

  test('build args count', () => {
    const child = image('child', 'ARG BASE=debian\nFROM $BASE', { args: { BASE: 'acme/tools:3' } })
    expect(parentsOf(child)).toEqual(['tools'])
  })

  test('an image is not its own parent', () => {
    const python = image('python', 'FROM python:3.11')
    const app = image('app', 'FROM docker.io/library/python:3.11')
    expect([...inferParents([python, app], [])]).toEqual([
      ['python', []],
      ['app', ['python']],
    ])
  })

  test('an image may be named where the stack is pushed to', () => {
    const child = image('child', 'FROM 127.0.0.1:5000/lab/base:main\nCOPY --from=quay.io/acme/tools a b')
    expect(parentsOf(child)).toEqual([])
    expect(parentsOf(child, ['127.0.0.1:5000/lab', 'quay.io/acme'])).toEqual(['base', 'tools'])
  })

  test('a place that two images would have in a registry names neither; their own names still do', () => {
    const images = [
      image('a', 'FROM debian', { repository: 'ghcr.io/one/base' }),
      image('b', 'FROM debian', { repository: 'quay.io/two/base' }),
      image('c', 'FROM r.test/base\nCOPY --from=quay.io/two/base a b'),
    ]
    expect(inferParents(images, ['r.test']).get('c')).toEqual(['b'])
    expect(inferParents(images, ['quay.io/two']).get('c')).toEqual(['b'])
  })

  test('ten thousand images are linked in a moment', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      image(`i${index}`, `ARG V=1\nFROM ghcr.io/acme/i${index - 1}:$V AS b\nFROM b\nRUN make\n`, {
        repository: `ghcr.io/acme/i${index}`,
      }),
    )
    const started = process.hrtime.bigint()
    const parents = inferParents(many, ['r.test', 'quay.io/acme'])
    expect(parents.get('i9999')).toEqual(['i9998'])
    expect(parents.get('i0')).toEqual([])
    expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(10)
  })
})
