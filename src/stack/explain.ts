import { columns, plain } from '../shared/text.js'
import type { BaseDrift, Plan, PlannedImage, PlanSource } from './plan.js'
import type { ChangedBy, Everything, Reason } from './reasons.js'
import { splitRef } from './refs.js'
import type { PlannedSuite, SuitePlace } from './suites.js'

/**
 * A name from outside (files, branches, images, what others said) as it may stand in any line of a log: no control
 * characters, and nothing that a runner takes for a command: `##[` anywhere, `::` where a line begins.
 */
function foreign(name: string): string {
  return plain(name)
    .replaceAll('##[', '## [')
    .replace(/^(\s*):(?=:)/, '$1: ')
}

/** One reason as the end of a sentence: "base-notebook: build, because …". */
export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'everything':
      return everythingText(reason.because)
    case 'file':
      return `${fileText(reason.file)}${reason.more === 0 ? '' : ` (and ${reason.more} more ${reason.more === 1 ? 'file' : 'files'} of it)`}`
    case 'shared-file':
      return `${fileText(reason.file)}, which every image depends on`
    case 'parent':
      return `its parent ${foreign(reason.image)} is touched by the change`
    case 'named':
      return 'it was named'
    case 'base-moved':
      return `its base ${foreign(reason.base)} moved from ${short(reason.from)} to ${short(reason.to)}`
    case 'needed-by':
      return `${foreign(reason.image)} is built on it and nobody is known to have it`
    case 'missing':
      return 'the registry does not have it as it is now'
    case 'parent-built':
      return `its parent ${foreign(reason.image)} is built`
    case 'other-parent':
      return `the registry has it on another build of its parent ${foreign(reason.image)}`
    case 'not-published':
      return `the tag ${foreign(splitRef(reason.ref).tag)} is not on it yet`
    case 'found':
      return 'the registry has this very content'
    case 'tested':
      return 'it passed its suites'
    case 'untested':
      return 'it has not passed these suites'
    case 'not-looked-up':
      return 'the registry could not be asked'
    case 'not-trusted':
      return 'what the registry has is not trusted'
    case 'unchanged':
      return 'nothing that it is made of changed'
    case 'not-named':
      return 'it was not named'
    case 'plan-skipped':
      return `its skip_plans name "${foreign(reason.variant)}"`
    case 'deleted':
      return `the branch ${foreign(reason.branch)} was deleted`
  }
}

export function everythingText(because: Everything): string {
  switch (because.kind) {
    case 'local':
      return 'a run at a terminal takes every image unless --base names a commit to compare with'
    case 'event':
      return `the event ${foreign(because.event)} takes every image`
    case 'default-branch':
      return `on the default branch ${foreign(because.branch)} every image is taken`
    case 'first-push':
      return `the branch ${foreign(because.branch)} is new, and so are the names of its images`
    case 'full-rebuild':
      return because.by === 'message' ? 'the commit message asks for a full rebuild' : 'a full rebuild was asked for'
    case 'unknown':
      return `nobody could say what changed (${foreign(because.why)})`
  }
}

function fileText({ path, commit, pull }: ChangedBy): string {
  const by = commit === undefined ? '' : ` in ${foreign(commit)}`
  const of = pull === undefined ? '' : commit === undefined ? ` in PR #${pull}` : ` (PR #${pull})`
  return `${foreign(path)} changed${by}${of}`
}

function short(digest: string): string {
  return foreign(digest.replace(/^sha256:/, '').slice(0, 12))
}

/** One image of a plan in one sentence. */
export function explainImage(image: PlannedImage): string {
  return `${foreign(image.id)}: ${image.action}, because ${image.reasons.map(reasonText).join(' and ')}`
}

/** Why, in few words: what is true of every image is said once, above them (`sourceText`, `planNotes`). */
export function whyText({ reasons }: Pick<PlannedImage, 'reasons'>): string {
  const own = reasons.filter((reason) => reason.kind !== 'everything' && reason.kind !== 'not-looked-up')
  return (own.length === 0 ? reasons : own).map(reasonText).join('; ')
}

/** What is compared with what, or why everything is taken. */
export function sourceText({ source, everything }: Pick<Plan, 'source' | 'everything'>): string {
  if (everything !== undefined) return `every image is considered: ${everythingText(everything)}`
  const files = `${source.files ?? 0} changed ${source.files === 1 ? 'file' : 'files'}`
  const { base, head } = source
  const between =
    base === ''
      ? ''
      : base === head
        ? `, ${shortCommit(base)} and what is not committed yet`
        : `, ${shortCommit(base)}..${shortCommit(head)}`
  return `${files} (${askedText(source)}${between})`
}

function askedText({ kind }: PlanSource): string {
  if (kind === 'github-pull') return 'from the pull request, by GitHub’s API'
  if (kind === 'github-compare') return 'compared by GitHub’s API'
  return kind === 'git' ? 'compared by git' : 'nobody was asked'
}

function shortCommit(revision: string): string {
  return /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 7) : foreign(revision)
}

/** Remarks on how the plan came about: sources that failed, registries that did not answer, bases that moved. */
export function planNotes(plan: Plan): string[] {
  return [
    ...plan.source.tried.map(({ source, why }) =>
      source === 'none' ? foreign(why) : `${foreign(source)} could not say what changed: ${foreign(why)}`,
    ),
    ...plan.unknown.map(
      (why) =>
        `not everything is known: ${foreign(why)}${plan.assumes ? '; what the change does not touch is taken to be there' : ''}`,
    ),
    ...plan.drift.map(driftText),
  ]
}

function driftText({ base, from, to, images, rebuilt }: BaseDrift): string {
  return `the base ${foreign(base)} of ${images.map(foreign).join(', ')} moved from ${short(from)} to ${short(to)}; this run ${rebuilt ? 'builds on the new one' : 'keeps to the old one (base-drift: rebuild takes the new one)'}`
}

/** A plan as text for a terminal or a log: what is done first, then why, then the rest. */
export function explainPlan(plan: Plan): string[] {
  const count = (action: string): number => plan.images.filter((image) => image.action === action).length
  return [
    sourceText(plan),
    ...planNotes(plan).map((note) => `note: ${note}`),
    ...columns(plan.images.map((image) => [image.action, foreign(image.id), whyText(image)])),
    ...plan.images.flatMap((image) => (image.action === 'build' || image.test ? details(image) : [])),
    `${count('build')} to build, ${count('reuse')} to reuse, ${count('skip')} to skip; ${plan.images.filter((image) => image.test).length} to test`,
  ]
}

function details(image: PlannedImage): string[] {
  const running = image.suites.filter((suite) => suite.off === undefined)
  const off = image.suites.filter((suite) => suite.off !== undefined)
  return [
    foreign(image.id),
    `  suites: ${running.length === 0 ? 'none' : ''}${image.test || running.length === 0 ? '' : '(passed already)'}`.trimEnd(),
    ...columns(running.map(suiteColumns)).map((line) => `    ${line}`),
    ...off.map(({ name, off: why = '' }) => `    ${foreign(name)} is off: ${foreign(why)}`),
    `  to: ${image.refs.map(foreign).join(', ')}`,
  ]
}

/** As a shell would take it for one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

const PLACES: Readonly<Record<SuitePlace, string>> = {
  container: 'in the container',
  host: 'on the host',
  ssh: 'on a login host',
}

/** What runs, how and where, and where it comes from. */
function suiteColumns({ name, kind, on, pushed, files, targets, run, of, settings }: PlannedSuite): string[] {
  const where = PLACES[on]
  const markers = settings.markers === undefined ? [] : [`-m "${settings.markers}"`]
  const what = kind === 'command' ? run.map(quoted).join(' ') : [files ?? [], targets, markers].flat().join(' ')
  return [name, kind, `${where}${pushed ? ', after the push' : ''}`, what, of === undefined ? '' : `(of ${of})`].map(
    foreign,
  )
}

/** The way from an image to the change that reaches it, one sentence each: what an ancestor is in for, and at last the file. */
export function explainChain(plan: Plan, id: string): string[] {
  const byId = new Map(plan.images.map((image) => [image.id, image]))
  const lines: string[] = []
  const seen = new Set<string>()
  let image = byId.get(id)
  while (image !== undefined && !seen.has(image.id)) {
    seen.add(image.id)
    lines.push(`${seen.size === 1 ? '' : 'Its parent '}${foreign(image.id)} ${fate(image)}.`)
    const up: string | undefined = image.reasons
      .map((reason) => (reason.kind === 'parent' || reason.kind === 'parent-built' ? reason.image : undefined))
      .find((parent) => parent !== undefined && !seen.has(parent))
    const own = image.reasons.filter((reason) => reason.kind !== 'parent' && reason.kind !== 'parent-built')
    lines.push(...own.map(sentence))
    image = up === undefined ? undefined : byId.get(up)
  }
  return lines
}

function fate(image: PlannedImage): string {
  if (image.action === 'build') return `will be built${image.test ? ' and tested' : ''}`
  if (image.action === 'reuse') return `will be reused${image.test ? ' and tested again' : ''}`
  return 'will be left alone'
}

/** A reason as a sentence of its own. Names of files and refs keep their first letter. */
function sentence(reason: Reason): string {
  const text = reasonText(reason)
  const named = ['file', 'shared-file', 'needed-by'].includes(reason.kind)
  return `${named ? text : text.charAt(0).toUpperCase() + text.slice(1)}.`
}
