import { expect, test } from '@jest/globals'
import { basesOf } from '../../../src/stack/dockerfile.js'

const refs = (text: string, args: Record<string, string> = {}): string[] => basesOf(text, args).map((use) => use.ref)

test.each([
  ['FROM debian:12', ['debian:12']],
  ['from debian', ['debian']],
  ['# syntax=docker/dockerfile:1\n\nFROM --platform=$BUILDPLATFORM x:1 AS b\nFROM b', ['x:1']],
  ['FROM x AS Tools\nFROM y\nCOPY --from=tools /a /a\nCOPY --from=0 /b /b', ['x', 'y']],
  ['FROM scratch\nCOPY --link --from=alpine:3 /bin /bin', ['alpine:3']],
  ['FROM x\nRUN --mount=type=bind,from=tools:1,target=/t --mount=type=cache,target=/c make', ['x', 'tools:1']],
  ['FROM x AS a\nFROM y\nRUN --mount=from=a,target=/t make', ['x', 'y']],
  ['FROM \\\n  x:1', ['x:1']],
  ['FROM x\nRUN <<EOF\nFROM y\nCOPY --from=z a b\nEOF', ['x']],
  ['', []],
])('%j is built on %j', (text, expected) => expect(refs(text)).toEqual(expected))

test.each([
  ['FROM $X', 'x:1'],
  ['FROM ${X}', 'x:1'],
  ['FROM ${X:-other}', 'x:1'],
  ['FROM ${NONE:-other:2}', 'other:2'],
  ['FROM ${NONE-other:2}', 'other:2'],
  ['FROM ${X:+set}', 'set'],
  ['FROM base:${V}', 'base:3.10'],
  ['FROM base:$V-slim', 'base:3.10-slim'],
])('variables: %s is %s', (from, expected) => {
  expect(refs(`ARG X=none\nARG V=3.10\nARG NONE\n${from}`, { X: 'x:1' })).toEqual([expected])
})

test('an ARG may build on another, and one line may declare several', () => {
  expect(refs('ARG V=1\nARG TAG=v$V\nFROM x:$TAG')).toEqual(['x:v1'])
  expect(refs('ARG A=1 B=2\nFROM x:$A-$B', { B: '3' })).toEqual(['x:1-3'])
})

test('a build arg that no ARG declares does not reach FROM', () => {
  expect(refs('FROM x:${V:-none}', { V: '1' })).toEqual(['x:none'])
})

test('an ARG may have a name that JavaScript objects have already', () => {
  expect(refs('ARG constructor=x\nARG toString\nARG __proto__=1\nFROM a:$constructor')).toEqual(['a:x'])
})

test('a use knows how it is written and where', () => {
  expect(basesOf('ARG X\n\nFROM ${X} AS a\n# from\nFROM a\nCOPY --from=y:1 / /\n', { X: 'x:fp-1' })).toEqual([
    { ref: 'x:fp-1', written: '${X}', line: 3 },
    { ref: 'y:1', written: 'y:1', line: 6 },
  ])
})
