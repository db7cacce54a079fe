import { describe, expect, test } from '@jest/globals'
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

describe('what counts as an instruction', () => {
  test.each<[string, string, string[]]>([
    ['a byte-order mark', '\ufeffFROM x\nFROM y', ['x', 'y']],
    ['CRLF', 'ARG V=1\r\nFROM x:$V AS a\r\nFROM a\r\nCOPY --from=y:2 a b\r\n', ['x:1', 'y:2']],
    ['lower case', 'arg v=1\nfrom x:$v as A\ncopy --from=a / /\nrun --mount=from=y true', ['x:1', 'y']],
    ['a continuation', 'FROM x:\\\n1 AS a\nFROM y\\\n  AS b', ['x:1', 'y']],
    ['a continuation over a comment and an empty line', 'FROM x \\\n# FROM no\n\n  AS y\nFROM y\nFROM z', ['x', 'z']],
    ['a continued RUN over an empty line', 'FROM x\nRUN a \\\n\n  FROM no\nFROM y', ['x', 'y']],
    ['a doubled backslash continues nothing', 'FROM x\nRUN echo \\\\\nFROM y', ['x', 'y']],
    ['a comment that ends with a backslash', '# no \\\nFROM x', ['x']],
    ['the escape directive', '# escape=`\nFROM x `\n  AS a\nRUN dir C:\\\nFROM a\nFROM y', ['x', 'y']],
    ['a directive after a comment is a comment', '# hello\n# escape=`\nFROM x \\\n AS a\nFROM a', ['x']],
    ['ONBUILD is for the children', 'FROM x\nONBUILD COPY --from=y a b\nONBUILD RUN --mount=from=z true', ['x']],
    ['COPY in the JSON form', 'FROM x\nCOPY --from=y ["a b", "/c"]', ['x', 'y']],
    ['a space that does not break is a letter', 'FROM x\nCOPY \u00a0--from=y a b', ['x']],
    ['a flag in quotes and escapes', 'FROM x\nCOPY --from=\\y":1" a b', ['x', 'y:1']],
    ['a flag under the escape directive', '# escape=`\nFROM x\nCOPY --from=`y:1 a b', ['x', 'y:1']],
    ['an empty file', '', []],
  ])('%s', (_what, text, expected) => expect(refs(text)).toEqual(expected))

  test.each<[string, string]>([
    ['of RUN', 'RUN <<EOF\nFROM no\nEOF'],
    ['of COPY', 'COPY <<EOF /etc/x\nFROM no\nCOPY --from=no a b\nEOF'],
    ['of ADD and a file descriptor', 'ADD 3<<EOF /etc/x\nFROM no\nEOF'],
    ['quoted', "RUN cat <<'EOF' > /x\nFROM no\nEOF"],
    ['in double quotes', 'RUN cat <<"EOF" > /x\nFROM no\nEOF'],
    ['with tabs', 'RUN <<-EOF\n\tFROM no\n\tEOF'],
    ['whose end word is indented in its body', 'RUN <<EOF\n  EOF\nFROM no\nEOF'],
    ['two at once', 'COPY <<A <<B /x/\nFROM no\nA\nFROM no\nB'],
    ['after a continuation', 'RUN set -e && \\\n  cat <<EOF\nFROM no\nEOF'],
    ['with CRLF', 'RUN <<EOF\r\nFROM no\r\nEOF\r'],
    ['of ONBUILD', 'ONBUILD RUN <<EOF\nFROM no\nEOF'],
    ['with a flag before', 'RUN --mount=type=cache,target=/c <<EOF\nFROM no\nEOF'],
    ['with lines that end in a backslash', 'RUN <<EOF\na \\\nEOF'],
  ])('a here-document %s is no code', (_what, instruction) => {
    expect(refs(`FROM x\n${instruction}\nFROM y`)).toEqual(['x', 'y'])
  })

  test.each<[string, string]>([
    ['a here-string', 'RUN cat <<<EOF'],
    ['a shift', 'RUN echo $((1<<2))'],
    ['one inside quotes', "RUN sh -c 'cat <<EOF'"],
    ['the JSON form', 'RUN ["cat", "<<EOF"]'],
    ['one that the shell takes apart', 'RUN cat<<EOF'],
    ['one of an instruction without them', 'LABEL x=y <<EOF'],
  ])('%s is no here-document', (_what, instruction) => {
    expect(refs(`FROM x\n${instruction}\nFROM y`)).toEqual(['x', 'y'])
  })

  test('what only begins like the JSON form takes here-documents', () => {
    expect(refs('FROM x\nRUN ["a"] <<EOF\nFROM no\nEOF\nFROM y')).toEqual(['x', 'y'])
  })

  test('a here-document that is not closed reaches to the end', () => {
    expect(refs('FROM x\nRUN <<EOF\nFROM y')).toEqual(['x'])
  })
})

describe('stages', () => {
  test.each<[string, string, string[]]>([
    ['FROM names a stage above, not one below', 'FROM b AS a\nFROM x AS b\nFROM a', ['b', 'x']],
    ['FROM its own name is the image', 'FROM python AS python\nFROM python', ['python']],
    ['COPY names a stage below too', 'FROM x\nCOPY --from=late / /\nFROM y AS late', ['x', 'y']],
    ['a number is a stage for COPY, an image for FROM', 'FROM x\nCOPY --from=0 / /\nFROM 0', ['x', '0']],
    ['a name that comes out of a variable', 'ARG S=a\nFROM x AS a\nFROM ${S}\nFROM y', ['x', 'y']],
    ['the last from= of a mount counts', 'FROM x\nRUN --mount=from=a,target=/t,from=b true', ['x', 'b']],
    ['keys of a mount in any case', 'FROM x\nRUN --mount=type=cache,FROM=y,target=/t true', ['x', 'y']],
    ['--from in a command is no flag', 'FROM x\nRUN tool --from=y\nCOPY a --from=z', ['x']],
    [
      'quotes around a flag',
      'FROM x\nCOPY --from="y:1" a b\nRUN --mount=type=bind,"from=z",target=/t true',
      ['x', 'y:1', 'z'],
    ],
    ['scratch is nothing', 'FROM scratch\nFROM scratch AS a', []],
  ])('%s', (_what, text, expected) => expect(refs(text)).toEqual(expected))
})

describe('variables', () => {
  test.each<[string, string | undefined]>([
    ['${EMPTY:-other}', 'other'],
    ['${EMPTY-other}', undefined],
    ['${EMPTY:+set}', undefined],
    ['${EMPTY+set}', 'set'],
    ['${NONE+set}', undefined],
    ['${NONE:-${X}}', 'x:1'],
    ['${NONE:-"a:1"}', 'a:1'],
    ['${X:?missing}', 'x:1'],
    ['${NONE:?missing}', undefined],
    ['${X:?with spaces}', undefined],
    ['${X%:*}', 'x'],
    ['${X#*:}', '1'],
    ['${PATHS##*/}', 'c'],
    ['${PATHS%%/*}', 'a'],
    ['${PATHS/b/x}', 'a/x/c/b'],
    ['${PATHS//b/x}', 'a/x/c/x'],
    ['"x:1"', 'x:1'],
    ["'$X'", '$X'],
    ['\\$X', '$X'],
    ['$X$', 'x:1$'],
    ['${X', undefined],
    ['"x', undefined],
    ['${X!y}', undefined],
    ['${X:%y}', undefined],
    ['${X#\\a}', undefined],
    ['${X%\\*}', 'x:1'],
  ])('FROM %s is %j', (from, expected) => {
    const paths = from.includes('/b/') || from.includes('//b') ? 'a/b/c/b' : 'a/b/c'
    expect(refs(`ARG X=x:1\nARG EMPTY=\nARG NONE\nARG PATHS=${paths}\nFROM ${from}`)).toEqual(
      expected === undefined ? [] : [expected],
    )
  })

  test('quotes of a default are taken off, and a later ARG sees the earlier one', () => {
    expect(refs('ARG A="x" B=\'$A\'\nARG C="${A}:1"\nFROM ${C}\nFROM ${B}y')).toEqual(['x:1', '$Ay'])
  })

  test('a build arg counts as it is given: nothing in it is resolved', () => {
    expect(refs('ARG V=1\nARG X\nFROM ${X}', { X: 'x:$V' })).toEqual(['x:$V'])
  })

  test('an ARG after the first FROM is not seen by FROM', () => {
    expect(refs('FROM x\nARG V=1\nFROM y:${V:-none}')).toEqual(['x', 'y:none'])
  })

  test('platforms are known without an ARG, and build args change them', () => {
    const text = 'FROM x-$TARGETARCH$TARGETVARIANT\nFROM --platform=$BUILDPLATFORM y-$BUILDOS'
    expect(basesOf(text, {}, 'linux/arm64/v8').map((use) => use.ref)).toEqual(['x-arm64v8', 'y-linux'])
    expect(basesOf(text, { TARGETARCH: 'riscv64' }, 'linux/amd64').map((use) => use.ref)).toEqual([
      'x-riscv64',
      'y-linux',
    ])
    expect(refs('FROM x-${TARGETARCH:-unknown}')).toEqual(['x-unknown'])
  })

  test('braces without end take no time', () => {
    expect(refs(`FROM ${'${A:-'.repeat(50_000)}`)).toEqual([])
    expect(refs(`ARG V=${'a'.repeat(1000)}\nFROM \${V##${'*a'.repeat(30)}b}`)).toEqual(['a'.repeat(1000)])
  })

  test.each([
    ['replaced', `ARG X=${'a'.repeat(1000)}\nFROM y\${X//*${'a'.repeat(60)}b/}x`, [`y${'a'.repeat(1000)}x`]],
    ['replaced by more than is read', `ARG X=${'a'.repeat(1000)}\nFROM y\${X//*${'a'.repeat(400)}b/}x`, []],
    ['cut off', `ARG X=${'a'.repeat(1000)}\nFROM y\${X%%*${'a'.repeat(400)}b}x`, []],
    ['that grow', `ARG X=${'a'.repeat(1000)}\nFROM y\${X//a/${'b'.repeat(1000)}}`, []],
    ['that double', `ARG A0=abcdefgh\n${double(40)}FROM $A40`, []],
  ])('values that are %s take no time', (_what, text, expected) => {
    const begin = performance.now()
    expect(refs(text)).toEqual(expected)
    expect(performance.now() - begin).toBeLessThan(1000)
  })
})

test('a Jupyter stack: the base comes out of three ARGs', () => {
  const text = [
    'ARG REGISTRY=quay.io',
    'ARG OWNER=jupyter',
    'ARG BASE_IMAGE=$REGISTRY/$OWNER/base-notebook',
    'FROM $BASE_IMAGE',
    'LABEL maintainer="Project Jupyter"',
    'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
    'RUN apt-get update --yes && \\',
    '    # for latex labels',
    '    apt-get install --yes cm-super && \\',
    '    apt-get clean',
    'COPY --chown="${NB_UID}:${NB_GID}" setup.py /opt/',
  ].join('\n')
  expect(refs(text)).toEqual(['quay.io/jupyter/base-notebook'])
  expect(refs(text, { OWNER: 'acme' })).toEqual(['quay.io/acme/base-notebook'])
  expect(refs(text, { BASE_IMAGE: 'mine:fp-1' })).toEqual(['mine:fp-1'])
})

/** ARGs that are each twice the one before. */
function double(times: number): string {
  return Array.from({ length: times }, (_, at) => `ARG A${at + 1}=$A${at}$A${at}\n`).join('')
}
