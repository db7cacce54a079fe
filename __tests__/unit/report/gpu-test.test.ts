import { describe, expect, test } from '@jest/globals'
import { gpuTestLines, gpuTestMarkdown, testedRefs, type GpuTestResult } from '../../../src/report/gpu-test.js'

const DIGEST = `sha256:${'a'.repeat(64)}`
const result = (more: Partial<GpuTestResult> = {}): GpuTestResult => ({
  ...{ schema: 1, command: 'gpu-test', outcome: 'failed', dryRun: false, operation: 'o', by: 'ann', run: '', ms: 2000 },
  ...{ at: '2026-11-20T10:00:00Z', from: 'main', commands: [], notices: [] },
  statuses: [{ sha: '1'.repeat(40), state: 'failure', description: '1 of 2 failed: b' }],
  images: [
    {
      ...{ image: 'a', name: 'a', variant: 'default', ref: 'r.example:5000/a:main', digest: DIGEST, file: 'a' },
      ...{
        revision: '',
        source: '',
        expected: ['gpu'],
        outcome: 'passed',
        notBegun: [],
        recorded: ['r.example:5000/a'],
      },
      suites: [
        {
          name: 'gpu',
          kind: 'command',
          on: 'ssh',
          outcome: 'passed',
          ms: 10,
          counts: { total: 3, failed: 0, skipped: 0 },
        },
      ],
    },
    {
      ...{ image: 'b', name: 'b', variant: 'default', ref: `r.example/b@${DIGEST}`, digest: DIGEST, file: 'b' },
      ...{ revision: '', source: '', expected: ['gpu'], outcome: 'failed', notBegun: [], recorded: [] },
      suites: [
        {
          ...{ name: 'gpu', kind: 'command', on: 'ssh', outcome: 'failed', ms: 10 },
          message: 'the launcher ended with 0, and no test session is in its output',
          lines: ['\u001b[31m::error::<img src=x> | `x`'],
        },
      ],
    },
  ],
  ...more,
})
const FOLDERS = { artifacts: 'artifacts', logs: 'logs', manifests: 'manifests' }

describe('what a GPU test found out', () => {
  test('names exactly what passed', () => {
    expect(testedRefs(result())).toEqual({
      passed: [`r.example:5000/a@${DIGEST}`],
      failed: [`r.example/b@${DIGEST}`],
    })
  })

  test('is a table, why it failed, where it is recorded, and what the commit says', () => {
    const lines = gpuTestLines(result(), FOLDERS)
    expect(lines.join('\n')).not.toContain('\u001b')
    expect(lines).toContain('recorded: a (aaaaaaaaaaaa) in r.example:5000/a')
    expect(lines).toContain('commit status of 111111111111: failure, 1 of 2 failed: b')
    expect(lines).toContain(
      'FAILED b at test: suite gpu: the launcher ended with 0, and no test session is in its output',
    )
    expect(lines).toContain('files: artifacts logs')
    expect(lines.at(-1)).toBe('gpu-test: 1 of 2 failed (2.0s)')
  })

  test('shows foreign text in the summary as it is, and nothing of it is interpreted', () => {
    const page = gpuTestMarkdown(result())
    expect(page).toMatch(/^## stack-action gpu-test: failed/)
    // In a fence alone, where it is text.
    expect(page.replaceAll(/^```\n[^]*?^```$/gm, '')).not.toContain('<img')
    expect(page).not.toContain('\u001b')
  })

  test('in a dry run is the words, as a shell would need them', () => {
    const commands = [
      { image: 'a', suite: 'gpu', where: 'me@gpu:22', words: ['launch.sh', '-i', 'r/a@sha256:0', "it's $(x)"] },
    ]
    const lines = gpuTestLines(result({ dryRun: true, outcome: 'passed', commands }), FOLDERS)
    expect(lines).toContain("a: suite gpu at me@gpu:22: launch.sh -i r/a@sha256:0 'it'\\''s $(x)'")
    expect(lines.at(-1)).toContain('it can work')
  })
})
