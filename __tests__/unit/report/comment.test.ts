import { describe, expect, test } from '@jest/globals'
import { planComment, runComment } from '../../../src/report/comment.js'
import { imageResult, resultsOf } from '../support.js'

const facts = { run: 'https://github.com/acme/images/actions/runs/7', sha: 'abc1234def', bytes: 60_000 }
const failed = (message: string) => imageResult('a', { outcome: 'failed', failedStep: 'build', message })

describe('a comment of a run', () => {
  test('says what came of it, of which commit, and where the rest is', () => {
    const text = runComment(resultsOf([imageResult('a'), failed('exit 7')], { outcome: 'failed' }), undefined, facts)
    expect(text).toContain('## stack-action run: failed')
    expect(text).toContain(
      `1 of 2 images failed in 1m05s · commit abc1234 · [the whole run, its logs and artifacts](${facts.run})`,
    )
  })

  test.each(['ask @somebody', 'as in #12', 'acme/images#12', '@acme/team', 'see GH-12'])(
    'pings nobody and links nothing: %s',
    (message) => {
      // What GitHub looks through is the text after its entities are read.
      const read = runComment(resultsOf([failed(message)]), undefined, facts).replace(/&#(\d+);/g, (_, code: string) =>
        String.fromCodePoint(Number(code)),
      )
      expect(read).not.toMatch(/[@#]\w|GH-\d/)
      expect(read.replaceAll('\u200b', '')).toContain(message)
    },
  )

  test('stays within its bytes, however much there is to quieten', () => {
    const images = Array.from({ length: 400 }, (_, at) =>
      imageResult(`i${at}`, { outcome: 'failed', message: '@a#1'.repeat(200) }),
    )
    for (const bytes of [5_000, 60_000]) {
      const text = runComment(resultsOf(images), undefined, { ...facts, bytes })
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bytes)
      expect(text).toContain('the whole run')
    }
  })

  test('links no address that is none', () => {
    expect(runComment(resultsOf([]), undefined, { ...facts, run: 'javascript:alert(1)' })).not.toContain('javascript')
  })
})

test('a plan gets what the foot leaves', () => {
  let room = 0
  const text = planComment((bytes) => {
    room = bytes
    return 'the plan'
  }, facts)
  expect(text).toContain('the plan')
  expect(room).toBeLessThan(facts.bytes)
  expect(room).toBeGreaterThan(facts.bytes - 500)
})
