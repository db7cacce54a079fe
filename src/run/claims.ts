import type { JournalRecord } from '../registry/journal.js'
import { WorkError } from '../shared/errors.js'

/** How long an operation that is never heard of again holds others up. */
export const CLAIM_MS = 10 * 60_000

/** Clocks of two machines may differ by so much. */
const SKEW_MS = 60_000

/** Somebody else is moving the same names. */
export class Claimed extends WorkError {
  constructor(
    repository: string,
    readonly by: JournalRecord,
    now: Date,
  ) {
    const where = by.run === '' ? '' : ` (${by.run})`
    const until = new Date(endOf(by, now)).toISOString()
    super(
      `${repository}:${by.tag} is being moved by somebody else: ${by.kind} ${by.operation} of ${by.by}, since ${by.at}${where}`,
      { remedy: `Wait until it has ended and try again; were it broken off, it holds nobody up after ${until}.` },
    )
  }
}

/**
 * Throws when another operation is moving one of these tags: any that is in the journal where we are not, otherwise those
 * before us. So of two that write at the same time one goes on. `passes`: claims that are not to count.
 */
export function checkClaims(
  repository: string,
  records: readonly JournalRecord[],
  operation: string,
  tags: ReadonlySet<string>,
  now: Date,
  passes: (one: JournalRecord) => boolean = () => false,
): void {
  for (const one of records) {
    if (one.state !== 'begun' || !tags.has(one.tag)) continue
    if (one.operation === operation) return
    if (isLive(one, now) && !passes(one)) throw new Claimed(repository, one, now)
  }
}

/** Whatever the record says, and however wrong its clock is, nobody is told to wait for longer than that from now on. */
export function isLive(one: JournalRecord, now: Date): boolean {
  const ahead = Date.parse(one.at) - now.getTime()
  return one.state === 'begun' && ahead < CLAIM_MS && now.getTime() < endOf(one, now)
}

/** When a claim ends. One that was made in the future was made now, by a clock that is wrong: its own end is wrong, too. */
export function endOf({ at, until }: JournalRecord, now: Date): number {
  const [made, present] = [Date.parse(at), now.getTime()]
  const isAhead = made > present + SKEW_MS
  const latest = (isAhead ? present : made) + CLAIM_MS
  if (until === undefined) return latest
  const lasts = Date.parse(until) - made
  return isAhead ? Math.min(present + lasts, latest) : Math.min(Date.parse(until), latest)
}
