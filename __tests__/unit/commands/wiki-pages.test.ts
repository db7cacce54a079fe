import { expect, test } from '@jest/globals'
import { maker } from '../../../src/commands/wiki-pages.js'
import { BOOK_FILE } from '../../../src/report/wiki/book.js'
import { WorkError } from '../../../src/shared/errors.js'
import { published, shelfOf } from '../report/wiki/wiki-support.js'

const make = maker({
  news: [{ event: published('2026-04-01', { base: 1 }), sources: new Map() }],
  ...{ stack: undefined, found: { runs: [], moves: [], facts: [], notices: [] }, keep: 0, form: 'wiki', told: [] },
  now: '2026-04-02T00:00:00.000Z',
  source: { of: () => Promise.resolve(undefined), notices: () => [] },
})

test('a history that a later version wrote is not thrown away', async () => {
  const made = make(shelfOf({ [BOOK_FILE]: '{"schema":2,"events":[]}' }))
  await expect(made).rejects.toThrow(WorkError)
  await expect(made).rejects.toThrow(/by a later version/)
})

test('one that is broken is begun anew', async () => {
  for (const broken of ['', '{"schema":1', '{"schema":"1"}', 'null', '[2]'])
    expect((await make(shelfOf({ [BOOK_FILE]: broken }))).book.events).toHaveLength(1)
})
