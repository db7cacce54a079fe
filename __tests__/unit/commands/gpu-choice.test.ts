import { describe, expect, test } from '@jest/globals'
import { untestedNotes } from '../../../src/commands/gpu-choice.js'

const ids = (...all: string[]): { id: string }[] => all.map((id) => ({ id }))

describe('images that no GPU suite is for', () => {
  test('are told where the call names them', () => {
    expect(untestedNotes(ids('base', 'ml'), ids('ml'), ['base', 'ml'])).toEqual([
      'not tested, because none of the suites is for them: base',
    ])
  })

  test('are no news of a whole stack, and there are none where all are tested', () => {
    expect(untestedNotes(ids('base', 'ml'), ids('ml'), [])).toEqual([])
    expect(untestedNotes(ids('ml'), ids('ml'), ['ml'])).toEqual([])
  })
})
