import { beforeAll, describe, expect, test } from '@jest/globals'
import { connectEngine, type Engine } from '../../src/docker/engine.js'
import { moveLocally } from '../../src/run/local-moves.js'
import type { JournalEntry } from '../../src/run/publish.js'
import { UserError, WorkError } from '../../src/shared/errors.js'
import { buildWith } from '../world/building.js'
import { engines, namesWith, removeAtEnd } from '../world/engines.js'
import { TIMEOUT, unique } from '../world/world.js'

describe.each(engines)('names in the engine: $name', (on) => {
  const id = unique()
  removeAtEnd(id)
  let engine: Engine
  const made: string[] = []
  const now = (): Date => new Date(0)
  const name = (tag: string): string => `${id}/image:${tag}`
  const idOf = async (ref: string): Promise<string | undefined> => (await engine.inspect(ref))?.id
  const move = (source: string, tag: string): { image: string; source: string; ref: string } => ({
    image: 'image',
    source,
    ref: name(tag),
  })

  beforeAll(async () => {
    engine = await connectEngine({ DOCKER_HOST: on.host })
    for (const which of ['one', 'two']) {
      const tags = [name(`local-a-${which}`)]
      const { failure } = await buildWith(
        { kind: 'engine', on },
        { dockerfile: `FROM scratch\nCOPY file /\n`, files: { file: `${id} ${which}` }, tags },
      )
      if (failure !== undefined) throw new Error(JSON.stringify(failure))
      made.push((await idOf(tags[0] ?? '')) ?? '')
    }
  }, TIMEOUT)

  test('move, all of them, and say what they named before', async () => {
    const journals: JournalEntry[][] = []
    const moves = [move(name('local-a-one'), 'dev'), move(name('local-a-two'), 'dev-1.2.0')]
    const [one = '', two = ''] = made
    const planned = [
      { image: 'image', ref: name('dev'), old: null, new: one, state: 'moved' },
      { image: 'image', ref: name('dev-1.2.0'), old: null, new: two, state: 'moved' },
    ]
    expect(await moveLocally(engine, moves, { now, dryRun: true })).toEqual({ moved: planned, failure: undefined })
    expect(await idOf(name('dev'))).toBeUndefined()
    const record = (journal: readonly JournalEntry[]): void => void journals.push([...journal])
    expect(await moveLocally(engine, moves, { now, dryRun: false, record })).toEqual({
      moved: planned,
      failure: undefined,
    })
    expect([await idOf(name('dev')), await idOf(name('dev-1.2.0'))]).toEqual([one, two])
    expect(journals.map((journal) => journal.length)).toEqual([1, 2])

    const again = await moveLocally(engine, [move(name('local-a-one'), 'dev'), move(name('dev'), 'dev-1.2.0')], {
      now,
      dryRun: false,
    })
    expect(again.moved.map(({ old, new: id, state }) => [old, id, state])).toEqual([
      [one, one, 'unchanged'],
      [two, one, 'moved'],
    ])
  })

  test('none moves when a source is missing, or one name is to be two images', async () => {
    const before = await namesWith(on, id)
    const refused = await moveLocally(
      engine,
      [move(name('local-a-one'), 'new'), move(name('no'), 'x'), move(name('nor'), 'y')],
      { now, dryRun: false },
    ).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(UserError)
    expect(String(refused)).toMatch(/the engine has no .*:no;.*the engine has no .*:nor$/)
    const twice = [move(name('local-a-one'), 'new'), move(name('local-a-two'), 'new')]
    await expect(moveLocally(engine, twice, { now, dryRun: false })).rejects.toThrow('would have to name two images')
    expect(await namesWith(on, id)).toEqual(before)
  })

  test('a move that fails takes the others back; the only name of an image stays', async () => {
    const [one = '', two = ''] = made
    await moveLocally(engine, [move(name('local-a-two'), 'old')], { now, dryRun: false })
    const before = await namesWith(on, id)
    const failing = {
      ...engine,
      tag: (from: string, to: string) => (to.endsWith('bad') ? broken() : engine.tag(from, to)),
    }
    const broken = (): Promise<void> => Promise.reject(new WorkError('no room'))
    const moves = [move(name('local-a-one'), 'old'), move(one, 'by-id'), move(name('local-a-two'), 'new')]
    const last: JournalEntry[] = []
    const { moved, failure } = await moveLocally(failing, [...moves, move(name('local-a-one'), 'bad')], {
      now,
      dryRun: false,
      record: (journal) => void last.splice(0, Infinity, ...journal),
    })
    expect(failure).toMatchObject({ ref: name('bad'), error: { message: 'no room' } })
    expect(failure?.left).toEqual([expect.stringContaining(`${name('by-id')} still names ${one}`)])
    expect(moved.map(({ ref }) => ref)).toEqual([name('by-id')])
    expect(await idOf(name('old'))).toBe(two)
    expect(await namesWith(on, id)).toEqual([...before, name('by-id')].sort())
    expect(last.map(({ ref, undone }) => [ref, undone])).toEqual([
      [name('old'), true],
      [name('by-id'), false],
      [name('new'), true],
      [name('bad'), true],
    ])
  })
})
