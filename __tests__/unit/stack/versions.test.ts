import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import { messagesOf, problemsOf } from '../support.js'
import {
  checkVersion,
  compareVersions,
  minorOf,
  parseVersion,
  resolveVersion,
  sameMinor,
  topOfChangelog,
  type Version,
  type VersionFacts,
} from '../../../src/stack/versions.js'

const version = (text: string): Version => {
  const parsed = parseVersion(text)
  if (parsed === undefined) throw new Error(`${text} is no version`)
  return parsed
}

describe('the order of versions is that of their numbers', () => {
  test.each([
    ['1.9.0', '<', '1.10.0'],
    ['1.10.0', '>', '1.9.0'],
    ['9.0.0', '<', '10.0.0'],
    ['1.2.9', '<', '1.2.10'],
    ['1.2.3', '=', '1.2.3'],
    ['0.0.0', '<', '0.0.1'],
    ['1.99.99', '<', '2.0.0'],
    ['20261121.0.0', '>', '20261120.9.9'],
    ['999999999999998.0.0', '<', '999999999999999.0.0'],
  ])('%s %s %s', (one, sign, other) => {
    const order = Math.sign(compareVersions(version(one), version(other)))
    expect({ '-1': '<', '0': '=', '1': '>' }[String(order)]).toBe(sign)
    expect(Math.sign(compareVersions(version(other), version(one)))).toBe(order === 0 ? 0 : -order)
  })

  test('of any', () => {
    const part = fc.nat()
    const any = fc.tuple(part, part, part)
    fc.assert(
      fc.property(any, any, (one, other) => {
        const at = one.findIndex((number, index) => number !== other[index])
        const expected = at < 0 ? 0 : Math.sign((one[at] ?? 0) - (other[at] ?? 0))
        expect(Math.sign(compareVersions(version(one.join('.')), version(other.join('.'))))).toBe(expected)
      }),
    )
  })
})

describe('what is a version, and what to write instead', () => {
  test.each<[string, string | undefined]>([
    ['1.2.3', undefined],
    ['0.0.0', undefined],
    ['10.20.30', undefined],
    ['2026.4.0', undefined],
    ['01.2.3', 'Write 1.2.3.'],
    ['1.02.3', 'Write 1.2.3.'],
    ['1.2.00', 'Write 1.2.0.'],
    ['v1.2.3', 'Write 1.2.3.'],
    ['V1.2.3', 'Write 1.2.3.'],
    ['1.2', 'Write 1.2.0.'],
    ['1', 'Write 1.0.0.'],
    ['1.2.3.4', 'A version has three parts: 1.2.3.'],
    ['1.2.3-rc1', 'Write 1.2.3: what comes before a release is a stage of its own, not a version.'],
    ['v1.2.3-beta.1', 'Write 1.2.3: what comes before a release is a stage of its own, not a version.'],
    ['1.2.3+build.5', 'Write 1.2.3: what comes before a release is a stage of its own, not a version.'],
    ['1.2.3rc1', 'Write 1.2.3: what comes before a release is a stage of its own, not a version.'],
    ['1.2.x', 'A version is X.Y.Z, three numbers such as 1.4.0.'],
    ['1..3', 'A version is X.Y.Z, three numbers such as 1.4.0.'],
    ['-1.2.3', 'A version is X.Y.Z, three numbers such as 1.4.0.'],
    ['1.2.3 ', 'A version is X.Y.Z, three numbers such as 1.4.0.'],
    ['1.2.3\n', 'A version is X.Y.Z, three numbers such as 1.4.0.'],
    ['', 'A version is X.Y.Z, three numbers such as 1.4.0.'],
    ['latest', 'A version is X.Y.Z, three numbers such as 1.4.0.'],
    ['١.٢.٣', 'A version is X.Y.Z, three numbers such as 1.4.0.'],
    ['1.2.9999999999999999', 'A version is X.Y.Z, three numbers such as 1.4.0.'],
  ])('%j', (text, remedy) => {
    const { problems, warnings } = checkVersion(text, { stage: 'dev' })
    expect(problems).toEqual(remedy === undefined ? [] : [{ message: `"${text}" is not a version`, remedy }])
    expect(warnings).toEqual([])
    expect(parseVersion(text) === undefined).toBe(remedy !== undefined)
  })
})

test.each([
  ['1.2.3', '1.2.0'],
  ['1.2.0', '1.2.0'],
  ['1.10.11', '1.10.0'],
  ['1.2', ''],
  ['', ''],
])('%j is of the minor %j', (text, minor) => expect(minorOf(text)).toBe(minor))

test.each([
  ['1.4.3', '1.4.0', true],
  ['1.4.3', '1.5.0', false],
  ['2.4.0', '1.4.0', false],
  ['1.1.0', '1.10.0', false],
  ['', '', false],
  ['x', '1.4.0', false],
])('%j and %j share major and minor: %s', (one, other, same) => expect(sameMinor(one, other)).toBe(same))

describe('the top of a changelog', () => {
  test.each<[string, string, string | undefined]>([
    ['cmamp’s', '# cmamp-1.14.0\n- 2024-01-05\n- Python 3.12.1\n\n# cmamp-1.13.0\n', '1.14.0'],
    ['a name with dashes', '# dev-tools-image-2.0.1\n', '2.0.1'],
    ['plain', '1.4.0\n- x\n1.3.0\n', '1.4.0'],
    ['with v', '## v1.4.0\n', '1.4.0'],
    ['of Keep a Changelog', 'x\n\n## [Unreleased]\n\n## [1.4.0] - 2026-11-20\n\n## [1.3.0]\n', '1.4.0'],
    [
      'with links to rules first',
      '# Changelog\nBased on [this](https://keepachangelog.com/en/1.1.0/), see https://semver.org/spec/v2.0.0.html.\n\n## 0.9.1\n',
      '0.9.1',
    ],
    ['with words about versions first', 'Since 0.1.0 we count like that.\n\n## 0.9.1\n', '0.9.1'],
    ['of Debian', 'stack (1.4.0-1) unstable; urgency=medium\n\n  * For 1.3.9\n', '1.4.0'],
    ['a table', '| release | what |\n|---|---|\n| 1.4.0 | x |\n| 1.3.0 | y |\n', '1.4.0'],
    ['underlined', 'Version 1.4.0\n=============\n\nVersion 1.3.0\n', '1.4.0'],
    ['of another machine', '\uFEFF# 1.4.0\r\n- x\r\n# 1.3.0\r\n', '1.4.0'],
    ['bold', '**1.4.0** (today)\n', '1.4.0'],
    ['with the next before its release', '# 1.5.0-rc1\n# 1.4.0\n', '1.4.0'],
    ['with four parts first', '# 1.2.3.4\n# 1.2.2\n', '1.2.2'],
    ['with dates that look like it', '# 2024.01.05\n# 1.2.2\n', '1.2.2'],
    ['with a full stop', 'The first is 1.2.3.\n', '1.2.3'],
    ['numbers, not text: the top is the top', '# 1.9.0\n# 1.10.0\n', '1.9.0'],
    ['prose first, with a name', 'Releases of app-0.1.0 and on.\n\napp-1.4.0 (2026-11-20)\n', '1.4.0'],
    ['its changes name versions', '# Unreleased\n- numpy-1.2.3\n* 3.12.1 of Python\n\n# 1.4.0\n', '1.4.0'],
    ['without versions', '# Changes\n- x 1.2\n', undefined],
    ['empty', '', undefined],
  ])('%s', (_what, text, top) => expect(topOfChangelog(text)).toBe(top))

  test('hostile ones are read in a moment', () => {
    const begin = performance.now()
    for (const unit of ['1.', '0', '1.1.', '[', '# ', 'a-', 'http://', '-', '1.2.3.', ' ', 'a', 'a:', '1.2.3 a']) {
      topOfChangelog(unit.repeat(1_000_000 / unit.length))
      topOfChangelog(`${unit.repeat(50)}\n`.repeat(10_000))
    }
    expect(performance.now() - begin).toBeLessThan(10_000)
  })
})

describe('the version that is meant', () => {
  const changelog = { file: 'images/changelog.txt', text: '# x-1.14.0\n' }
  test.each([
    ['1.2.3', '1.2.3'],
    [' 1.2.3 ', '1.2.3'],
    ['changelog', '1.14.0'],
    ['FROM_CHANGELOG', '1.14.0'],
    ['from_changelog', '1.14.0'],
    ['', '1.14.0'],
  ])('%j is %s', (asked, meant) => expect(resolveVersion(asked, changelog)).toBe(meant))

  test('nothing asked, no changelog: none', () => expect(resolveVersion('', undefined)).toBe(''))

  test.each<[string, Parameters<typeof resolveVersion>[1], string]>([
    ['FROM_CHANGELOG', undefined, '"FROM_CHANGELOG" takes the version from the changelog, and the spec names none'],
    ['', { file: 'c.txt', text: '- x' }, 'the changelog has no entry with a version'],
    ['v1.2', changelog, '"v1.2" is not a version'],
    ['latest', undefined, '"latest" is not a version'],
  ])('%j of %j is a mistake', (asked, of, message) => {
    const problems = problemsOf(() => resolveVersion(asked, of))
    expect(problems.map((one) => one.message)).toEqual([message])
    expect(problems[0]?.remedy).toBeDefined()
  })

  test('what is missing names its file', () =>
    expect(problemsOf(() => resolveVersion('changelog', { file: 'c.txt', text: '' }))[0]?.file).toBe('c.txt'))
})

describe('a version may go to a stage', () => {
  const top = (version: string | undefined): Partial<VersionFacts> => ({ changelog: { file: 'c.txt', top: version } })
  const [A, B] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`]
  const kept = (old: string | null, now: string | null): Partial<VersionFacts> => ({
    kept: [{ ref: 'acme/a:prod-1.4.1', old, new: now }],
  })
  const below = (digest: string | null): Partial<VersionFacts> => ({ below: [{ ref: 'acme/a:dev-1.4.0', digest }] })
  const LOWER = 'is lower than'

  test.each<[string, string, Partial<VersionFacts>, string | undefined, string | undefined]>([
    ['without a changelog', '1.4.1', {}, undefined, undefined],
    ['equal to the top', '1.4.1', top('1.4.1'), undefined, undefined],
    ['lower than the top', '1.4.0', top('1.4.1'), LOWER, undefined],
    ['lower, though not as text', '1.9.0', top('1.10.0'), LOWER, undefined],
    ['higher than the top', '1.5.0', top('1.4.1'), undefined, 'has no entry of 1.5.0'],
    ['higher, though not as text', '1.10.0', top('1.9.0'), undefined, 'has no entry of 1.10.0'],
    ['a lower major, a higher minor', '1.99.0', top('2.0.0'), LOWER, undefined],
    ['the changelog has none', '1.4.1', top(undefined), undefined, 'has no entry with a version'],
    ['its tag is new', '1.4.1', kept(null, A), undefined, undefined],
    ['its tag holds the same', '1.4.1', kept(A, A), undefined, undefined],
    ['its tag holds another image', '1.4.1', kept(A, B), 'is there already and holds another image', undefined],
    ['its tag is there, what comes is not known yet', '1.4.1', kept(A, null), undefined, undefined],
    ['dev of its minor is there', '1.4.1', below(A), undefined, undefined],
    ['dev of its minor is not there', '1.4.1', below(null), 'is made of acme/a:dev-1.4.0', undefined],
    ['none was released', '1.4.1', { released: [] }, undefined, undefined],
    ['a lower one was released', '1.10.0', { released: ['1.9.0', '1.8.0'] }, undefined, undefined],
    ['it was released', '1.10.0', { released: ['1.9.0', '1.10.0'] }, undefined, undefined],
    ['a higher one was released', '1.9.1', { released: ['1.9.0', '1.10.0', 'x'] }, LOWER, undefined],
  ])('%s: %s', (_what, asked, facts, problem, warning) => {
    const { problems, warnings } = checkVersion(asked, { stage: 'prod', ...facts })
    expect(problems.map((one) => one.message)).toEqual(problem === undefined ? [] : [expect.stringContaining(problem)])
    expect(warnings).toEqual(warning === undefined ? [] : [expect.stringContaining(warning)])
    for (const one of problems) expect(one.remedy).toMatch(/\.$/)
  })

  test('says what is there, and what may be done', () => {
    const { problems } = checkVersion('1.4.0', { stage: 'prod', ...top('1.9.9'), ...kept(A, B), ...below(null) })
    expect(problems).toEqual([
      {
        message: 'version 1.4.0 is lower than the top of the changelog, 1.9.9',
        file: 'c.txt',
        remedy: 'Versions only go forward: 1.9.10 or higher, or 1.9.9 itself.',
      },
      {
        message: `acme/a:prod-1.4.1 is there already and holds another image: ${A}, not ${B}`,
        remedy: 'The tag of a version keeps what it holds: release a higher version than 1.4.0.',
      },
      {
        message: 'prod 1.4.0 is made of acme/a:dev-1.4.0, which is not there',
        remedy: 'Release 1.4.0 to the stage below first: they share major and minor.',
      },
    ])
    expect(messagesOf(() => resolveVersion('1.4', undefined))).toEqual(['"1.4" is not a version'])
  })
})
