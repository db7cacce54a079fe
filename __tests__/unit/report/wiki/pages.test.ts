import { describe, expect, test } from '@jest/globals'
import { BOOK_FILE } from '../../../../src/report/wiki/book.js'
import { factsWanted } from '../../../../src/report/wiki/compose.js'
import { targetsOf } from '../../../../src/report/wiki/links.js'
import fc from '../../property.js'
import { digestOf, factsOf, make, property, published, shelfOf, textAt } from './wiki-support.js'

const EMPTY = shelfOf({ 'Home.md': 'Welcome!\n' })
const tagged = (at: string, tag: string, image: string, seed: number, from = '2026.3-main') => ({
  ...{ kind: 'tag' as const, at: `${at}T10:00:00.000Z`, by: 'bob', run: '', from },
  images: [{ id: image, refs: [`ghcr.io/acme/${image}:${tag}`], digest: digestOf(seed) }],
})

describe('a run, then a tag', () => {
  const facts = [factsOf('base', { digest: digestOf(1) })]
  const first = make(EMPTY, [published('2026-04-01', { base: 1 }, 'a1b2c3d')], { facts })
  const second = make(first.shelf, [tagged('2026-04-02', '2026.3-stable', 'base', 1)], { facts })

  test('the run has a row with the commit of the image, and a page for each name', () => {
    expect(
      textAt(first, 'Home.md')
        .split('\n')
        .filter((line) => line.startsWith('|')),
    ).toEqual([
      '| Commit | Image | Manifest | What | When | By |',
      '|:--|:--|:--|:--|:--|:--|',
      '| [`aaaaaaa`](https://github.com/acme/images/commit/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) | `ghcr.io/acme/base:2026.3-main` | [base](ghcr-io-acme-base-2026.3-a1b2c3d) | published | 2026&#45;04&#45;01 10:00 UTC | [ann](https://github.com/acme/images/actions/runs/7) |',
    ])
    expect([...first.writes.keys()]).toEqual([
      'Home.md',
      'Stable_Tag.md',
      'Image_Dependency.md',
      'base.md',
      'ghcr-io-acme-base-2026.3-a1b2c3d.md',
      'ghcr-io-acme-base-2026.3-main.md',
      BOOK_FILE,
    ])
    expect(textAt(first, 'ghcr-io-acme-base-2026.3-main.md')).toContain('numpy 2.0')
  })

  test('the tag has a page and a row of its own, on top; other pages of images stay as they are', () => {
    const rows = textAt(second, 'Home.md')
      .split('\n')
      .filter((line) => line.startsWith('| ['))
    expect(rows[0]).toContain('tagged 2026.3&#45;main')
    expect(rows).toHaveLength(2)
    expect([...second.writes.keys()]).not.toContain('ghcr-io-acme-base-2026.3-main.md')
    expect(textAt(second, 'Stable_Tag.md')).toContain(
      '| `ghcr.io/acme/base:2026.3-stable` | `2026.3-main` | `000000000000` | [Link](ghcr-io-acme-base-2026.3-stable) | 2026&#45;04&#45;02 10:00 UTC | bob |',
    )
  })

  test('the history of the image says of each what happened', () => {
    const history = textAt(second, 'base.md').split('## History')[1] ?? ''
    expect(history).toMatch(/^\| When \| Name \| Digest \| Commit \| Size \| What \|/m)
    expect(history).toContain('| tagged 2026.3&#45;main | bob |')
  })

  test('the same once more writes nothing, with and without the facts', () => {
    for (const more of [{ facts }, {}]) {
      const again = make(
        second.shelf,
        [published('2026-04-01', { base: 1 }, 'a1b2c3d'), tagged('2026-04-02', '2026.3-stable', 'base', 1)],
        more,
      )
      expect([...again.writes.keys()]).toEqual([])
      expect(again.notices).toEqual([])
    }
  })

  test('facts are asked for where a page needs them', () => {
    expect(factsWanted(second.book, second.shelf, 'wiki')).toEqual([])
    const { files } = second.shelf
    const gone = new Map([...files].filter(([name]) => name !== 'ghcr-io-acme-base-2026.3-main.md'))
    expect(factsWanted(second.book, { files: gone, others: [] }, 'wiki')).toEqual(['ghcr.io/acme/base:2026.3-main'])
  })

  test('facts that were not known are asked for again when their name is in the news', () => {
    const made = make(EMPTY, [published('2026-04-01', { base: 1 })])
    expect(textAt(made, 'ghcr-io-acme-base-2026.3-main.md')).toContain('is not known')
    expect(factsWanted(made.book, made.shelf, 'wiki')).toEqual([])
    const ref = 'ghcr.io/acme/base:2026.3-main'
    expect(factsWanted(made.book, made.shelf, 'wiki', new Set([ref]))).toEqual([ref])
    const told = make(made.shelf, [published('2026-04-01', { base: 1 })], { facts })
    expect(textAt(told, 'ghcr-io-acme-base-2026.3-main.md')).toContain('numpy 2.0')
    expect(told.changes.map(({ page }) => page)).toContain('base')
  })

  test('a rolled back tag shows where it is now, and older news does not undo it', () => {
    const later = make(second.shelf, [
      published('2026-04-03', { base: 2 }),
      tagged('2026-04-04', '2026.3-stable', 'base', 2),
      { ...tagged('2026-04-05', '2026.3-stable', 'base', 1), kind: 'rollback', from: 'before x' },
    ])
    expect(later.book.names.find(({ ref }) => ref.endsWith('-stable'))).toMatchObject({
      digest: digestOf(1),
      since: '2026-04-05T10:00:00.000Z',
    })
    const again = make(later.shelf, [tagged('2026-04-04', '2026.3-stable', 'base', 2)])
    expect([...again.writes.keys()]).toEqual([])
  })

  test('news of tomorrow, by a clock that is wrong, is of now, and what follows is news again', () => {
    const now = '2026-04-10T10:00:00.000Z'
    const wrong = make(first.shelf, [published('2027-04-01', { base: 2 })], { recording: { now } })
    expect(wrong.book.events[0]?.at).toBe(now)
    const late = { recording: { now: '2026-04-12T10:00:00.000Z' } }
    const right = make(wrong.shelf, [published('2026-04-11', { base: 3 })], late)
    expect(right.book.names[1]).toMatchObject({ ref: 'ghcr.io/acme/base:2026.3-main', digest: digestOf(3) })
    // A book that such news was written into before.
    const poisoned = make(first.shelf, [published('2027-04-01', { base: 2 })])
    const mended = make(poisoned.shelf, [published('2026-04-12', { base: 3 })], late)
    expect(mended.book.names[1]?.digest).toBe(digestOf(3))
  })

  test('a commit that changed nothing gets no row and no page', () => {
    const later = make(first.shelf, [published('2026-04-03', { base: 1 }, 'bbbbbbb')])
    expect([...later.writes.keys()]).toEqual([])
  })

  test('the merge of a branch whose images are there already has a row', () => {
    const event = published('2026-04-03', { base: 1 })
    const merged = {
      ...event,
      images: event.images.map((one) => ({ ...one, refs: ['ghcr.io/acme/base:2026.3-release'] })),
    }
    expect(make(first.shelf, [merged]).book.events).toHaveLength(2)
  })
})

test('what is built on what: on its parents, or else on its base; the table and the lines for programs agree', () => {
  const parent = { name: 'base', ref: 'ghcr.io/acme/base:2026.3-main', digest: digestOf(1) }
  const facts = [factsOf('base'), factsOf('leaf', { digest: digestOf(2), parents: [parent] })]
  const made = make(EMPTY, [published('2026-04-01', { base: 1, leaf: 2 })], { facts })
  const page = textAt(made, 'Image_Dependency.md')
  expect(page).toMatch(/^\| \[base\].* \| `debian:bookworm-slim` \| \[/m)
  expect(page).toMatch(/^\| \[leaf\].* \| `ghcr\.io\/acme\/base:2026\.3-main` \| \[/m)
  expect(page).toContain('\nghcr.io/acme/leaf:2026.3-main,ghcr.io/acme/base:2026.3-main\n```')
})

describe('the user’s own words', () => {
  test('a page of the user’s with our name stays, and ours has another one, which links know', () => {
    const made = make(shelfOf({ 'Base.md': 'All about our base.\n' }), [published('2026-04-01', { base: 1 })])
    expect(textAt(made, 'Base.md')).toBe('All about our base.\n')
    const [, name = ''] = /ours is (\S+)$/.exec(made.notices[0] ?? '') ?? []
    expect(textAt(made, `${name}.md`)).toContain('# base')
    expect(textAt(made, 'Home.md')).toContain(`[base](${name})`)
    expect(make(made.shelf, []).notices).toEqual([])
  })

  test('a page whose name differs from ours in its case alone does not take the place of ours', () => {
    const first = make(shelfOf({ 'Home.md': 'Mine\n' }), [published('2026-04-01', { base: 1 })])
    const files = new Map([...first.shelf.files, ['home.md', Buffer.from('mine, too\n')]])
    const made = make({ files, others: [] }, [published('2026-04-02', { base: 2 })])
    expect(textAt(made, 'home.md')).toBe('mine, too\n')
    expect(textAt(made, 'Home.md')).toContain('2026&#45;04&#45;02')
  })

  test('what the seeds’ programs wrote is taken over under the same name', () => {
    const old = '|    | createdAt           | CMD   | hSize   | hcumSize   | elapsed   | Tags |\n'
    const made = make(shelfOf({ 'ghcr-io-acme-base-2026.3-main.md': old }), [published('2026-04-01', { base: 1 })])
    expect(textAt(made, 'ghcr-io-acme-base-2026.3-main.md')).not.toContain('hcumSize')
    expect(made.notices).toEqual([])
  })

  test('an edit inside our part is undone and said; one around it stays', () => {
    const facts = [factsOf('base')]
    const made = make(EMPTY, [published('2026-04-01', { base: 1 })], { facts })
    const edited = new Map(made.shelf.files)
    const page = 'ghcr-io-acme-base-2026.3-main.md'
    edited.set(page, Buffer.from(`Mine.\n${textAt(made, page).replace('numpy 2.0', 'numpy 3.0')}Mine, too.\n`))
    const again = make({ files: edited, others: [] }, [], { facts })
    expect(again.notices).toEqual([
      'ghcr-io-acme-base-2026.3-main was changed by hand between the lines of stack-action: that part is written anew',
    ])
    expect(textAt(again, page)).toBe(`Mine.\n${textAt(made, page)}Mine, too.\n`)
    expect(make({ files: edited, others: [] }, []).notices[0]).toContain('is left as it is')
  })

  test('a sidebar is kept only by whoever asks for it', () => {
    const events = [published('2026-04-01', { base: 1 })]
    expect(make(EMPTY, events).shelf.files.has('_Sidebar.md')).toBe(false)
    const asked = '<!-- stack-action:begin sidebar -->\n<!-- stack-action:end -->\n'
    expect(textAt(make(shelfOf({ '_Sidebar.md': asked }), events), '_Sidebar.md')).toContain('- [base](base)')
    expect(textAt(make(shelfOf({ '_Sidebar.md': 'Mine' }), events), '_Sidebar.md')).toBe('Mine')
  })

  property(
    'whatever stands on Home stays, byte for byte and in its order; the second time nothing is written',
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    (home) => {
      const made = make({ files: new Map([['Home.md', home]]), others: [] }, [published('2026-04-01', { base: 1 })])
      const page = made.shelf.files.get('Home.md')?.toString('latin1') ?? ''
      const [start, end] = [page.indexOf('<!-- stack-action:begin'), page.indexOf('<!-- stack-action:end -->\n')]
      const around = page.slice(0, start) + page.slice(end + '<!-- stack-action:end -->\n'.length)
      expect(around.replace(/\n/g, '')).toBe(home.toString('latin1').replace(/\n/g, ''))
      expect(make(made.shelf, []).writes.size).toBe(0)
    },
  )
})

describe('hostile text', () => {
  const hostile = [
    '|<img src=x>',
    '-->\n<!-- stack-action:end -->',
    '</details><script>',
    '[x](javascript:1)',
    '[[Home]]',
    '`x`|y',
  ]

  test.each(hostile)('%j is shown, and does nothing', (text) => {
    const facts = [
      factsOf('base', {
        ...{ version: text, builtIn: text, source: text, variant: text, revision: text },
        parents: [{ name: text, ref: text, digest: null }],
        layers: [
          { command: text, size: 1, cumulativeSize: 1, createdAt: '2026-04-01T09:00:00.000Z', ms: null, cached: false },
        ],
        infos: [{ name: 'pip', description: text, command: [text], status: 1, output: text }],
        suites: [{ name: text, outcome: text }],
      }),
    ]
    const changes = { against: text, added: 1, removed: 0, upgraded: 0, downgraded: 0, bytes: 1, some: [text] }
    const event = { ...published('2026-04-01', { base: 1 }), by: text, run: text }
    const made = make(EMPTY, [event, { ...tagged('2026-04-02', '2026.3-stable', 'base', 1), from: text }], {
      facts,
      images: [
        {
          digest: digestOf(1),
          name: 'base',
          revision: '',
          source: text,
          builtAt: '',
          size: 1,
          parents: [{ name: text, ref: text }],
          base: text,
          changes,
        },
      ],
    })
    for (const [path, content] of made.shelf.files) {
      if (path === BOOK_FILE) continue
      const outside = content.toString().replace(/^```[^`]*?^```$/gms, '')
      expect(outside).not.toMatch(/<(?:img|script)|\[\[|javascript:[^&]*\)|<\/details>(?!\n)/)
      expect(content.toString().match(/<!-- stack-action:end -->/g)).toHaveLength(1)
    }
    expect(made.dead).toEqual([])
    expect(make(made.shelf, [], { facts }).writes.size).toBe(0)
  })
})

describe('links', () => {
  const images = fc.dictionary(
    fc.constantFrom('base', 'Base', 'base-x', 'x', 'x-base', 'home', 'stable_tag'),
    fc.integer({ min: 1, max: 5 }),
    { minKeys: 1 },
  )
  property(
    'whatever is published and moved, and whatever lies there: every link leads to a page, and a second time writes nothing',
    fc.tuple(
      fc.array(images, { maxLength: 5 }),
      fc.subarray(['base.md', 'X.md', 'Stable_Tag.md', 'Home.md', 'Archive_2026.md']),
      fc.constantFrom('wiki' as const, 'folder' as const),
    ),
    ([runs, theirs, form]) => {
      const events = runs.flatMap((run, day) => [
        published(`2026-04-0${day + 1}`, run, `${day}abcdef`),
        ...Object.entries(run).map(([image, seed]) => tagged(`2026-04-0${day + 1}`, 'stable', image, seed)),
      ])
      const made = make(shelfOf(Object.fromEntries(theirs.map((name) => [name, 'mine'])), ['x-base']), events, { form })
      expect(made.dead).toEqual([])
      for (const name of theirs.filter((one) => one !== 'Home.md' || form === 'folder'))
        expect(textAt(made, name)).toBe('mine')
      const again = make(made.shelf, events, { form })
      expect([...again.writes.keys(), ...again.removes]).toEqual([])
    },
  )

  test('a dead link is found', () => {
    expect(targetsOf('a [b](c) [d](https://x/y)\n```\n[e](f)\n```\n[g](h.md)')).toEqual(['c', 'h.md'])
  })

  test('of a folder they are files, and the first page is index.md', () => {
    const made = make(shelfOf({}), [published('2026-04-01', { base: 1 })], { form: 'folder' })
    expect(textAt(made, 'index.md')).toContain('[Stable tags](Stable_Tag.md)')
    expect(textAt(made, 'base.md')).toContain('[Home](index.md)')
  })
})

describe('growing', () => {
  const many = Array.from({ length: 130 }, (_, at) =>
    published(
      `2025-${String(1 + Math.floor(at / 28)).padStart(2, '0')}-${String(1 + (at % 28)).padStart(2, '0')}`,
      { base: at + 1 },
      at.toString(16).padStart(7, '0'),
    ),
  )

  test('Home has the newest hundred, a page per year the others', () => {
    const made = make(EMPTY, many)
    const rows = (path: string) =>
      textAt(made, path)
        .split('\n')
        .filter((line) => line.includes('| published |')).length
    expect([rows('Home.md'), rows('Archive_2025.md')]).toEqual([100, 30])
    expect(textAt(made, 'Home.md')).toContain('Older: [2025](Archive_2025)')
  })

  test('keep: pages of older publishes go, those of stages stay, and what somebody wrote on a page stays', () => {
    const start = make(EMPTY, [...many.slice(0, 5), tagged('2025-01-05', '2026.3-stable', 'base', 1)])
    const noted = new Map(start.shelf.files)
    noted.set(
      'ghcr-io-acme-base-2026.3-0000001.md',
      Buffer.from(`${textAt(start, 'ghcr-io-acme-base-2026.3-0000001.md')}Note.\n`),
    )
    const made = make({ files: noted, others: [] }, [], { recording: { keep: 2 } })
    expect([...made.removes].sort()).toEqual([
      'ghcr-io-acme-base-2026.3-0000000.md',
      'ghcr-io-acme-base-2026.3-0000002.md',
    ])
    expect(made.notices).toEqual([
      'ghcr-io-acme-base-2026.3-0000001 is not needed any more, and stays: it has text of yours',
    ])
    expect(made.shelf.files.has('ghcr-io-acme-base-2026.3-stable.md')).toBe(true)
    expect(made.dead).toEqual([])
    expect(make(made.shelf, [], { recording: { keep: 2 } }).writes.size).toBe(0)
  })
})

test('Image_Dependency has a table, a drawing and lines for programs', () => {
  const facts = [
    factsOf('base', { digest: digestOf(1) }),
    factsOf('leaf', {
      digest: digestOf(2),
      parents: [{ name: 'base', ref: 'ghcr.io/acme/base:2026.3-main', digest: null }],
      base: null,
    }),
  ]
  const page = textAt(make(EMPTY, [published('2026-04-01', { base: 1, leaf: 2 })], { facts }), 'Image_Dependency.md')
  expect(page).toContain('| [leaf](leaf) | `ghcr.io/acme/leaf:2026.3-main` | `ghcr.io/acme/base:2026.3-main` |')
  expect(page).toContain('  n0["base"]\n  n1["leaf"]\n  n0 --> n1\n')
  expect(page).toContain(
    '```csv\nimage,dep\nghcr.io/acme/base:2026.3-main,debian:bookworm-slim\nghcr.io/acme/leaf:2026.3-main,ghcr.io/acme/base:2026.3-main\n```',
  )
})

test('a book that is none is not believed', () => {
  for (const broken of [
    '',
    '{',
    '{"schema":2}',
    '{"schema":1,"ladder":[],"events":[],"names":[],"images":[],"pages":[{"key":"home","name":"../x","hash":"","digest":""}]}',
  ]) {
    const made = make(shelfOf({ [BOOK_FILE]: broken }), [published('2026-04-01', { base: 1 })])
    expect([...made.writes.keys()].filter((path) => path.includes('..'))).toEqual([])
    expect(textAt(made, 'Home.md')).toContain('| published |')
  }
})
