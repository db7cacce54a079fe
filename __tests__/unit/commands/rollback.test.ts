import { describe, expect, test } from '@jest/globals'
import { membersOf } from '../../../src/commands/move-names.js'
import { backBefore, historyOf, lastOf, orderOf, undoableOf } from '../../../src/commands/rollback-choice.js'
import { placesOf } from '../../../src/commands/rollback-names.js'
import type { JournalRecord } from '../../../src/registry/journal.js'
import { UserError } from '../../../src/shared/errors.js'
import { loadSpec } from '../../../src/stack/spec/load.js'

const AT = new Date('2026-08-01T12:00:00.000Z')
const v = (number: number): string => `sha256:${String(number).repeat(64)}`
const record = (
  operation: string,
  old: number | null,
  now: number,
  more: Partial<JournalRecord> = {},
): JournalRecord => ({
  ...{ operation, kind: 'tag', state: 'done', tag: 'stable', old: old === null ? null : v(old), new: v(now) },
  ...{ at: '2026-08-01T10:00:00.000Z', by: 'ann', run: '', ...more },
})
const begun = (operation: string, old: number | null, now: number, at = '2026-08-01T10:00:00.000Z'): JournalRecord =>
  record(operation, old, now, { state: 'begun', at })

/** What each image's journal says, and what its name names. */
type Journals = Readonly<Record<string, readonly [readonly JournalRecord[], number | null]>>

function look(journals: Journals) {
  const named = Object.entries(journals).map(([image, [journal, now]]) => {
    const place = { image, repository: `r.io/${image}`, tag: 'stable', ref: `r.io/${image}:stable` }
    return historyOf(place, journal, now === null ? null : v(now), AT)
  })
  const order = orderOf(Object.values(journals).map(([journal]) => journal))
  const undoable = undoableOf(named, order)
  const back = (operation: string, force = false) => {
    const { transfers, notices, problems } = backBefore(operation, named, order, { force, at: AT })
    const to = Object.fromEntries(transfers.map(({ image, source }) => [image, Number(source.digest[7])]))
    return { to, notices, problems, over: transfers.map(({ over }) => over) }
  }
  return { named, undoable, list: undoable.map(({ operation }) => operation), back, last: lastOf(undoable, named) }
}

describe('back before an operation', () => {
  test('that moved only some of the names: what came after it is undone for the others, too', () => {
    const { back } = look({ a: [[record('op1', 1, 2), record('op2', 2, 3)], 3], b: [[record('op2', 1, 3)], 3] })
    expect(back('op1').to).toEqual({ a: 1, b: 1 })
    expect(back('op1').notices).toEqual(['this undoes tag op2 of ann, too'])
    expect(back('op2')).toMatchObject({ to: { a: 2, b: 1 }, notices: [] })
  })

  test('in which a name was unchanged', () => {
    const before = [record('op0', null, 1)]
    const { back } = look({
      a: [[...before, record('op1', 1, 2), record('op2', 2, 3)], 3],
      b: [[record('op0', null, 2), record('op1', 2, 2), record('op2', 2, 3)], 3],
    })
    expect(back('op1').to).toEqual({ a: 1, b: 2 })
  })

  test('a name that came later stays, and is told', () => {
    const { back } = look({ a: [[record('op1', 1, 2)], 2], b: [[record('op2', null, 3)], 3] })
    expect(back('op1')).toMatchObject({ to: { a: 1 }, notices: [expect.stringContaining('is newer than that')] })
  })

  test('nothing is said to be undone where nothing moves', () => {
    const { back } = look({
      a: [[record('op1', 1, 2), record('op2', 2, 1)], 1],
      b: [[record('op1', 1, 2)], 2],
      c: [[record('op3', null, 3), record('op4', 3, 4)], 4],
    })
    expect(back('op1').notices).toEqual([expect.stringContaining('r.io/c:stable is newer than that')])
  })
})

describe('operations are listed', () => {
  test('as the journals have them, whatever the clocks say', () => {
    const early = { at: '2026-08-01T09:00:00.000Z' }
    const { list } = look({
      a: [[record('op1', 1, 2), record('op2', 2, 3, early)], 3],
      b: [[record('op2', 1, 3, early), record('op3', 3, 4, { at: '2026-08-01T08:00:00.000Z' })], 4],
    })
    expect(list).toEqual(['op3', 'op2', 'op1'])
  })

  test('by their clocks where no journal has both, or two contradict each other', () => {
    const [ten, nine] = [record('ten', 1, 2), record('nine', 1, 2, { at: '2026-08-01T09:00:00.000Z' })]
    expect(look({ a: [[ten], 2], b: [[nine], 2] }).list).toEqual(['ten', 'nine'])
    expect([
      ...orderOf([
        [ten, nine],
        [nine, ten],
      ]).keys(),
    ]).toEqual(['nine', 'ten'])
    expect([...orderOf([[], []]).keys()]).toEqual([])
  })
})

describe('what was broken off', () => {
  test('and changed nothing is nowhere', () => {
    const { list, last } = look({ a: [[record('op1', 1, 2), begun('op2', 2, 3)], 2] })
    expect(list).toEqual(['op1'])
    expect(last).toEqual({ operation: 'op1', notices: [] })
    expect(look({ a: [[begun('op1', null, 3)], null] }).list).toEqual([])
  })

  test('and moved some names is undone for those', () => {
    const { undoable, back } = look({ a: [[begun('op2', 1, 2)], 2], b: [[begun('op2', 1, 2)], 1] })
    expect(undoable).toMatchObject([{ operation: 'op2', unfinished: true, moves: [{ image: 'a' }] }])
    expect(back('op2')).toMatchObject({ to: { a: 1 }, problems: [] })
  })

  test('and done by another one is undone with that', () => {
    const { last, back } = look({ a: [[begun('op2', 1, 2)], 2], b: [[begun('op2', 1, 2), record('op3', 1, 2)], 2] })
    expect(last).toEqual({
      operation: 'op2',
      notices: ['tag op2 was broken off, and op3 did the rest of it: this undoes both'],
    })
    expect(back('op2').to).toEqual({ a: 1, b: 1 })
  })

  test('is left alone where the next one moved to something else', () => {
    const { last } = look({
      a: [[begun('op2', 1, 2), record('op3', 2, 3)], 3],
      b: [[begun('op2', 1, 2), record('op3', 1, 3)], 3],
    })
    expect(last?.operation).toBe('op3')
  })

  test('may still go on: only --force passes over the claim of what is undone, and says so', () => {
    const live = '2026-08-01T11:59:00.000Z'
    const { list, back } = look({ a: [[begun('op2', 1, 2, live)], 2], b: [[begun('op2', 1, 2, live)], 1] })
    expect(list).toEqual(['op2'])
    expect(back('op2').over).toEqual([undefined, undefined])
    expect(back('op2', true)).toMatchObject({
      ...{ to: { a: 1, b: 1 }, over: ['op2', undefined] },
      notices: [
        'tag op2 of ann has not ended: its claim on 1 name, until 2026-08-01T12:09:00.000Z, is passed over (--force); others still heed it',
      ],
    })
    const later = look({ a: [[record('op1', 1, 2), begun('op2', 2, 3, live)], 3] })
    expect(later.back('op1', true).over).toEqual([undefined])
  })
})

test('a name that somebody moved since is a problem; with --force a notice', () => {
  const { back } = look({ a: [[record('op1', 1, 2)], 7] })
  expect(back('op1').problems).toMatchObject([{ message: expect.stringContaining('somebody else moved it') }])
  expect(back('op1', true)).toMatchObject({ problems: [], notices: [expect.stringContaining('(--force)')] })
})

describe('a tag means itself alone', () => {
  const stack = loadSpec(
    `images: { base: { image_name: acme/base }, leaf: { image_name: acme/leaf, depend_on: base } }
plans: { a: { tag_prefix: py39 }, b: { tag_prefix: py310 } }
stages:
  branch: { tags: ["{prefix}-{branch}"] }
  stable: { from: branch, tags: ["stable-{plan}"] }
`,
    'spec.yml',
  )
  const names = (name: string, images: readonly string[] = []): string[] => {
    const facts = { branch: 'main', sha: '' }
    return placesOf(name, membersOf(stack, images), { stack, bases: ['r.io'] }, facts).map(
      ({ image, ref }) => `${image} ${ref}`,
    )
  }

  test.each<[string, string[]]>([
    ['py39-stable', ['base@a r.io/base:py39-stable', 'leaf@a r.io/leaf:py39-stable']],
    ['py310-main', ['base@b r.io/base:py310-main', 'leaf@b r.io/leaf:py310-main']],
    ['stable-b', ['base@b r.io/base:stable-b', 'leaf@b r.io/leaf:stable-b']],
    ['other', ['base@a r.io/base:other', 'leaf@a r.io/leaf:other']],
  ])('%s', (name, expected) => expect(names(name)).toEqual(expected))

  test('of a plan that is chosen', () => {
    expect(names('py39-stable', ['base'])).toEqual(['base@a r.io/base:py39-stable'])
    expect(() => names('py39-stable', ['base@b'])).toThrow(UserError)
  })

  test('a stage means all plans', () => {
    expect(names('stable', ['base'])).toEqual(['base@a r.io/base:stable-a', 'base@b r.io/base:stable-b'])
  })

  test.each(['stack-journal', `fp-${'0'.repeat(32)}`])('%s is nobody’s to move', (name) => {
    expect(() => names(name)).toThrow(`the tag "${name}" is this program's own: nothing moves it back`)
  })
})
