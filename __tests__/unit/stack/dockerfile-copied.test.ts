import { describe, expect, test } from '@jest/globals'
import { copiedPaths, matcher } from '../../../src/stack/dockerfile.js'
import fc from '../property.js'

const copied = (text: string, args: Record<string, string> = {}, platform?: string): string[] | 'all' => {
  const found = copiedPaths(text, args, platform)
  return found.kind === 'all' ? 'all' : [...found.globs]
}

describe('what is taken from the context', () => {
  test.each<[string, string[] | 'all']>([
    ['COPY a b /x/', ['a', 'b']],
    ['COPY ./a/ /b/../c/./d ../e /x/', ['a', 'c/d', 'e']],
    ['COPY a a /x/', ['a']],
    ['copy --chown=1:1 --chmod=755 --link a /x', ['a']],
    ['COPY ["a b", "c", "/x/"]', ['a b', 'c']],
    ['COPY conf/*.d/[a-z]?.conf /x/', ['conf/*.d/[a-z]?.conf']],
    ['COPY \\\n  a \\\n  # b\n  c /x/', ['a', 'c']],
    ['COPY . /x', 'all'],
    ['COPY a / /x/', 'all'],
    ['COPY a/.. /x/', 'all'],
    ['COPY [^a /x/', 'all'],
    ['COPY "a /x/', 'all'],
    ['ADD a.tar.gz /x', ['a.tar.gz']],
    ['ADD https://example.org/a.tgz git@github.com:a/b.git https://github.com/a/b.git /x/', []],
    ['ADD --checksum=sha256:0 https://example.org/${V}.tgz /x/', []],
    ['ADD ${URL} /x', 'all'],
    ['COPY --from=y a /x', []],
    ['COPY --exclude=*.md a /x', ['a']],
    ['COPY --parents a/./b/*.txt c/**/d e /x/', ['a/b', 'c', 'e']],
    ['COPY --parents **/x.txt /x/', 'all'],
    ['COPY --parents=false a/* /x/', ['a/*']],
    ['COPY <<EOF /x\nCOPY no /x\nEOF', []],
    ['COPY a <<EOF <<-"B" /x/\nno\nEOF\nno\n\tB', ['a']],
    ['RUN --mount=type=bind,source=a/b,target=/t make', ['a/b']],
    ['RUN --mount=src=a,target=/t make', ['a']],
    ['RUN --mount=target=/t make', 'all'],
    ['RUN --mount=type=bind,source=a,from=y,target=/t make', []],
    [
      'RUN --mount=type=cache,target=/t --mount=type=secret,id=a --mount=type=ssh --mount=type=tmpfs,target=/u make',
      [],
    ],
    ['RUN --mount=type=bind,source=a[1]*,target=/t make', ['a\\[1\\]\\*']],
    ['RUN --mount=type=$T,source=a,target=/t make', ['a']],
    ['RUN --mount=source=$S,target=/t make', 'all'],
    ['RUN cp a b', []],
    ['CMD ["COPY", "a", "b"]', []],
  ])('%j takes %j', (instruction, expected) => expect(copied(`FROM x\n${instruction}\n`)).toEqual(expected))

  test.each<[string, string, string[] | 'all']>([
    ['an ENV of the stage', 'FROM x\nENV D=dir\nCOPY $D/a /x', ['dir/a']],
    ['the old form of ENV', 'FROM x\nENV D some dir\nCOPY ["$D/a", "/x"]', ['some dir/a']],
    ['an ENV in terms of another', 'FROM x\nENV D=a\nENV E=${D}/b D=c\nCOPY $E $D /x/', ['a/b', 'c']],
    ['an ENV in terms of what is not known', 'FROM x\nENV D=$HOME\nCOPY $D/a /x', 'all'],
    ['an ENV of a stage above', 'FROM x AS a\nENV D=dir\nFROM a\nCOPY $D /x', ['dir']],
    ['an ENV of another stage', 'FROM x AS a\nENV D=dir\nFROM y\nCOPY $D /x', 'all'],
    ['an ARG on a base that may set it', 'FROM x\nARG D=dir\nCOPY $D /x', 'all'],
    ['an ARG on scratch', 'FROM scratch\nARG D=dir\nCOPY $D /x', ['dir']],
    ['a global ARG that the stage does not declare', 'ARG D=dir\nFROM scratch\nCOPY ${D:-none} /x', ['none']],
    ['a global ARG that it declares', 'ARG D=dir\nFROM scratch\nARG D\nCOPY $D /x', ['dir']],
    ['ENV before ARG', 'FROM scratch\nENV D=env\nARG D=arg\nCOPY $D /x', ['env']],
    ['a single quote', "FROM x\nCOPY '$D' /x", ['$D']],
    ['the platform where nobody says it', 'FROM scratch\nARG TARGETARCH\nCOPY app-$TARGETARCH /x', 'all'],
    ['an ADD of a known URL', 'FROM x\nENV U=https://example.org/a\nADD $U /x', []],
  ])('variables: %s', (_what, text, expected) => expect(copied(text)).toEqual(expected))

  test('build args and the platform count where the stage declares them', () => {
    expect(copied('FROM scratch\nARG D=dir\nCOPY $D /x', { D: 'other' })).toEqual(['other'])
    expect(copied('FROM scratch\nARG TARGETARCH\nCOPY app-$TARGETARCH /x', {}, 'linux/arm64')).toEqual(['app-arm64'])
  })

  test('all stages count, and one that takes everything is enough', () => {
    expect(copied('FROM x\nCOPY a /\nFROM y\nCOPY b /')).toEqual(['a', 'b'])
    expect(copied('FROM x\nCOPY . /\nFROM y\nCOPY b /')).toBe('all')
  })

  test.each([
    ['ONBUILD COPY . /app', true],
    ['ONBUILD ADD a /app', true],
    ['ONBUILD RUN --mount=target=/t make', true],
    ['ONBUILD COPY --from=y . /app', false],
    ['ONBUILD RUN make', false],
    ['COPY a /app', false],
  ])('%s is left to the children: %s', (instruction, onbuild) => {
    const found = copiedPaths(`FROM x\n${instruction}`, {})
    expect(found.onbuild).toBe(onbuild)
    if (onbuild) expect(found).toMatchObject({ kind: 'some', globs: [] })
  })
})

describe('a path is among the copied ones', () => {
  const matches = (glob: string, path: string): boolean =>
    matcher({ kind: 'some', globs: [glob], onbuild: false })(path)

  test.each([
    ['a', 'a'],
    ['a', 'a/b/c'],
    ['a/b', 'a/b/.c'],
    ['*.sh', 'x.sh'],
    ['*.sh', '.sh'],
    ['*', '.hidden'],
    ['*', 'a/b'],
    ['a/*', 'a/b/c'],
    ['a*b*c', 'aXbXbc'],
    ['?', 'é'],
    ['[a-c]x', 'bx'],
    ['[^a-c]x', 'dx'],
    ['[!a]x', '!x'],
    ['[a\\-c]x', '-x'],
    ['a\\*', 'a*'],
    ['{a,b}', '{a,b}'],
    ['+(a)', '+(a)'],
    ['a|b', 'a|b'],
  ])('%j has %j', (glob, path) => expect(matches(glob, path)).toBe(true))

  test.each([
    ['a', 'ab'],
    ['a', 'b/a'],
    ['a/b', 'a'],
    ['*.sh', 'x.sh.txt'],
    ['*.sh', 'a/x.sh'],
    ['a/*/c', 'a/c'],
    ['?', 'ab'],
    ['[a-c]x', 'dx'],
    ['[^a-c]x', 'bx'],
    ['a\\*', 'ab'],
    ['{a,b}', 'a'],
    ['+(a)', 'aa'],
    ['A', 'a'],
  ])('%j has not %j', (glob, path) => expect(matches(glob, path)).toBe(false))

  test('everything is everything', () => expect(matcher({ kind: 'all', onbuild: false })('a/b')).toBe(true))

  test('stars by the dozen take no time', () => {
    expect(matches('*a'.repeat(40) + 'b', 'a'.repeat(5000))).toBe(false)
  })

  const part = fc.string({
    unit: fc.constantFrom('a', 'b', '.', '*', '?', '[', ']', '^', '-', '\\', '{', '(', '!', '+', 'é'),
    minLength: 1,
    maxLength: 6,
  })
  const path = fc
    .array(
      part.filter((one) => !/^\.\.?$/.test(one)),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.join('/'))

  test('a mount of any path takes that path and what is below it, and not its neighbours', () => {
    fc.assert(
      fc.property(path, (one) => {
        fc.pre(!/[\s,\\"']/.test(one))
        const found = matcher(copiedPaths(`FROM x\nRUN --mount=type=bind,target=/t,source=${one} true`, {}))
        expect([found(one), found(`${one}/x`), found(`${one}x`), found(`x${one}`)]).toEqual([true, true, false, false])
      }),
    )
  })
})
