import { z } from 'zod'
import { plain } from '../shared/text.js'
import { isTag } from '../stack/refs.js'
import { isDigest } from './digest.js'

export type OperationKind = 'publish' | 'tag' | 'rollback' | 'release' | 'test'

/** One name that was moved, is being moved (`begun`), or was moved and taken back; or (`test`) what suites said of a digest. */
export interface JournalRecord {
  /** Id of the operation: `20260801T101500-a1b2c3`. */
  readonly operation: string
  readonly kind: OperationKind
  readonly state: 'begun' | 'done' | 'undone'
  readonly tag: string
  /** Digest before; null when the name is new. Of a test `new`: nothing moves. */
  readonly old: string | null
  readonly new: string
  /** ISO 8601. */
  readonly at: string
  /** ISO 8601, of what is begun: afterwards it holds nobody up. */
  readonly until?: string | undefined
  /** Who did it. */
  readonly by: string
  /** Address of the workflow run; '' outside of one. */
  readonly run: string
  /** The source as it was asked for. */
  readonly from?: string | undefined
  /** Gates that were skipped. */
  readonly skipped?: readonly string[] | undefined
  /** Suites that passed on exactly `new`. */
  readonly suites?: readonly string[] | undefined
  /** Suites that did not pass on exactly `new`, whatever was said of them before. */
  readonly failed?: readonly string[] | undefined
}

export const MOST_CHARACTERS = 1000
export const MOST_SUITES = 200

/** Whoever may push may write anything here; nobody's terminal is to show it as it is. */
const text = z.string().max(MOST_CHARACTERS).transform(plain)
const texts = z.array(text).max(MOST_SUITES).optional()
const time = z
  .string()
  .max(40)
  .refine((at) => !Number.isNaN(Date.parse(at)))
const digest = z.string().refine(isDigest)
const move = z.object({
  operation: z.string().regex(/^[\w-]{1,64}$/),
  kind: z.enum(['publish', 'tag', 'rollback', 'release']),
  state: z.enum(['begun', 'done', 'undone']),
  tag: z.string().refine(isTag),
  old: digest.nullable(),
  new: digest,
  at: time,
  until: time.optional(),
  by: text,
  run: text,
  from: text.optional(),
  skipped: texts,
  suites: texts,
  failed: texts,
})
/** `after`: how many moves are before it. */
const test = z.object({ after: z.number().int().min(0), record: move.extend({ kind: z.literal('test') }) })
const document = z.object({ schema: z.literal(1), records: z.array(move), tests: z.array(test).optional() })

/**
 * The journal as it is written. Tests have a list of their own: versions that know nothing of them read the moves all the
 * same. When they write, they leave the tests out, and with them both words on a suite: what the moves say of it counts again.
 */
export function journalText(records: readonly JournalRecord[]): string {
  const [moves, tests]: [JournalRecord[], object[]] = [[], []]
  for (const one of records) {
    if (one.kind === 'test') tests.push({ after: moves.length, record: one })
    else moves.push(one)
  }
  return JSON.stringify({ schema: 1, records: moves, ...(tests.length === 0 ? {} : { tests }) })
}

/** The records of a journal in their order, or the place in it that is not what it should be. */
export function recordsIn(content: unknown): { readonly records: JournalRecord[] } | { readonly wrong: string } {
  const { success, data, error } = document.safeParse(content)
  if (!success) return { wrong: error.issues[0]?.path.join('.') ?? '' }
  const { records: moves, tests = [] } = data
  const records: JournalRecord[] = []
  let next = 0
  for (let at = 0; at <= moves.length; at++) {
    // Of a list that was cut by hand the rest comes last.
    for (let test = tests[next]; test !== undefined && (test.after <= at || at === moves.length); test = tests[++next])
      records.push(test.record)
    records.push(...moves.slice(at, at + 1))
  }
  return { records }
}
