import { describe, expect, test } from '@jest/globals'
import { isOfSeeds, ownText, placeIn, readMarked, writeMarked } from '../../../../src/report/wiki/marked.js'
import fc from '../../property.js'
import { property } from './wiki-support.js'

describe('our part of a page', () => {
  property(
    'the bytes around it stay, whatever they are, and what we wrote is read again',
    fc.tuple(fc.uint8Array(), fc.uint8Array(), fc.string()),
    ([above, below, section]) => {
      const before = Buffer.concat([Buffer.from(above), Buffer.from('\n')])
      const page = readMarked(writeMarked('home', section, { before, after: Buffer.from(below) }))
      expect(page?.before).toEqual(before)
      expect(page?.after).toEqual(Buffer.from(below))
      expect(page?.section).toBe(ownText(section))
      expect(page?.key).toBe('home')
    },
  )

  test.each([
    '<!-- stack-action:end -->',
    'x\n<!-- stack-action:end -->\ny',
    '```\n<!-- stack-action:begin home -->\n<!-- stack-action:end -->\n```',
  ])('foreign text cannot end it: %j', (hostile) => {
    const page = readMarked(
      writeMarked('home', hostile, { before: Buffer.from('mine\n'), after: Buffer.from('yours\n') }),
    )
    expect(page).toMatchObject({ before: Buffer.from('mine\n'), after: Buffer.from('yours\n') })
  })

  test('a browser saves CRLF: it is the same text', () => {
    const page = writeMarked('stable', 'one\ntwo').toString().replaceAll('\n', '\r\n')
    expect(readMarked(Buffer.from(page))?.section).toBe('one\ntwo')
  })

  test('an editor puts a byte order mark before it: it is ours still, and the mark stays', () => {
    const page = readMarked(Buffer.concat([Buffer.from('\ufeff'), writeMarked('home', 'ours')]))
    expect(page).toMatchObject({ key: 'home', section: 'ours', before: Buffer.from('\ufeff') })
    const again = readMarked(writeMarked('home', 'new', page))
    expect(again).toMatchObject({ section: 'new', before: Buffer.from('\ufeff') })
  })

  test('without its last line nothing is lost: what was there is the user’s', () => {
    const page = writeMarked('stable', 'ours').toString().replace('<!-- stack-action:end -->', 'theirs')
    expect(readMarked(Buffer.from(page))).toMatchObject({
      open: true,
      section: '',
      after: Buffer.from('\nours\n\ntheirs\n'),
    })
  })

  test.each([
    ['# Only words', undefined],
    ['say <!-- stack-action:begin home --> in a line', undefined],
    ['<!-- stack-action:begin ref:a/b:c (rewritten) -->\n<!-- stack-action:end -->\n', 'ref:a/b:c'],
  ])('%j is of %s', (text, key) => {
    expect(readMarked(Buffer.from(text))?.key).toBe(key)
  })
})

test.each([
  ['Welcome!', 'Welcome!\n\n', ''],
  ['Welcome!\n', 'Welcome!\n\n', ''],
  ['', '', ''],
  [
    'Welcome!\n\n| Commit | Image |\n|---|---|\n| old | row |\n',
    'Welcome!\n\n',
    '\n| Commit | Image |\n|---|---|\n| old | row |\n',
  ],
  ['```\n| a |\n```\n\n| b |\n', '```\n| a |\n```\n\n', '\n| b |\n'],
  ['~~~~ text\n```\n| a |\n~~~\n| a |\n~~~~\nEnd', '~~~~ text\n```\n| a |\n~~~\n| a |\n~~~~\nEnd\n\n', ''],
  ['<!-- old:\n| a |\n-->\n| b |', '<!-- old:\n| a |\n-->\n\n', '\n| b |'],
  ['```\r\n| a |\r\n```\r\n', '```\r\n| a |\r\n```\r\n\n', ''],
])('on a page of the user’s it stands before the first table, or last: %j', (text, before, after) => {
  expect(placeIn(Buffer.from(text))).toEqual({ before: Buffer.from(before), after: Buffer.from(after) })
})

test.each([
  ['|    | createdAt           | CMD   | hSize   | hcumSize   | elapsed   | Tags |\n|---:|', true],
  ['| Image | Based On | Manifest |\n| :- | :- | :- |\n', true],
  ['| Global-Stable Image | Based On | Manifest |\n', true],
  ['# My page\n| createdAt | CMD | hSize |', false],
  ['', false],
])('pages that the seeds’ programs wrote are known: %j', (text, known) => {
  expect(isOfSeeds(Buffer.from(text))).toBe(known)
})
