import { describe, expect, test } from '@jest/globals'
import { COMMANDS, inputsOf, type Command } from '../../../src/commands/inputs.js'
import { flagOf, helpText } from '../../../src/entry/help.js'

const commands = Object.keys(COMMANDS) as Command[]

test.each([
  [{ kind: 'text', default: '.', value: 'DIR' }, '--out DIR'],
  [{ kind: 'text', default: '.' }, '--out VALUE'],
  [{ kind: 'flag', default: 'false' }, '--out'],
  [{ kind: 'flag', default: 'true' }, '--no-out'],
])('%j is typed as %s', (input, flag) => expect(flagOf('out', input)).toBe(flag))

test('the help lists every command', () => {
  for (const command of commands) expect(helpText(undefined)).toMatch(new RegExp(`^ {2}${command} `, 'm'))
})

test.each([undefined, ...commands])('no line of the help of %s is wider than people’s terminals', (command) => {
  for (const line of helpText(command).split('\n')) expect([line, line.length <= 130]).toEqual([line, true])
})

describe.each(commands)('the help of %s', (command) => {
  const lines = helpText(command).split('\n')

  test('lists every flag of it, and no other', () => {
    const flags = lines.flatMap((line) => /^ {2}(--[a-z-]+)/.exec(line)?.[1] ?? [])
    const known = inputsOf(command, 'cli').map(([name, input]) => flagOf(name, input).split(' ')[0])
    expect(flags).toEqual([...known, '--help'])
  })

  test('fits a terminal, in a column of its own', () => {
    const table = lines.slice(lines.indexOf('Flags:') + 1, lines.indexOf('', lines.indexOf('Flags:')))
    for (const line of table) expect(line.length).toBeLessThanOrEqual(100)
    const column = (table[0] ?? '').search(/\S\s{2,}\S/) + 1
    const start = (table[0] ?? '').slice(column).search(/\S/) + column
    for (const line of table.filter((one) => /^ {3,}/.test(one))) expect(line.search(/\S/)).toBe(start)
  })

  test('tells the exit statuses and ends with a line end', () => {
    expect(helpText(command)).toMatch(/Exit status: 0 done, 1 work failed, 2 .*130 interrupted\.\n$/)
  })
})

test('the help tells the files that a command leaves, and none of those that leave none', () => {
  expect(helpText('gpu-test')).toContain('Files: artifacts/ (gpu-test.json), logs/')
  expect(helpText('run')).toContain('report.html')
  expect(helpText('diff')).not.toContain('Files:')
  expect(helpText('wiki')).not.toContain('The engine')
})
