import { describe, expect, test } from '@jest/globals'
import { journalText, recordsIn, type JournalRecord } from '../../../src/registry/journal-document.js'
import { suitesPassedOn, suitesSaidOf } from '../../../src/registry/journal.js'
import fc from '../property.js'

const [OLD, NEW] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`]
const move = (operation: string, more: Partial<JournalRecord> = {}): JournalRecord => ({
  ...{ operation, kind: 'tag', state: 'done', tag: 'stable', old: OLD, new: NEW },
  ...{ at: '2026-11-20T00:00:00Z', by: 'ann', run: '' },
  ...more,
})
const tested = (operation: string, more: Partial<JournalRecord> = {}): JournalRecord =>
  move(operation, { kind: 'test', old: NEW, tag: '2026.3-main', ...more })

describe('the journal as it is written', () => {
  test('gives back every record in its place', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 20 }), (kinds) => {
        const records = kinds.map((isTest, at) => (isTest ? tested(`t-${at}`, { suites: ['gpu'] }) : move(`m-${at}`)))
        expect(recordsIn(JSON.parse(journalText(records)))).toEqual({ records })
      }),
    )
  })

  test('has the moves where versions that know nothing of tests look for them', () => {
    const written = JSON.parse(journalText([move('m-1'), tested('t-1'), move('m-2')])) as { records: JournalRecord[] }
    expect(written.records.map(({ kind, operation }) => `${kind} ${operation}`)).toEqual(['tag m-1', 'tag m-2'])
    expect(JSON.parse(journalText([move('m-1')]))).toEqual({ schema: 1, records: [move('m-1')] })
  })

  test('of a list that such a version cut short keeps every test', () => {
    const { records, ...rest } = JSON.parse(journalText([move('m-1'), move('m-2'), tested('t-1')])) as {
      records: JournalRecord[]
    }
    const cut = { ...rest, records: records.slice(1) }
    expect(recordsIn(cut)).toEqual({ records: [move('m-2'), tested('t-1')] })
  })

  test.each([
    ['a kind that there is not', { records: [{ ...move('m'), kind: 'publlish' }] }],
    ['a test among the moves', { records: [tested('t')] }],
    ['a move among the tests', { records: [], tests: [{ after: 0, record: move('m') }] }],
    ['a place before the first', { records: [], tests: [{ after: -1, record: tested('t') }] }],
  ])('refuses %s', (_what, content) => {
    expect(recordsIn({ schema: 1, ...content })).toEqual({ wrong: expect.stringMatching(/^(records|tests)\.0/) })
  })
})

describe('of a suite the newest word counts', () => {
  test.each<[string, JournalRecord[], string[], string[]]>([
    ['nothing', [], [], []],
    ['a pass', [tested('1', { suites: ['gpu'] })], ['gpu'], []],
    ['a failure after a pass', [tested('1', { suites: ['gpu'] }), tested('2', { failed: ['gpu'] })], [], ['gpu']],
    ['a pass after a failure', [tested('1', { failed: ['gpu'] }), tested('2', { suites: ['gpu'] })], ['gpu'], []],
    ['others beside it', [move('1', { suites: ['test'] }), tested('2', { failed: ['gpu'] })], ['test'], ['gpu']],
    ['what was taken back', [tested('1', { suites: ['gpu'], state: 'undone' })], [], []],
    ['another digest', [tested('1', { suites: ['gpu'], new: OLD })], [], []],
  ])('%s', (_what, records, passed, failed) => {
    const said = suitesSaidOf(records, NEW)
    expect([[...said.passed], [...said.failed]]).toEqual([passed, failed])
    expect([...suitesPassedOn(records, NEW)]).toEqual(passed)
  })
})
