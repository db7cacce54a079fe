import { afterEach, describe, expect, jest, test } from '@jest/globals'
import fc from '../property.js'
import {
  Cancelled,
  criticalPathMs,
  schedule,
  TimedOut,
  type ScheduleOptions,
  type Task,
  type TaskState,
} from '../../../src/run/scheduler.js'
import { WorkError } from '../../../src/shared/errors.js'

interface Sketch {
  readonly needs: readonly number[]
  readonly unless: readonly number[]
  readonly lane: 'work' | 'push'
  readonly expectedMs: number
  readonly fails: boolean
}

/** A random graph: a task names only tasks before it. */
const sketches = fc
  .array(
    fc.record({
      needs: fc.array(fc.nat(), { maxLength: 3 }),
      unless: fc.array(fc.nat(), { maxLength: 1 }),
      lane: fc.constantFrom('work' as const, 'push' as const),
      expectedMs: fc.nat(100),
      fails: fc.nat(3).map((roll) => roll === 0),
    }),
    { maxLength: 25 },
  )
  .map((all): Sketch[] =>
    all.map((sketch, index) => ({
      ...sketch,
      needs: index === 0 ? [] : [...new Set(sketch.needs.map((one) => one % index))],
      unless: index === 0 ? [] : sketch.unless.map((one) => one % index),
    })),
  )
const limits = fc.record({ work: fc.integer({ min: 1, max: 4 }), push: fc.integer({ min: 1, max: 4 }) })

const name = (index: number): string => `t${index}`

interface Observed {
  readonly states: Map<string, TaskState>
  /** Ids in the order they began. */
  readonly began: string[]
  readonly cancelled: Map<string, string | undefined>
  /** The first that failed. */
  readonly firstFailed: string | undefined
  /** What was broken while it ran. */
  readonly faults: string[]
}

interface Circumstances {
  readonly lanes: Record<string, number>
  /** Tasks end in an order that fast-check chooses. */
  readonly scheduler: fc.Scheduler
  readonly failFast?: boolean
  /** The run is stopped when so many tasks have ended. */
  readonly abortAfter?: number
}

/** The longest way from the beginning of each task, found in the simplest manner: tasks name only tasks before them. */
function remaining(all: readonly Sketch[]): number[] {
  const paths = all.map(() => 0)
  for (let index = all.length - 1; index >= 0; index--) {
    const children = all.flatMap(({ needs }, child) => (needs.includes(index) ? [paths[child] ?? 0] : []))
    paths[index] = (all[index]?.expectedMs ?? 0) + Math.max(0, ...children)
  }
  return paths
}

/** Runs a graph; tasks do not listen to their signals. */
async function observe(
  all: readonly Sketch[],
  { lanes, scheduler, failFast = false, abortAfter = Infinity }: Circumstances,
): Promise<Observed> {
  const controller = new AbortController()
  const busy = new Map<string, number>()
  const ended = new Map<string, TaskState>()
  const cancelled = new Map<string, string | undefined>()
  const paths = remaining(all)
  const [began, faults]: [string[], string[]] = [[], []]
  let firstFailed: string | undefined
  const isReady = ({ needs }: Sketch, id: string): boolean =>
    !began.includes(id) && !cancelled.has(id) && needs.every((need) => ended.get(name(need)) === 'passed')
  const tasks = all.map((sketch, index): Task => {
    const { needs, unless, lane, expectedMs, fails } = sketch
    const id = name(index)
    return {
      ...{ id, lane, expectedMs },
      needs: needs.map(name),
      unless: unless.map(name),
      run: async () => {
        if (controller.signal.aborted) faults.push(`${id} began after the abort`)
        if (failFast && firstFailed !== undefined) faults.push(`${id} began after a failure`)
        if (cancelled.has(id)) faults.push(`${id} began after it was cancelled`)
        for (const need of needs)
          if (ended.get(name(need)) !== 'passed') faults.push(`${id} began before ${name(need)}`)
        all.forEach((other, at) => {
          const goesFirst = (paths[at] ?? 0) > (paths[index] ?? 0) || (paths[at] === paths[index] && at < index)
          if (other.lane === lane && goesFirst && isReady(other, name(at)))
            faults.push(`${id} began before ${name(at)}`)
        })
        if (began.includes(id)) faults.push(`${id} began twice`)
        began.push(id)
        busy.set(lane, (busy.get(lane) ?? 0) + 1)
        if ((busy.get(lane) ?? 0) > (lanes[lane] ?? 1)) faults.push(`${lane} is too full`)
        await scheduler.schedule(Promise.resolve(), id)
        busy.set(lane, (busy.get(lane) ?? 0) - 1)
        ended.set(id, fails ? 'failed' : 'passed')
        if (ended.size >= abortAfter) controller.abort()
        if (!fails) return
        firstFailed ??= id
        throw new Error(id)
      },
    }
  })
  const done = schedule(tasks, {
    limits: lanes,
    signal: controller.signal,
    failFast,
    onCancelled: (id, because) => {
      if (cancelled.has(id)) faults.push(`${id} was cancelled twice`)
      cancelled.set(id, because)
    },
  })
  await scheduler.waitFor(done)
  const states = await done
  for (const [id, state] of states)
    if ((state === 'cancelled') !== cancelled.has(id)) faults.push(`${id} is ${state}, and that was not told`)
  return { states, began, cancelled, firstFailed, faults }
}

/** What must become of each task when nobody aborts and nothing is stopped by what it does not need. */
function expected(all: readonly Sketch[]): TaskState[] {
  const states: TaskState[] = []
  for (const { needs, fails } of all) {
    states.push(needs.some((need) => states[need] !== 'passed') ? 'cancelled' : fails ? 'failed' : 'passed')
  }
  return states
}

/** All that a task waits for, directly or not. */
function ancestors(all: readonly Sketch[], id: string): Set<string> {
  const found = new Set<string>()
  const add = (index: number): void => {
    for (const one of [...(all[index]?.needs ?? []), ...(all[index]?.unless ?? [])]) {
      if (found.has(name(one))) continue
      found.add(name(one))
      add(one)
    }
  }
  add(Number(id.slice(1)))
  return found
}

describe('any graph, in any order of ends', () => {
  test('needs come first, the longest path goes first, lanes are never too full, a failure cancels its descendants and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(sketches, limits, fc.scheduler(), async (drawn, lanes, scheduler) => {
        const all = drawn.map((sketch) => ({ ...sketch, unless: [] }))
        const { states, began, cancelled, faults } = await observe(all, { lanes, scheduler })
        expect(faults).toEqual([])
        expect(all.map((_, index) => states.get(name(index)))).toEqual(expected(all))
        expect(began).toHaveLength([...states.values()].filter((state) => state !== 'cancelled').length)
        for (const [id, because] of cancelled) {
          expect(ancestors(all, id)).toContain(because)
          expect(states.get(because ?? '')).toBe('failed')
        }
      }),
    )
  })

  test('what is stopped by a task that it does not need ends too, and says which failed', async () => {
    await fc.assert(
      fc.asyncProperty(sketches, limits, fc.scheduler(), async (all, lanes, scheduler) => {
        const { states, cancelled, faults } = await observe(all, { lanes, scheduler })
        expect(faults).toEqual([])
        expect(states.size).toBe(all.length)
        for (const [id, because] of cancelled) {
          expect(ancestors(all, id)).toContain(because)
          expect(states.get(because ?? '')).toBe('failed')
        }
      }),
    )
  })

  test('with fail-fast nothing begins after the first failure, and all that is cancelled names it', async () => {
    await fc.assert(
      fc.asyncProperty(sketches, limits, fc.scheduler(), async (all, lanes, scheduler) => {
        const { states, cancelled, firstFailed, faults } = await observe(all, { lanes, scheduler, failFast: true })
        expect(faults).toEqual([])
        expect(states.size).toBe(all.length)
        for (const because of cancelled.values()) expect(because).toBe(firstFailed)
      }),
    )
  })

  test('after an abort nothing starts, what runs is waited for, and every task has an end', async () => {
    await fc.assert(
      fc.asyncProperty(
        sketches,
        limits,
        fc.boolean(),
        fc.scheduler(),
        fc.integer({ min: 1, max: 5 }),
        async (all, lanes, failFast, scheduler, abortAfter) => {
          const { states, faults } = await observe(all, { lanes, scheduler, failFast, abortAfter })
          expect(faults).toEqual([])
          expect(states.size).toBe(all.length)
        },
      ),
    )
  })

  test('the critical path is the longest chain', () => {
    fc.assert(
      fc.property(sketches, (all) => {
        const run = (): Promise<void> => Promise.resolve()
        const tasks = all.map(({ needs, ...more }, index) => ({
          ...more,
          id: name(index),
          needs: needs.map(name),
          run,
        }))
        expect(criticalPathMs(tasks.map((task) => ({ ...task, unless: [] })))).toBe(Math.max(0, ...remaining(all)))
      }),
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
const failing = (id: string, needs: string[] = []): Task => ({
  ...passing(id, needs),
  run: () => Promise.reject(new Error(id)),
})
/** Runs until its signal is aborted, and fails then. */
const obedient = (id: string, needs: string[] = []): Task => ({
  ...passing(id, needs),
  run: (signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error))
    }),
})
/** Runs on, whatever its signal says. */
const stubborn = (id: string, more: Partial<Task> = {}): Task => ({
  ...passing(id),
  run: () => new Promise(() => undefined),
  ...more,
})
const options = (more: Partial<ScheduleOptions> = {}): ScheduleOptions => ({
  limits: { work: 1 },
  signal: new AbortController().signal,
  onCancelled: () => undefined,
  ...more,
})
const told = (): { cancelled: [string, string | undefined][]; onCancelled: ScheduleOptions['onCancelled'] } => {
  const cancelled: [string, string | undefined][] = []
  return { cancelled, onCancelled: (id, because) => void cancelled.push([id, because]) }
}

test('nothing to do is done', async () => {
  expect((await schedule([], options())).size).toBe(0)
})

describe('order', () => {
  test('tasks that are ready and take as long begin in the given order', async () => {
    const log: string[] = []
    await schedule([passing('c', ['a'], log), passing('b', [], log), passing('d', [], log), passing('a', [], log)], {
      ...options(),
    })
    expect(log).toEqual(['b', 'd', 'a', 'c'])
  })

  test('the one with the longest remaining path is first, over all lanes', async () => {
    const log: string[] = []
    await schedule(
      [
        { ...passing('quick', [], log), expectedMs: 1 },
        { ...passing('long', [], log), expectedMs: 50 },
        { ...passing('parent', [], log), expectedMs: 10 },
        { ...passing('child', ['parent'], log), expectedMs: 60, lane: 'push' },
      ],
      options(),
    )
    expect(log.filter((id) => id !== 'child')).toEqual(['parent', 'long', 'quick'])
  })

  test('a full lane does not hold up another', async () => {
    const log: string[] = []
    let open = (): void => undefined
    const gate = new Promise<void>((resolve) => (open = resolve))
    await schedule(
      [
        { ...passing('slow'), run: () => gate },
        passing('waits', [], log),
        { ...passing('push'), lane: 'push', run: () => Promise.resolve().then(open) },
      ],
      options(),
    )
    expect(log).toEqual(['waits'])
  })

  test('a lane without a limit takes all at once', async () => {
    let running = 0
    const all = Array.from({ length: 20 }, (_, index): Task => ({
      ...passing(name(index)),
      lane: 'gate',
      run: async () => {
        running++
        await Promise.resolve()
        expect(running).toBe(20)
      },
    }))
    const states = await schedule(all, options({ limits: { gate: Infinity } }))
    expect(new Set(states.values())).toEqual(new Set(['passed']))
  })

  test.each([
    ['what is no task', [passing('a', ['b'])], 'a waits for b, which is no task'],
    ['what stops it and is no task', [{ ...passing('a'), unless: ['b'] }], 'a waits for b, which is no task'],
    ['each other', [passing('a', ['b']), passing('b', ['a']), passing('c')], 'tasks wait for each other: a, b'],
    ['one id twice', [passing('a'), passing('a')], 'two tasks have one id'],
  ])('tasks that name %s are an error of ours', (_, tasks, message) => {
    expect(() => schedule(tasks, options())).toThrow(message)
  })
})

describe('a failure', () => {
  test('cancels what needs it, and names the task that failed, not the one between', async () => {
    const { cancelled, onCancelled } = told()
    const tasks = [passing('leaf', ['middle']), passing('middle', ['root']), failing('root'), passing('other')]
    const states = await schedule(tasks, options({ onCancelled }))
    expect(Object.fromEntries(states)).toEqual({
      root: 'failed',
      middle: 'cancelled',
      leaf: 'cancelled',
      other: 'passed',
    })
    expect(cancelled).toEqual([
      ['middle', 'root'],
      ['leaf', 'root'],
    ])
  })

  test('is also what is thrown at once', async () => {
    const thrown: Task = {
      ...passing('a'),
      run: () => {
        throw new Error('at once')
      },
    }
    expect([...(await schedule([thrown], options()))]).toEqual([['a', 'failed']])
  })

  test('stops what runs and must not outlive it, and what that would have led to', async () => {
    const { cancelled, onCancelled } = told()
    const reasons: unknown[] = []
    const child = obedient('child build', ['build'])
    const tasks = [
      passing('build'),
      failing('test', ['build']),
      {
        ...child,
        unless: ['test'],
        run: (signal: AbortSignal) => {
          signal.addEventListener('abort', () => reasons.push(signal.reason))
          return child.run(signal)
        },
      },
      passing('child push', ['child build']),
      { ...passing('child test'), lane: 'full', unless: ['test'], needs: ['child build'] },
    ]
    const states = await schedule(tasks, options({ limits: { work: 2 }, onCancelled }))
    expect(Object.fromEntries(states)).toMatchObject({ 'child build': 'cancelled', 'child push': 'cancelled' })
    expect(cancelled).toEqual([
      ['child test', 'test'],
      ['child build', 'test'],
      ['child push', 'test'],
    ])
    expect(reasons).toEqual([expect.any(Cancelled)])
    expect((reasons[0] as Cancelled).because).toBe('test')
  })

  test('of a listener ends the run instead of leaving it without an end', async () => {
    const onCancelled = (): void => {
      throw new Error('no room for that')
    }
    const run = schedule([failing('a'), passing('b', ['a'])], options({ onCancelled }))
    await expect(run).rejects.toThrow('no room for that')
  })
})

describe('fail-fast', () => {
  test('stops what runs and what waits; what ends all the same counts as what it did', async () => {
    const { cancelled, onCancelled } = told()
    let open = (): void => undefined
    const gate = new Promise<void>((resolve) => (open = resolve))
    const tasks = [
      obedient('stopped'),
      { ...passing('deaf'), run: () => gate },
      { ...failing('bad'), run: () => Promise.reject(new Error('bad')).finally(() => setImmediate(open)) },
      passing('after deaf', ['deaf']),
      passing('waiting'),
    ]
    const states = await schedule(tasks, options({ limits: { work: 3 }, failFast: true, onCancelled }))
    expect(Object.fromEntries(states)).toEqual({
      ...{ bad: 'failed', deaf: 'passed' },
      ...{ stopped: 'cancelled', waiting: 'cancelled', 'after deaf': 'cancelled' },
    })
    expect(cancelled.sort()).toEqual([
      ['after deaf', 'bad'],
      ['stopped', 'bad'],
      ['waiting', 'bad'],
    ])
  })
})

describe('an abort', () => {
  test('before the run lets nothing begin', async () => {
    const { cancelled, onCancelled } = told()
    const states = await schedule([passing('a'), passing('b', ['a'])], {
      ...options({ signal: AbortSignal.abort(), onCancelled }),
    })
    expect([...states]).toEqual([
      ['a', 'cancelled'],
      ['b', 'cancelled'],
    ])
    expect(cancelled).toEqual([
      ['a', undefined],
      ['b', undefined],
    ])
  })

  test('is told at once to what waits, while what runs goes on', async () => {
    const controller = new AbortController()
    const { cancelled, onCancelled } = told()
    let open = (): void => undefined
    const gate = new Promise<void>((resolve) => (open = resolve))
    const done = schedule(
      [{ ...passing('runs'), run: () => gate }, passing('waits'), passing('needs', ['runs'])],
      options({ signal: controller.signal, onCancelled }),
    )
    controller.abort()
    expect(cancelled).toEqual([
      ['waits', undefined],
      ['needs', undefined],
    ])
    open()
    expect((await done).get('runs')).toBe('passed')
  })

  test('reaches what runs, with its reason', async () => {
    const controller = new AbortController()
    let reason: unknown
    const task = obedient('a')
    const run = (signal: AbortSignal): Promise<void> => task.run(signal).finally(() => void (reason = signal.reason))
    const done = schedule([{ ...task, run }], options({ signal: controller.signal }))
    controller.abort('enough')
    expect([...(await done)]).toEqual([['a', 'cancelled']])
    expect(reason).toBe('enough')
  })

  test('from inside a task is an abort', async () => {
    const controller = new AbortController()
    const aborting = { ...passing('a'), run: () => Promise.resolve().then(() => controller.abort()) }
    const states = await schedule([aborting, passing('b'), passing('c', ['a'])], options({ signal: controller.signal }))
    expect([...states].sort()).toEqual([
      ['a', 'passed'],
      ['b', 'cancelled'],
      ['c', 'cancelled'],
    ])
  })
})

describe('time', () => {
  afterEach(() => void jest.useRealTimers())

  test('a task that takes too long is told to stop, and has failed', async () => {
    jest.useFakeTimers()
    const { cancelled, onCancelled } = told()
    let reason: unknown
    const slow = obedient('slow')
    const run = (signal: AbortSignal): Promise<void> => slow.run(signal).finally(() => void (reason = signal.reason))
    const tasks = [{ ...slow, run, timeoutMs: 1_800_000, timeoutRemedy: 'Raise it.' }, passing('child', ['slow'])]
    const done = schedule(tasks, options({ onCancelled }))
    await jest.advanceTimersByTimeAsync(1_799_999)
    expect(reason).toBeUndefined()
    await jest.advanceTimersByTimeAsync(1)
    expect(Object.fromEntries(await done)).toEqual({ slow: 'failed', child: 'cancelled' })
    expect(cancelled).toEqual([['child', 'slow']])
    expect(reason).toBeInstanceOf(TimedOut)
    expect(reason).toBeInstanceOf(WorkError)
    expect(reason).toMatchObject({ message: 'took longer than 30m00s and was stopped', remedy: 'Raise it.' })
    expect(jest.getTimerCount()).toBe(0)
  })

  test('its time begins when it begins', async () => {
    jest.useFakeTimers()
    const wait = (id: string): Task => ({
      ...passing(id),
      timeoutMs: 100,
      run: () => new Promise((resolve) => setTimeout(resolve, 90)),
    })
    const done = schedule([wait('a'), wait('b'), wait('c')], options())
    await jest.advanceTimersByTimeAsync(270)
    expect(new Set((await done).values())).toEqual(new Set(['passed']))
    expect(jest.getTimerCount()).toBe(0)
  })

  test('a limit beyond what timers take is none', async () => {
    jest.useFakeTimers()
    const task = {
      ...passing('a'),
      timeoutMs: Infinity,
      run: () => new Promise<void>((resolve) => setTimeout(resolve, 50)),
    }
    const done = schedule([task], options())
    await jest.advanceTimersByTimeAsync(50)
    expect([...(await done)]).toEqual([['a', 'passed']])
  })

  test('one that does not stop is given up, and its place is free', async () => {
    jest.useFakeTimers()
    const [log, lost]: [string[], unknown[]] = [[], []]
    const onLost = (...what: unknown[]): void => void lost.push(what)
    const done = schedule([stubborn('a', { timeoutMs: 1000 }), passing('b', [], log)], options({ onLost }))
    await jest.advanceTimersByTimeAsync(20_999)
    expect(log).toEqual([])
    await jest.advanceTimersByTimeAsync(1)
    expect(Object.fromEntries(await done)).toEqual({ a: 'failed', b: 'passed' })
    expect(lost).toEqual([['a', expect.any(TimedOut)]])
  })

  test('what it does afterwards counts no more', async () => {
    jest.useFakeTimers()
    const late = stubborn('late', { timeoutMs: 1000, run: () => new Promise((resolve) => setTimeout(resolve, 30_000)) })
    const other = stubborn('other', { lane: 'push', run: () => new Promise((resolve) => setTimeout(resolve, 60_000)) })
    const done = schedule([late, other, passing('child', ['late'])], options())
    await jest.advanceTimersByTimeAsync(60_000)
    expect(Object.fromEntries(await done)).toEqual({ late: 'failed', other: 'passed', child: 'cancelled' })
  })

  test('after an abort the run ends without what does not stop', async () => {
    jest.useFakeTimers()
    const controller = new AbortController()
    const { cancelled, onCancelled } = told()
    const done = schedule([stubborn('a')], options({ signal: controller.signal, onCancelled }))
    controller.abort()
    await jest.advanceTimersByTimeAsync(20_000)
    expect([...(await done)]).toEqual([['a', 'cancelled']])
    expect(cancelled).toEqual([['a', undefined]])
    expect(jest.getTimerCount()).toBe(0)
  })
})

describe('ten thousand tasks', () => {
  const COUNT = 10_000
  const chain = (first: Task): Task[] => [
    first,
    ...Array.from({ length: COUNT }, (_, index) => passing(name(index), [index === 0 ? first.id : name(index - 1)])),
  ]

  test('in a chain end, and so does their cancellation', async () => {
    const good = await schedule(chain(passing('first')), options())
    expect(new Set(good.values())).toEqual(new Set(['passed']))
    const bad = await schedule(chain(failing('first')).reverse(), options())
    expect([...bad.values()].filter((state) => state === 'cancelled')).toHaveLength(COUNT)
  })

  test('that need nothing end', async () => {
    const tasks = Array.from({ length: COUNT }, (_, index) => ({
      ...passing(name(index)),
      expectedMs: (index * 7919) % COUNT,
    }))
    const states = await schedule(tasks, options({ limits: { work: 8 } }))
    expect([...states.values()].filter((state) => state === 'passed')).toHaveLength(COUNT)
    const failed = await schedule([...tasks, failing('bad')], options({ limits: { work: 8 }, failFast: true }))
    expect(failed.size).toBe(COUNT + 1)
  })
})
