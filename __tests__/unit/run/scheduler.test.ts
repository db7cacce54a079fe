import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import { schedule, type Task, type TaskState } from '../../../src/run/scheduler.js'

interface Sketch {
  readonly needs: readonly number[]
  readonly lane: 'work' | 'push'
  readonly fails: boolean
}

/** A random graph: a task needs only tasks before it. */
const sketches = fc
  .array(
    fc.record({
      needs: fc.array(fc.nat(), { maxLength: 3 }),
      lane: fc.constantFrom('work' as const, 'push' as const),
      fails: fc.nat(3).map((roll) => roll === 0),
    }),
    { maxLength: 25 },
  )
  .map((all): Sketch[] =>
    all.map((sketch, index) => ({
      ...sketch,
      needs: index === 0 ? [] : [...new Set(sketch.needs.map((one) => one % index))],
    })),
  )
const limits = fc.record({ work: fc.integer({ min: 1, max: 4 }), push: fc.integer({ min: 1, max: 4 }) })

interface Observed {
  readonly states: Map<string, TaskState>
  /** Ids in the order they began. */
  readonly began: string[]
  readonly cancelled: Map<string, string | undefined>
  /** What was broken while it ran. */
  readonly faults: string[]
}

/** Runs a graph; tasks end in an order that fast-check chooses. */
async function observe(
  all: readonly Sketch[],
  lanes: Record<string, number>,
  scheduler: fc.Scheduler,
  abortAfter = Infinity,
): Promise<Observed> {
  const controller = new AbortController()
  const busy = new Map<string, number>()
  const ended = new Map<string, TaskState>()
  const cancelled = new Map<string, string | undefined>()
  const [began, faults]: [string[], string[]] = [[], []]
  const tasks = all.map(({ needs, lane, fails }, index): Task => ({
    id: `t${index}`,
    needs: needs.map((need) => `t${need}`),
    lane,
    run: async () => {
      const id = `t${index}`
      if (controller.signal.aborted) faults.push(`${id} began after the abort`)
      if (began.includes(id)) faults.push(`${id} began twice`)
      began.push(id)
      for (const need of needs) if (ended.get(`t${need}`) !== 'passed') faults.push(`${id} began before t${need}`)
      busy.set(lane, (busy.get(lane) ?? 0) + 1)
      if ((busy.get(lane) ?? 0) > (lanes[lane] ?? 1)) faults.push(`${lane} is too full`)
      await scheduler.schedule(Promise.resolve(), id)
      busy.set(lane, (busy.get(lane) ?? 0) - 1)
      ended.set(id, fails ? 'failed' : 'passed')
      if (ended.size >= abortAfter) controller.abort()
      if (fails) throw new Error(id)
    },
  }))
  const done = schedule(tasks, {
    limits: lanes,
    signal: controller.signal,
    onCancelled: (id, because) => cancelled.set(id, because),
  })
  await scheduler.waitFor(done)
  return { states: await done, began, cancelled, faults }
}

/** What must become of each task when nobody aborts. */
function expected(all: readonly Sketch[]): TaskState[] {
  const states: TaskState[] = []
  for (const { needs, fails } of all) {
    states.push(needs.some((need) => states[need] !== 'passed') ? 'cancelled' : fails ? 'failed' : 'passed')
  }
  return states
}

describe('any graph, in any order of ends', () => {
  test('needs come first, lanes are never too full, a failure cancels its descendants and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(sketches, limits, fc.scheduler(), async (all, lanes, scheduler) => {
        const { states, began, cancelled, faults } = await observe(all, lanes, scheduler)
        expect(faults).toEqual([])
        expect(all.map((_, index) => states.get(`t${index}`))).toEqual(expected(all))
        expect(began).toHaveLength([...states.values()].filter((state) => state !== 'cancelled').length)
        for (const [id, because] of cancelled) {
          expect(all[Number(id.slice(1))]?.needs.map((need) => `t${need}`)).toContain(because)
          expect(states.get(because ?? '')).not.toBe('passed')
        }
      }),
    )
  })

  test('after an abort nothing starts, what runs is waited for, and every task has an end', async () => {
    await fc.assert(
      fc.asyncProperty(
        sketches,
        limits,
        fc.scheduler(),
        fc.integer({ min: 1, max: 5 }),
        async (all, lanes, scheduler, after) => {
          const { states, began, faults } = await observe(all, lanes, scheduler, after)
          expect(faults).toEqual([])
          expect(states.size).toBe(all.length)
          for (const id of began) expect(states.get(id)).not.toBe('cancelled')
        },
      ),
    )
  })
})

const passing = (id: string, needs: string[] = [], log: string[] = []): Task => ({
  id,
  needs,
  lane: 'work',
  run: async () => {
    log.push(id)
    await Promise.resolve()
  },
})
const options = (more: Partial<Parameters<typeof schedule>[1]> = {}): Parameters<typeof schedule>[1] => ({
  limits: { work: 1 },
  signal: new AbortController().signal,
  onCancelled: () => undefined,
  ...more,
})

test('nothing to do is done', async () => {
  expect((await schedule([], options())).size).toBe(0)
})

test('tasks that are ready begin in the given order', async () => {
  const log: string[] = []
  await schedule([passing('c', ['a'], log), passing('b', [], log), passing('a', [], log)], options())
  expect(log).toEqual(['b', 'a', 'c'])
})

test('a full lane does not hold up another', async () => {
  const log: string[] = []
  let open = (): void => undefined
  const gate = new Promise<void>((resolve) => (open = resolve))
  await schedule(
    [
      { id: 'slow', needs: [], lane: 'work', run: () => gate },
      passing('waits', [], log),
      { id: 'push', needs: [], lane: 'push', run: () => Promise.resolve().then(open) },
    ],
    options(),
  )
  expect(log).toEqual(['waits'])
})

test('under a signal that is aborted already nothing runs', async () => {
  const cancelled: [string, string | undefined][] = []
  const states = await schedule(
    [passing('a'), passing('b', ['a'])],
    options({ signal: AbortSignal.abort(), onCancelled: (id, because) => cancelled.push([id, because]) }),
  )
  expect([...states]).toEqual([
    ['a', 'cancelled'],
    ['b', 'cancelled'],
  ])
  expect(cancelled).toEqual([
    ['a', undefined],
    ['b', undefined],
  ])
})

test('an abort is told at once to what waits, while what runs goes on', async () => {
  const controller = new AbortController()
  const cancelled: string[] = []
  let open = (): void => undefined
  const gate = new Promise<void>((resolve) => (open = resolve))
  const done = schedule(
    [{ ...passing('runs'), run: () => gate }, passing('waits'), passing('needs', ['runs'])],
    options({ signal: controller.signal, onCancelled: (id) => cancelled.push(id) }),
  )
  controller.abort()
  expect(cancelled).toEqual(['waits', 'needs'])
  open()
  expect((await done).get('runs')).toBe('passed')
})

test('an abort from inside a task is an abort', async () => {
  const controller = new AbortController()
  const aborting = { ...passing('a'), run: () => Promise.resolve().then(() => controller.abort()) }
  const states = await schedule([aborting, passing('b'), passing('c', ['a'])], options({ signal: controller.signal }))
  expect([...states].sort()).toEqual([
    ['a', 'passed'],
    ['b', 'cancelled'],
    ['c', 'cancelled'],
  ])
})

test('a chain of two thousand tasks ends, and so does its cancellation', async () => {
  const chain = (first: Task): Task[] => [
    first,
    ...Array.from({ length: 2000 }, (_, index) => passing(`t${index}`, [index === 0 ? 'first' : `t${index - 1}`])),
  ]
  const good = await schedule(chain(passing('first')), options())
  expect(new Set(good.values())).toEqual(new Set(['passed']))
  const bad = await schedule(
    chain({ ...passing('first'), run: () => Promise.reject(new Error('no')) }).reverse(),
    options(),
  )
  expect([...bad.values()].filter((state) => state === 'cancelled')).toHaveLength(2000)
})
