import type { JournalRecord } from '../registry/journal.js'
import { WorkError } from '../shared/errors.js'

/** How long an operation that is never heard of again holds others up. */
export const CLAIM_MS = 10 * 60_000

/** Somebody else is moving the same names. */
export class Claimed extends WorkError {
  constructor(
    repository: string,
    readonly by: JournalRecord,
  ) {
    const where = by.run === '' ? '' : ` (${by.run})`
    const until = new Date(endOf(by)).toISOString()
    super(
      `${repository}:${by.tag} is being moved by somebody else: ${by.kind} ${by.operation} of ${by.by}, since ${by.at}${where}`,
      { remedy: `Wait until it has ended and try again; were it broken off, it holds nobody up after ${until}.` },
    )
  }
}

/**
 * Throws when another operation is moving one of these tags: any that is in the journal where we are not, otherwise those
 * before us. So of two that write at the same time one goes on.
 */
export function checkClaims(
  repository: string,
  records: readonly JournalRecord[],
  operation: string,
  tags: ReadonlySet<string>,
  now: Date,
): void {
  for (const one of records) {
    if (one.state !== 'begun' || !tags.has(one.tag)) continue
    if (one.operation === operation) return
    if (isLive(one, now)) throw new Claimed(repository, one)
  }
}

/** Whatever the record says, and however wrong its clock is, nobody is held up for longer than that. */
function isLive(one: JournalRecord, now: Date): boolean {
  const ahead = Date.parse(one.at) - now.getTime()
  return ahead < CLAIM_MS && now.getTime() < endOf(one)
}

function endOf({ at, until }: JournalRecord): number {
  const latest = Date.parse(at) + CLAIM_MS
  return until === undefined ? latest : Math.min(Date.parse(until), latest)
}
