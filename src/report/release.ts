import type { TaggedCommit } from '../changes/git-tag.js'
import { clip, columns, durationText, markdown, plain, shortDigest } from '../shared/text.js'
import { fitting, MAX_SUMMARY_BYTES } from './fitting.js'
import { missingGates, type Gate } from './moves.js'

/** A name of a stage and what it names. */
export interface StageRef {
  /** With its variant where there are several. */
  readonly image: string
  readonly ref: string
  /** Digest before; null: there was none; undefined: not known. */
  readonly old?: string | null | undefined
  /** Of a dry run it may be what is not built yet, in words. */
  readonly new: string
}

/** What became of a stage on the way. */
export interface StageResult {
  readonly stage: string
  /** `run`: the first stage, what a run publishes; `built`: on the one below; `moved`: the same digests. */
  readonly how: 'run' | 'built' | 'moved'
  readonly outcome: 'passed' | 'failed' | 'interrupted'
  readonly refs: readonly StageRef[]
  /** Suites that it asks for; those that had not passed before were run. */
  readonly gates: readonly Gate[]
  /** Suites that it asks for, and that were left out. */
  readonly skipped: readonly string[]
  readonly gitTags: readonly TaggedCommit[]
  /** Why it failed. */
  readonly message?: string
  readonly remedy?: string
  /** Names that could not be taken back. */
  readonly left?: readonly string[]
  /** The folder with the results of the run that made or tested it. */
  readonly files?: string
}

/** What `release` did: `artifacts/release.json`, and stdout under --json. */
export interface ReleaseResult {
  readonly schema: 1
  readonly command: 'release'
  readonly stage: string
  /** '' where the stack has no versions. */
  readonly version: string
  readonly outcome: 'passed' | 'failed' | 'interrupted'
  readonly dryRun: boolean
  /** Names moved in the engine alone. */
  readonly local: boolean
  readonly by: string
  readonly run: string
  /** ISO 8601. */
  readonly at: string
  readonly ms: number
  /** In their order, as far as it came. */
  readonly stages: readonly StageResult[]
  readonly notices: readonly string[]
}

const MAX_TEXT = 500

/** What a terminal shows in the end. */
export function releaseLines(result: ReleaseResult): string[] {
  const { stages, notices } = result
  return ['', ...stages.flatMap(stageLines), ...notices.map((notice) => `note: ${plain(notice)}`), verdict(result)]
}

const HOW: Readonly<Record<StageResult['how'], string>> = {
  run: 'what the run made',
  built: 'built on the stage below',
  moved: 'the same digests',
}

function stageLines({
  stage,
  how,
  refs,
  skipped,
  gitTags,
  outcome,
  message,
  remedy,
  left = [],
  gates,
}: StageResult): string[] {
  const rows = refs.map((one) => [`  ${one.ref}`, changeOf(one)])
  return [
    `${stage} (${HOW[how]}): ${outcome}`,
    ...columns(rows.map((row) => row.map(plain))),
    ...(skipped.length === 0 ? [] : [`  note: GATE SKIPPED: ${plain(skipped.join(', '))}`]),
    ...gitTags.map(
      ({ name, remote }) => `  git tag ${plain(name)}${remote === undefined ? '' : ` (${remote} at origin)`}`,
    ),
    ...(message === undefined ? [] : [`  FAILED: ${plain(clip(message, MAX_TEXT))}`]),
    ...(outcome === 'passed' ? [] : missingGates(gates).map((line) => `  ${plain(line)}`)),
    ...(remedy === undefined ? [] : [`    → ${plain(clip(remedy, MAX_TEXT))}`]),
    ...left.map((line) => `  left: ${plain(line)}`),
  ]
}

function changeOf({ old, new: now }: StageRef): string {
  if (!isDigest(now)) return now
  if (old === undefined) return shortDigest(now)
  if (old === now) return `unchanged (${shortDigest(now)})`
  return `${old === null ? 'new' : shortDigest(old)} → ${shortDigest(now)}`
}

function isDigest(text: string): boolean {
  return text.startsWith('sha256:')
}

function verdict({ stage, version, outcome, stages, dryRun, ms, local }: ReleaseResult): string {
  const what = `release of ${stage}${version === '' ? '' : ` ${version}`}`
  const time = durationText(ms)
  const last = stages.at(-1)
  if (dryRun) return `${what} (dry run): ${stages.length === 1 ? 'one stage' : `${stages.length} stages`} (${time})`
  if (outcome === 'passed') return `${what}: done in ${time}${local ? ', in the engine alone' : ''}`
  const where = last === undefined ? '' : ` at ${last.stage}`
  return `${what}: ${outcome}${where} after ${time}; run it again to go on from there: what is done is not done again`
}

/** The same for GitHub's job summary, in Markdown, of at most so many bytes. */
export function releaseMarkdown(result: ReleaseResult, bytes = MAX_SUMMARY_BYTES): string {
  const { stage, version, outcome, dryRun, stages, notices } = result
  const head = [
    `## Release of ${text(stage)}${version === '' ? '' : ` ${text(version)}`}${dryRun ? ' (dry run)' : ''}: ${outcome}`,
    '',
    ...stages.flatMap(({ stage: name, skipped, message, remedy }) => [
      ...(skipped.length === 0 ? [] : [`> **Gate of ${text(name)} skipped:** ${text(skipped.join(', '))}`, '']),
      ...(message === undefined
        ? []
        : [`**${text(name)}:** ${text(message)}${remedy === undefined ? '' : ` → ${text(remedy)}`}`, '']),
    ]),
    ...notices.map((notice) => `- ${text(notice)}`),
    ...(notices.length === 0 ? [] : ['']),
  ]
  const open = ['| stage | image | name | is |', '| :-- | :-- | :-- | :-- |']
  const all = stages.flatMap(({ stage: name, refs, gitTags }) => [
    ...refs.map((one) => row([name, one.image, one.ref, changeOf(one)])),
    ...gitTags.map((tag) => row([name, '', `git tag ${tag.name}`, tag.remote ?? tag.local])),
  ])
  const kept = fitting(all, bytes - Buffer.byteLength([...head, ...open].join('\n')) - 100)
  const more = kept < all.length ? ['', `(${all.length - kept} more in release.json)`] : []
  return [...head, ...(all.length === 0 ? [] : [...open, ...all.slice(0, kept), ...more]), ''].join('\n')
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(text).join(' | ')} |`
}

function text(foreign: string): string {
  return markdown(clip(foreign, MAX_TEXT)).trim()
}
