import { expect, test } from '@jest/globals'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { harmless, writeGroups, writeQuoting } from '../../../src/github/groups.js'
import { imageResult } from '../support.js'

test.each([
  ['note: ok', 'note: ok'],
  ['a::b', 'a::b'],
  ['::error::x', ': :error::x'],
  [' \t\u0085::add-mask::x', ' \t\u0085: :add-mask::x'],
  ['one\n  ::set-output name=x::y\n', 'one\n  : :set-output name=x::y\n'],
  ['one\r::debug::y', 'one\r: :debug::y'],
  ['so ##[error]x', 'so ## [error]x'],
])('%j is printed as %j', (line, printed) => expect(harmless(line)).toBe(printed))

test('quoted lines stand where commands are stopped', async () => {
  const out = new PassThrough()
  writeQuoting(out, ['::error::no'])
  out.end()
  const [stop, line, resume] = (await text(out)).split('\n')
  const token = stop?.split('::').at(-1) ?? ''
  expect([stop, line, resume]).toEqual([`::stop-commands::${token}`, '::error::no', `::${token}::`])
  expect(token).toMatch(/^[0-9a-f-]{36}$/)
})

test('logs that cannot be read leave commands as they were', async () => {
  const out = new PassThrough()
  await expect(writeGroups(out, '/nowhere', [imageResult('a')])).rejects.toThrow('ENOENT')
  out.end()
  expect((await text(out)).split('\n').slice(-3)).toEqual([
    expect.stringMatching(/^::[0-9a-f-]{36}::$/) as unknown,
    '::endgroup::',
    '',
  ])
})
