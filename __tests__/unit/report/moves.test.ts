import { describe, expect, test } from '@jest/globals'
import { movesLines, movesMarkdown, type MovesResult, type Undoable } from '../../../src/report/moves.js'

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`
const RESULT: MovesResult = {
  ...{ schema: 1, command: 'tag', outcome: 'passed', dryRun: false, operation: '20260801T101500-a1b2c3' },
  ...{ by: 'ann', run: '', at: '2026-08-01T10:15:00.000Z', ms: 400, from: '2026.3-main', to: ['stable'] },
  ...{ gates: [], skippedGates: false, copied: { sent: 0, bytes: 0, mounted: 0 }, undoable: [], notices: [] },
  ...{ failure: undefined, left: [] },
  moved: [
    { image: 'a', ref: 'r/a:stable', old: digest('1'), new: digest('2'), state: 'moved', from: 'r/a:main' },
    { image: 'b', ref: 'r/b:stable', old: null, new: digest('3'), state: 'moved', from: 'r/b:main' },
    { image: 'c', ref: 'r/c:stable', old: digest('4'), new: digest('4'), state: 'unchanged', from: 'r/c:main' },
  ],
}
const UNDOABLE: Undoable = {
  ...{
    operation: '20260801T101500-a1b2c3',
    kind: 'tag',
    by: 'ann',
    at: '2026-08-01T10:15:00.000Z',
    from: '2026.3-main',
  },
  ...{ run: 'https://github.example/org/images/actions/runs/812', unfinished: false },
  moves: [{ image: 'a', ref: 'r/a:stable', old: digest('1'), new: digest('2') }],
}
const LIST: MovesResult = {
  ...{ ...RESULT, command: 'rollback', operation: undefined, from: 'stable', to: [], moved: [], undoable: [UNDOABLE] },
}

describe('at a terminal', () => {
  test('each name says what it was and what it is', () => {
    expect(movesLines(RESULT, { artifacts: '/out/artifacts' })).toEqual([
      'r/a:stable: 111111111111 → 222222222222',
      'r/b:stable: new → 333333333333',
      'r/c:stable: unchanged (444444444444)',
      'files: /out/artifacts',
      'tag: 2 names moved, 1 unchanged in 0.4s, as operation 20260801T101500-a1b2c3',
    ])
    expect(movesLines({ ...RESULT, dryRun: true }, undefined).at(-1)).toBe(
      'tag (dry run): 2 names would move, 1 unchanged; it can work (0.4s)',
    )
    expect(movesLines({ ...RESULT, moved: RESULT.moved.slice(2) }, undefined).at(-1)).toBe(
      'tag: nothing to move, 1 name is right already (0.4s)',
    )
  })

  test('a roll back that has nothing to go back to says so', () => {
    expect(movesLines({ ...RESULT, command: 'rollback', moved: [] }, undefined)).toEqual([
      'rollback: nothing can be moved back (0.4s)',
    ])
  })

  test('a failure says why, what to do, and what is left', () => {
    const failure = { image: 'a', ref: 'r/a:stable', message: 'refused', remedy: 'Log in.' }
    const failed: MovesResult = { ...RESULT, outcome: 'failed', moved: [], failure, left: ['r/b:stable still names x'] }
    expect(movesLines(failed, undefined)).toEqual([
      'FAILED a at r/a:stable: refused',
      '    → Log in.',
      'left: r/b:stable still names x',
      'tag: nothing was moved (0.4s)',
    ])
  })

  test('a skipped gate is said loudly, once for all images', () => {
    const gate = { stage: 'stable', suites: ['gpu'], missing: ['gpu'] }
    const gates = ['a', 'b'].map((image) => ({ ...gate, image }))
    const lines = movesLines({ ...RESULT, gates, skippedGates: true }, undefined)
    expect(lines.filter((line) => line.includes('GATE SKIPPED'))).toEqual([
      'note: GATE SKIPPED: the stage stable asks for gpu: not known to have passed on exactly these images: a, b',
    ])
  })

  test('the list says how to go back', () => {
    expect(movesLines(LIST, undefined)).toEqual([
      'stable before 20260801T101500-a1b2c3: tag of 2026.3-main, by ann, on 2026-08-01 10:15 UTC, https://github.example/org/images/actions/runs/812',
      '    r/a:stable: 111111111111 ← 222222222222',
      'Move back with: stack-action rollback stable --before 20260801T101500-a1b2c3',
    ])
    const many = { ...LIST, undoable: Array.from({ length: 25 }, () => UNDOABLE) }
    expect(movesLines(many, undefined)).toContain('and 5 older operations, in moves.json and with --json')
    expect(movesLines({ ...LIST, undoable: [] }, undefined)).toEqual([
      'nothing that moved stable is known: there is nothing to undo',
      'rollback: nothing to do for stable (0.4s)',
    ])
  })

  test('what others wrote stays one harmless line', () => {
    const hostile = { ...UNDOABLE, by: 'ann\u001b[2J\n::error::x', from: 'x\r\ny' }
    const [line] = movesLines({ ...LIST, undoable: [hostile] }, undefined)
    expect(line).not.toMatch(/\p{Cc}/u)
  })
})

describe('in the summary', () => {
  test('a row for each name', () => {
    const text = movesMarkdown(RESULT)
    expect(text).toContain('## stack-action tag: passed')
    expect(text).toContain('| a | r/a:stable | 111111111111 | 222222222222 | r/a:main |')
    expect(text).toContain('| c | r/c:stable | unchanged | 444444444444 | r/c:main |')
  })

  test('of the list, with a link only where it is an address', () => {
    expect(movesMarkdown(LIST)).toContain('](https://github.example/org/images/actions/runs/812)')
    const hostile = { ...UNDOABLE, run: 'https://x.example/) [a](javascript:b', by: '<img src=x>|' }
    const text = movesMarkdown({ ...LIST, undoable: [hostile] })
    expect(text).not.toContain('](')
    expect(text).not.toContain('<img')
  })

  test('keeps to what GitHub takes', () => {
    const moved = Array.from({ length: 2000 }, () => RESULT.moved).flatMap((three) => three)
    const text = movesMarkdown({ ...RESULT, moved }, 100_000)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(100_000)
    expect(text).toMatch(/\(\d+ more in moves\.json\)/)
  })
})
