import type { JournalRecord } from '../registry/journal.js'
import type { Undoable } from '../report/moves.js'
import { endOf, isLive } from '../run/claims.js'
import type { Transfer } from '../run/moves.js'
import type { Problem } from '../shared/errors.js'
import { shortDigest } from '../shared/text.js'
import type { Place } from './rollback-names.js'

/** What is known of a name. */
export interface Named extends Place {
  /** What moved it, oldest first. */
  readonly records: readonly JournalRecord[]
  /** What was broken off before it moved this name. */
  readonly idle: readonly JournalRecord[]
  /** What it names. */
  readonly now: string | null
}

/**
 * What a journal says of a name that names `now`. What was begun and never ended has moved the name where that, or what
 * comes next, shows it; as long as it may still go on, nobody knows.
 */
export function historyOf(place: Place, journal: readonly JournalRecord[], now: string | null, at: Date): Named {
  const [records, idle]: [JournalRecord[], JournalRecord[]] = [[], []]
  let found = now
  for (const one of journal.filter((record) => record.tag === place.tag && isMove(record)).reverse()) {
    if (one.state === 'begun' && !isLive(one, at) && found === one.old) {
      idle.unshift(one)
      continue
    }
    records.unshift(one)
    found = one.old
  }
  return { ...place, records, idle, now }
}

/** Whether a record is of something that has, or may have, changed what a name names. */
export function isMove({ state, old, new: now }: JournalRecord): boolean {
  return state !== 'undone' && old !== now
}

/** Operations, each by its place among all. */
export type Order = ReadonlyMap<string, number>

/**
 * The order in which operations happened: as every journal has them; those that no journal has together go by their
 * clocks, which may be wrong.
 */
export function orderOf(journals: readonly (readonly JournalRecord[])[]): Order {
  const order = new Map<string, number>()
  const clocks = new Map(journals.flat().map(({ operation, at }) => [operation, Date.parse(at)]))
  const lists = journals.map((journal) => [...new Set(journal.map(({ operation }) => operation))].reverse())
  const wanted = counted(lists.flat())
  for (;;) {
    for (const list of lists) while (order.has(list.at(-1) ?? '')) list.pop()
    const heads = counted(lists.flatMap((list) => list.slice(-1)))
    const ready = [...heads.keys()].filter((one) => heads.get(one) === wanted.get(one))
    // Journals contradict each other where two moved different names at the same time.
    const candidates = ready.length === 0 ? [...heads.keys()] : ready
    const [first] = candidates.sort((a, b) => (clocks.get(a) ?? 0) - (clocks.get(b) ?? 0))
    if (first === undefined) return order
    order.set(first, order.size)
  }
}

function counted(all: readonly string[]): Map<string, number> {
  const times = new Map<string, number>()
  for (const one of all) times.set(one, (times.get(one) ?? 0) + 1)
  return times
}

/** What moved the names, newest first. */
export function undoableOf(named: readonly Named[], order: Order): Undoable[] {
  const operations = new Map<string, Undoable & { readonly moves: Undoable['moves'][number][] }>()
  for (const { image, ref, records } of named)
    for (const one of records) {
      const { operation, kind, by, at, run, from = '', old } = one
      const unfinished = one.state === 'begun'
      const known = operations.get(operation) ?? { operation, kind, by, at, run, from, unfinished, moves: [] }
      known.moves.push({ image, ref, old, new: one.new })
      operations.set(operation, { ...known, unfinished: known.unfinished || unfinished })
    }
  return [...operations.values()].sort((a, b) => placeIn(order, b.operation) - placeIn(order, a.operation))
}

function placeIn(order: Order, operation: string): number {
  return order.get(operation) ?? order.size
}

/**
 * The newest operation. Where it did the rest of what was broken off before, that goes with it: a stack is not to be left
 * half-way.
 */
export function lastOf(
  undoable: readonly Undoable[],
  named: readonly Named[],
): { readonly operation: string; readonly notices: readonly string[] } | undefined {
  const [newest] = undoable
  if (newest === undefined) return undefined
  let last = newest
  const notices: string[] = []
  for (const before of undoable.slice(1)) {
    const { operation } = last
    const isRest = ({ records, idle }: Named): boolean => {
      const broken = idle.find((one) => one.operation === before.operation)
      return broken !== undefined && records.some((one) => one.operation === operation && one.new === broken.new)
    }
    if (!before.unfinished || !named.some(isRest)) break
    notices.push(
      `${before.kind} ${before.operation} was broken off, and ${operation} did the rest of it: this undoes both`,
    )
    last = before
  }
  return { operation: last.operation, notices }
}

/** What has to move so that all names are as they were before an operation; what came after it is undone, too. */
export function backBefore(
  operation: string,
  named: readonly Named[],
  order: Order,
  { force, at }: { readonly force: boolean; readonly at: Date },
): { readonly transfers: Transfer[]; readonly notices: string[]; readonly problems: Problem[] } {
  const since = placeIn(order, operation)
  const touched = named.flatMap((one) => {
    const records = one.records.filter((record) => placeIn(order, record.operation) >= since)
    const [first] = records
    const last = records.at(-1)
    return first === undefined || last === undefined ? [] : [{ ...one, first, last, records }]
  })
  const problems: Problem[] = []
  const moved: string[] = []
  const undone = new Map<string, JournalRecord>()
  const passed = new Map<string, JournalRecord>()
  const transfers = touched.flatMap(({ image, repository, tag, ref, first, last, records, now }): Transfer[] => {
    if (first.old === null) {
      const what = first.operation === operation ? 'was new then' : 'is newer than that'
      if (now !== null) moved.push(`${ref} ${what}, and stays at ${shortDigest(now)}: nothing is deleted`)
      return []
    }
    const source = { repository, digest: first.old, ref: `${repository}@${first.old}` }
    if (now === first.old) return [{ image, ref, source }]
    for (const one of records) undone.set(one.operation, one)
    // Of what did not end nobody knows how far it came.
    const expected = last.state === 'begun' ? [last.new, last.old] : [last.new]
    if (!expected.includes(now)) {
      const message = `${ref} names ${now === null ? 'nothing' : shortDigest(now)} by now, and ${shortDigest(last.new)} after ${last.operation}: somebody else moved it`
      if (force) moved.push(`${message} (--force)`)
      else
        problems.push({
          message,
          remedy: 'See what it is; move it back all the same with --force, or not with --images.',
        })
    }
    const claim = records.find((one) => one.operation === operation && one.tag === tag && isLive(one, at))
    if (!force || claim === undefined) return [{ image, ref, source }]
    passed.set(ref, claim)
    return [{ image, ref, source, over: operation }]
  })
  undone.delete(operation)
  const notices = [
    ...[...undone.values()].map((one) => `this undoes ${whose(one)}, too`),
    ...[...passed.values()].slice(0, 1).map((claim) => overText(claim, passed.size, at)),
    ...moved,
  ]
  return { transfers, notices, problems }
}

function whose({ kind, operation, by }: JournalRecord): string {
  return `${kind} ${operation} of ${by === '' ? 'somebody' : by}`
}

function overText(claim: JournalRecord, names: number, at: Date): string {
  const until = new Date(endOf(claim, at)).toISOString()
  const what = names === 1 ? '1 name' : `${names} names`
  return `${whose(claim)} has not ended: its claim on ${what}, until ${until}, is passed over (--force); others still heed it`
}
