import type { OperationKind } from '../registry/journal.js'
import type { Moved } from '../run/moves.js'
import { clip, counted, durationText, markdown, minuteText, plain, shortDigest, sizeText } from '../shared/text.js'
import type { Folders } from './closing.js'
import { fitting, MAX_SUMMARY_BYTES } from './fitting.js'
import { someOf } from './tests.js'

/** A name, what it got, and from where. */
export interface MovedFrom extends Moved {
  /** `host/name:tag` or `host/name@sha256:…`. */
  readonly from: string
}

/** Suites that a stage asks for before an image may have its names, or (`stage` is '') that the call itself requires. */
export interface Gate {
  readonly image: string
  readonly stage: string
  readonly suites: readonly string[]
  /** Those of them that nobody has seen pass on exactly this image. */
  readonly missing: readonly string[]
  /** What is recorded of those that are missing; `of` is where: `host/name@sha256:…`. */
  readonly known?: readonly string[]
  readonly of?: string
}

/** Something that moved the names that are asked about, as the journals have it. */
export interface Undoable {
  readonly operation: string
  readonly kind: OperationKind
  readonly by: string
  readonly at: string
  /** '' outside of a workflow. */
  readonly run: string
  readonly from: string
  /** It began and nobody wrote how it ended: its runner is gone. */
  readonly unfinished: boolean
  readonly moves: readonly {
    readonly image: string
    readonly ref: string
    readonly old: string | null
    readonly new: string
  }[]
}

/** What `tag` and `rollback` found out and did: `artifacts/moves.json`. */
export interface MovesResult {
  readonly schema: 1
  readonly command: 'tag' | 'rollback'
  readonly outcome: 'passed' | 'failed' | 'interrupted'
  /** Nothing was to be moved: `moved` says what would. */
  readonly dryRun: boolean
  /** Id in the journals; undefined where nothing was to be done. */
  readonly operation: string | undefined
  readonly by: string
  readonly run: string
  /** ISO 8601. */
  readonly at: string
  ms: number
  /** What was asked for: of `tag` the source, of `rollback` the name. */
  readonly from: string
  /** The names that were asked for; of `rollback` the operation. */
  readonly to: readonly string[]
  /** What names what it should; in a dry run what would. */
  readonly moved: readonly MovedFrom[]
  readonly gates: readonly Gate[]
  /** The gates were not asked for. */
  readonly skippedGates: boolean
  /** Blobs that came into other repositories. */
  readonly copied: { readonly sent: number; readonly bytes: number; readonly mounted: number }
  /** Of `rollback`: what can be undone, newest first. */
  readonly undoable: readonly Undoable[]
  readonly notices: readonly string[]
  /** Why nothing was moved. */
  readonly failure:
    { readonly image: string; readonly ref: string; readonly message: string; readonly remedy?: string } | undefined
  /** What could not be taken back. */
  readonly left: readonly string[]
}

/** Operations of a list at a terminal, and images of each: moves.json has them all. */
const SHOWN = 20
const SHOWN_IMAGES = 8
const MAX_TEXT = 1000

/** What a terminal shows in the end. */
export function movesLines(result: MovesResult, folders: Pick<Folders, 'artifacts'> | undefined): string[] {
  const { command, undoable, notices, left, failure, operation } = result
  return [
    ...result.moved.map(moveLine),
    ...gateLines(result),
    ...copiedLines(result),
    ...notices.map((notice) => `note: ${plain(notice)}`),
    ...(operation === undefined && command === 'rollback' ? listLines(result) : []),
    ...(folders === undefined ? [] : [`files: ${folders.artifacts}`]),
    ...(failure === undefined
      ? []
      : [
          `FAILED ${failure.image} at ${plain(failure.ref)}: ${plain(failure.message)}`,
          ...(failure.remedy === undefined ? [] : [`    → ${plain(failure.remedy)}`]),
        ]),
    ...left.map((line) => `left: ${plain(line)}`),
    ...(operation === undefined && undoable.length > 0 ? [] : [verdict(result)]),
  ]
}

function moveLine({ ref, old, new: now, state }: Moved): string {
  if (state === 'unchanged') return `${ref}: unchanged (${shortDigest(now)})`
  return `${ref}: ${old === null ? 'new' : shortDigest(old)} → ${shortDigest(now)}`
}

function gateLines({ gates, skippedGates }: MovesResult): string[] {
  return skippedGates ? missingGates(gates).map((line) => `note: GATE SKIPPED: ${line}`) : []
}

/** One line for the images of a stage that lack the same suites. */
export function missingGates(gates: readonly Gate[]): string[] {
  const groups = new Map<string, Gate[]>()
  for (const gate of gates.filter(({ missing }) => missing.length > 0)) {
    const who = gate.stage === '' ? 'this call requires' : `the stage ${gate.stage} asks for`
    const what = `${who} ${gate.missing.join(', ')}`
    groups.set(what, [...(groups.get(what) ?? []), gate])
  }
  return [...groups].map(
    ([what, of]) => `${what}: not known to have passed on exactly these images: ${someOf(imagesOf(of), SHOWN_IMAGES)}`,
  )
}

/** What is recorded of suites that are missing, a line per image. */
export function knownOfMissing(gates: readonly Gate[]): string[] {
  const told = gates.filter(({ known = [] }) => known.length > 0)
  const more = told.length - SHOWN_IMAGES
  return [
    ...told.slice(0, SHOWN_IMAGES).map(({ image, of = '', known = [] }) => `${image} (${of}): ${known.join('; ')}`),
    ...(more > 0 ? [`and ${counted(more, 'more image')}`] : []),
  ]
}

function imagesOf(of: readonly { readonly image: string }[]): string[] {
  return [...new Set(of.map(({ image }) => image))]
}

function copiedLines({ copied: { sent, bytes, mounted } }: MovesResult): string[] {
  if (sent + mounted === 0) return []
  return [`copied: ${counted(sent, 'blob', 'blobs')} (${sizeText(bytes)}), ${mounted} mounted in the registry`]
}

function listLines({ from, undoable }: MovesResult): string[] {
  if (undoable.length === 0) return [`nothing that moved ${from} is known: there is nothing to undo`]
  const more = undoable.length - SHOWN
  return [
    ...undoable
      .slice(0, SHOWN)
      .flatMap((one) => [
        `${from} before ${one.operation}: ${undoableText(one)}`,
        ...one.moves
          .slice(0, SHOWN_IMAGES)
          .map(
            ({ ref, old, new: now }) => `    ${ref}: ${old === null ? 'none' : shortDigest(old)} ← ${shortDigest(now)}`,
          ),
        ...(one.moves.length > SHOWN_IMAGES ? [`    and ${one.moves.length - SHOWN_IMAGES} more`] : []),
      ]),
    ...(more > 0 ? [`and ${counted(more, 'older operation', 'older operations')}, in moves.json and with --json`] : []),
    `Move back with: stack-action rollback ${from} --before ${undoable[0]?.operation ?? 'OPERATION'}`,
  ]
}

/** `tag of 2026.3-main, by ann, on 2026-03-04 10:11 UTC, https://…` */
function undoableText({ kind, from, by, at, run, unfinished }: Undoable): string {
  const parts = [
    whatText(kind, from),
    `by ${by === '' ? 'somebody' : by}`,
    `on ${minuteText(at)}`,
    ...(run === '' ? [] : [run]),
    ...(unfinished ? ['it did not end'] : []),
  ]
  return plain(clip(parts.join(', '), MAX_TEXT))
}

/** `tag of 2026.3-main`, `rollback to before 20260304T101112-a1b2c3` */
function whatText(kind: string, from: string): string {
  if (from === '') return kind
  return from.startsWith('before ') ? `${kind} to ${from}` : `${kind} of ${from}`
}

function verdict({ command, outcome, dryRun, moved, operation, from, ms }: MovesResult): string {
  const time = durationText(ms)
  if (outcome === 'interrupted')
    return `${command}: interrupted after ${time}; ${moved.length === 0 ? 'no name moved' : `${moved.length} names moved all the same`}`
  if (outcome === 'failed')
    return `${command}: nothing ${dryRun ? 'could be' : 'was'} moved${moved.length === 0 ? '' : ', but for what is listed above'} (${time})`
  if (operation === undefined) return `${command}: nothing to do for ${from} (${time})`
  if (command === 'rollback' && moved.length === 0) return `rollback: nothing can be moved back (${time})`
  const changed = moved.filter(({ state }) => state === 'moved').length
  const same = moved.length - changed
  if (changed === 0)
    return `${command}: nothing to move, ${counted(same, 'name is', 'names are')} right already (${time})`
  const names = `${counted(changed, 'name', 'names')} ${dryRun ? 'would move' : 'moved'}${same === 0 ? '' : `, ${same} unchanged`}`
  if (dryRun) return `${command} (dry run): ${names}; it can work (${time})`
  return `${command}: ${names} in ${time}, as operation ${operation}`
}

/** The same for GitHub's job summary, in Markdown, of at most so many bytes. */
export function movesMarkdown(result: MovesResult, bytes = MAX_SUMMARY_BYTES): string {
  const { command, outcome, dryRun, operation, failure, left, notices, gates, skippedGates, undoable } = result
  const head = [
    `## stack-action ${command}${dryRun ? ' (dry run)' : ''}: ${outcome}`,
    '',
    ...(skippedGates ? missingGates(gates).map((line) => `> **Gate skipped:** ${markdown(line)}\n`) : []),
    ...(failure === undefined
      ? []
      : [
          `**Nothing was moved:** ${text(failure.message)}${failure.remedy === undefined ? '' : ` → ${text(failure.remedy)}`}`,
          '',
        ]),
    ...listed(left),
    ...listed(notices),
  ]
  const rest = bytes - Buffer.byteLength(head.join('\n')) - 1
  const isList = operation === undefined && command === 'rollback'
  const table = isList
    ? rows(['before', 'what', 'by', 'on', 'images'], undoable.map(undoableCells), rest)
    : rows(['image', 'name', 'before', dryRun ? 'would be' : 'now', 'from'], result.moved.map(moveCells), rest)
  return [...head, ...table, ''].join('\n')
}

function listed(all: readonly string[]): string[] {
  return all.length === 0 ? [] : [...all.map((line) => `- ${text(line)}`), '']
}

function moveCells({ image, ref, old, new: now, state, from }: MovedFrom): string[] {
  const before = state === 'unchanged' ? 'unchanged' : old === null ? 'new' : shortDigest(old)
  return [image, ref, before, shortDigest(now), from].map(text)
}

function undoableCells(one: Undoable): string[] {
  const what = `${whatText(one.kind, one.from)}${one.unfinished ? ' (did not end)' : ''}`
  const on = minuteText(one.at)
  // An address of GitHub's own is the one thing that is worth being a link.
  const link = /^https:\/\/[\w.-]+(?::\d+)?\/[\w./-]+$/.test(one.run) ? `[${text(on)}](${one.run})` : text(on)
  return [text(one.operation), text(what), text(one.by), link, text(someOf(imagesOf(one.moves), SHOWN_IMAGES))]
}

/** A table of at most so many bytes. */
function rows(head: readonly string[], cells: readonly (readonly string[])[], bytes: number): string[] {
  if (cells.length === 0) return []
  const open = [`| ${head.join(' | ')} |`, `|${head.map(() => ':--').join('|')}|`]
  const all = cells.map((row) => `| ${row.join(' | ')} |`)
  const kept = fitting(all, bytes - Buffer.byteLength(open.join('\n')) - 100)
  return [
    ...open,
    ...all.slice(0, kept),
    ...(kept < all.length ? ['', `(${all.length - kept} more in moves.json)`] : []),
  ]
}

function text(foreign: string): string {
  return markdown(clip(foreign, MAX_TEXT)).trim()
}
