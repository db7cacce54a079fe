import { describe, expect, test } from '@jest/globals'
import type { Room, Usage } from '../../../src/docker/space.js'
import {
  explainFull,
  isDiskFull,
  judgeSpace,
  shortageError,
  spaceCheck,
  withSpace,
  type Space,
  type SpacePorts,
} from '../../../src/run/space.js'
import { WorkError } from '../../../src/shared/errors.js'

const GB = 1e9

function room(free: number, more: Partial<Room> = {}): Room {
  return { path: '/var/lib/docker', free, freeFiles: 1e6, ...more }
}

const usage: Usage = {
  images: 14 * GB,
  imageList: [
    { name: 'debian:12', size: 0.1 * GB, ours: false },
    { name: 'acme/scipy:main', size: 8 * GB, ours: true },
    { name: 'someone/else:1', size: 9 * GB, ours: false },
  ],
  buildCache: 21 * GB,
  containers: 0,
  volumes: 2 * GB,
}
const here = { canFree: false }
const plenty: Space = { engine: room(50 * GB), output: room(50 * GB, { path: '/work/out' }) }

describe('the room before a build', () => {
  test.each<[string, Space, number, string | undefined]>([
    ['there is room', plenty, 5 * GB, undefined],
    ['exactly what is wanted', { engine: room(5 * GB), output: undefined }, 5 * GB, undefined],
    [
      'one byte less',
      { engine: room(5 * GB - 1), output: undefined },
      5 * GB,
      '5.0 GB free where the engine keeps its images (/var/lib/docker), 5.0 GB wanted',
    ],
    ['nobody knows', { engine: undefined, output: undefined }, 5 * GB, undefined],
    ['nothing is wanted', { engine: room(0), output: room(0) }, 0, undefined],
    [
      'there are bytes, and no files any more',
      { engine: room(50 * GB, { freeFiles: 12 }), output: undefined },
      GB,
      'room for 12 more files where the engine keeps its images (/var/lib/docker), 20000 wanted',
    ],
    ['files have no limit', { engine: room(50 * GB, { freeFiles: undefined }), output: undefined }, GB, undefined],
    [
      'our own files have none',
      { ...plenty, output: room(2e6, { path: '/work/out' }) },
      5 * GB,
      '2.0 MB free where the logs and results go (/work/out), 100 MB wanted',
    ],
    ['our own files need little', { ...plenty, output: room(0.2 * GB) }, 5 * GB, undefined],
  ])('%s', (_name, space, minFree, message) => {
    expect(judgeSpace(space, minFree)?.message).toBe(message)
  })

  test('the message names the largest culprits, the evidence all kinds, the remedy the one that helps most', () => {
    const shortage = judgeSpace({ ...plenty, engine: room(3.1 * GB) }, 5 * GB)
    if (shortage === undefined) throw new Error('there is room')
    const error = shortageError(shortage, usage, here)
    expect(error.message).toBe(
      '3.1 GB free where the engine keeps its images (/var/lib/docker), 5.0 GB wanted; taken by: ' +
        'build cache 21.0 GB, image someone/else:1 9.0 GB, image acme/scipy:main 8.0 GB, volumes 2.0 GB, image debian:12 100 MB',
    )
    const column = '3 images (1 of them built by stack-action)  '.length
    expect(error.evidence).toEqual([
      `${'build cache'.padEnd(column)}21.0 GB`,
      `${'containers'.padEnd(column)}0 B`,
      `${'volumes'.padEnd(column)}2.0 GB`,
      '3 images (1 of them built by stack-action)  14.0 GB, shared layers once',
      `${'  someone/else:1'.padEnd(column)}9.0 GB`,
      `${'  acme/scipy:main'.padEnd(column)}8.0 GB, built by stack-action`,
      `${'  debian:12'.padEnd(column)}100 MB`,
    ])
    expect(error.remedy).toContain('docker builder prune')
  })

  test.each<[string, Partial<Usage> | undefined, boolean, string]>([
    ['a runner of GitHub', {}, true, 'free-disk: true'],
    ['images', { buildCache: 0 }, false, '"prune: true"'],
    ['containers', { containers: 99 * GB }, false, 'docker container rm'],
    ['volumes', { volumes: 99 * GB }, false, 'docker volume rm'],
    ['other files', { images: 0, buildCache: 0, volumes: 0 }, false, 'Other files'],
    ['an engine that does not say', undefined, false, 'docker system df'],
  ])('what helps against %s', (_name, more, canFree, words) => {
    const shortage = judgeSpace({ ...plenty, engine: room(0) }, GB)
    if (shortage === undefined) throw new Error('there is room')
    const counted = more === undefined ? undefined : { ...usage, ...more }
    expect(shortageError(shortage, counted, { canFree }).remedy).toContain(words)
  })

  test('names of images are shown without what a terminal would do with them', () => {
    const shortage = judgeSpace({ ...plenty, engine: room(0) }, GB)
    if (shortage === undefined) throw new Error('there is room')
    const hostile = { ...usage, imageList: [{ name: 'a\u001b[31m\nb', size: 9 * GB, ours: false }] }
    const { message, evidence } = shortageError(shortage, hostile, here)
    expect(message).toContain('image a b 9.0 GB')
    expect(evidence.join('')).not.toMatch(/\p{Cc}/u)
  })
})

describe('the check', () => {
  function ports(spaces: Space[], more: Partial<SpacePorts> = {}): SpacePorts & { asked: string[] } {
    const asked: string[] = []
    const said = <T>(name: string, value: T): Promise<T> => {
      asked.push(name)
      return Promise.resolve(value)
    }
    return {
      asked,
      readSpace: () => said('space', (spaces.length > 1 ? spaces.shift() : spaces[0]) ?? plenty),
      readUsage: () => said('usage', usage),
      reclaim: () => said('reclaim', undefined),
      minFree: GB,
      place: here,
      ...more,
    }
  }
  const full: Space = { ...plenty, engine: room(0) }

  test('is one look while there is room', async () => {
    const given = ports([plenty])
    await spaceCheck(given)()
    expect(given.asked).toEqual(['space'])
  })

  test('reclaims first, and asks for culprits only when that was not enough', async () => {
    const enough = ports([full, plenty])
    await spaceCheck(enough)()
    expect(enough.asked).toEqual(['space', 'reclaim', 'space'])
    const given = ports([full])
    await expect(spaceCheck(given)()).rejects.toThrow('taken by: build cache')
    expect(given.asked).toEqual(['space', 'reclaim', 'space', 'usage'])
  })

  test('does not touch the engine when only our own folder is full', async () => {
    const given = ports([{ ...plenty, output: room(0) }])
    await expect(spaceCheck(given)()).rejects.toThrow('where the logs and results go')
    expect(given.asked).toEqual(['space', 'space'])
  })

  test('is shared by builds that begin together, and made anew later', async () => {
    const given = ports([plenty])
    const check = spaceCheck(given)
    await Promise.all([check(), check(), check()])
    expect(given.asked).toEqual(['space'])
    await check()
    expect(given.asked).toEqual(['space', 'space'])
  })

  test('a failure that a full disk caused says what takes the room; any other stays as it is', async () => {
    const given = ports([full])
    const failure = new WorkError('[2/3] RUN conda ended with exit status 1', {
      evidence: ['OSError: [Errno 28] No space left on device'],
    })
    const told = (await withSpace(failure, given)) as WorkError
    expect(told.message).toBe(`${failure.message}: no space left on device`)
    expect(told.evidence).toEqual([
      ...failure.evidence,
      'now 0 B free where the engine keeps its images (/var/lib/docker)',
      'now 50.0 GB free where the logs and results go (/work/out)',
      ...shortageError({ where: 'engine', room: room(0), message: '' }, usage, here).evidence,
    ])
    expect(told.remedy).toContain('docker builder prune')
    const other = new WorkError('exit status 1')
    expect(await withSpace(other, given)).toBe(other)
    const foreign = new TypeError('no space left on device')
    expect(await withSpace(foreign, given)).toBe(foreign)
  })
})

describe('a full disk', () => {
  test.each([
    'write /var/lib/docker/tmp/x: no space left on device',
    "ENOSPC: no space left on device, open '/x'",
    'OSError: [Errno 28] No space left on device',
    'mkdir /x: disk quota exceeded',
  ])('%s', (text) => {
    expect(isDiskFull(['fine', text])).toBe(true)
  })

  test.each(['there is space left on the device', 'MENOSPCX', ''])('is not what "%s" says', (text) => {
    expect(isDiskFull([text])).toBe(false)
  })

  test('is another one when the engine has plenty', () => {
    const told = explainFull(['No space left on device'], { space: plenty, usage, minFree: GB, place: here })
    expect(told?.remedy).toContain('/dev/shm')
  })

  test('may have no bytes missing, but files', () => {
    const space = { engine: room(50 * GB, { freeFiles: 0 }), output: undefined }
    const told = explainFull(['No space left on device'], { space, usage: undefined, minFree: GB, place: here })
    expect(told?.evidence).toEqual([
      'now 50.0 GB free and room for 0 more files where the engine keeps its images (/var/lib/docker)',
    ])
    expect(told?.remedy).toContain('docker system df')
  })
})
