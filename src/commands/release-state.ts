import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { json, replaceFile } from '../output/plan-files.js'
import type { JournalRecord } from '../registry/journal.js'
import type { StageResult } from '../report/release.js'
import type { JournalEntry } from '../run/publish.js'
import { Interrupted, messageOf, UserError, WorkError } from '../shared/errors.js'
import type { Stage } from '../stack/stages.js'
import type { Inputs } from './inputs.js'
import type { Member } from './move-names.js'
import { whoMoves, type ActorEnv } from './moving.js'
import { runCommand, type CommandRequest, type CommandResult } from './pipeline.js'
import { baseDirectory, foldersOf, type Planned } from './planning.js'
import { checkStageVersion, type Naming } from './release-rules.js'

export interface ReleaseRequest extends Omit<CommandRequest, 'command' | 'approve' | 'derive' | 'all'> {
  readonly env: CommandRequest['env'] & ActorEnv
  readonly now: () => Date
  /** What a run showed in the end, of the first stage and of each that is built or tested. */
  readonly ended: (result: CommandResult) => void
}

export type Derive = NonNullable<CommandRequest['derive']>

/** What is at a stage: the digest of an image in a repository (in the engine: its id), and a name of it. */
export interface Held {
  readonly repository: string
  readonly digest: string
  readonly ref: string
}

/** By member, then by repository. */
export type Holding = ReadonlyMap<string, ReadonlyMap<string, Held>>

/** What is known once the first stage has been planned. */
export interface Course {
  readonly planned: Planned
  readonly ladder: readonly Stage[]
  readonly members: readonly Member[]
  readonly naming: Naming
  readonly commit: string
  readonly notices: string[]
}

/** What a release knows while it goes on, and what all its stages need. */
export class ReleaseState {
  readonly inputs: Inputs
  /** Where its files go, with those of its first run. */
  readonly artifacts: string
  readonly passed: JournalRecord[] = []
  /** Stages whose version tags hold already what they are to hold. */
  readonly there = new Set<string>()
  private readonly base: string
  private readonly journal: JournalEntry[] = []
  private course: Course | undefined

  constructor(readonly request: ReleaseRequest) {
    this.inputs = request.inputs
    this.base = baseDirectory(request)
    this.artifacts = foldersOf(resolve(this.base, request.inputs.out)).artifacts
  }

  sure(): Course {
    if (this.course === undefined) throw new Error('nothing was planned')
    return this.course
  }

  begin(course: Course): void {
    this.course = course
  }

  /** A run of ours, and what it showed. */
  async work(
    command: 'run' | 'test',
    more: Pick<CommandRequest, 'inputs'> & Partial<Pick<CommandRequest, 'approve' | 'derive'>>,
  ): Promise<CommandResult> {
    const { artifacts, logs, manifests } = foldersOf(resolve(this.base, this.inputs.out))
    const writtenToo = [artifacts, logs, manifests]
    const result = await runCommand({ ...this.request, command, all: true, writtenToo, ...more })
    if (result.results === undefined) return result
    this.request.ended(result)
    this.learn(result)
    if (command === 'run') this.journal.push(...(await readJournalFile(result.folders.artifacts)))
    return result
  }

  /** Among the files of the release, so that they are kept, and ignored, together. */
  folderOf(stage: Stage): string {
    return join(this.inputs.out, 'artifacts', stage.name)
  }

  async makeFolderOf(stage: Stage): Promise<string> {
    const out = this.folderOf(stage)
    await mkdir(resolve(this.base, out), { recursive: true })
    return out
  }

  /** Writes down what moves as it moves, after all that has moved before them. */
  recorder(): (entries: readonly JournalEntry[]) => void {
    const before = [...this.journal]
    return (entries) => {
      this.journal.splice(0, Infinity, ...before, ...entries)
      replaceFile(this.artifacts, JOURNAL, json(this.journal))
    }
  }

  /** Whether a higher version has been at the stage, and this one was before it. Throws a UserError. */
  async checkVersion(
    stage: Stage,
    members: readonly Member[],
    digestOf: (member: Member, repository: string) => Promise<string | null> | string | null,
  ): Promise<boolean> {
    const { naming, planned } = this.sure()
    const { registry, disk } = planned
    const { versioned } = disk
    const { signal } = this.request
    const { warnings, isThere, isOlder } = await checkStageVersion({
      ...{ stage, members, naming, versioned, registry, digestOf, signal },
    })
    if (isThere) this.there.add(stage.name)
    else this.there.delete(stage.name)
    this.notice(warnings)
    return isOlder
  }

  /** The same is told once. */
  notice(texts: readonly string[]): void {
    const { notices } = this.sure()
    for (const text of texts) if (!notices.includes(text)) notices.push(text)
  }

  /** What has passed on what, in this very command: a journal may be missing, and an engine has none. */
  private learn({ results, plan }: CommandResult): void {
    const byDigest = new Map<string, string[]>()
    for (const image of results?.images ?? []) {
      const planned = plan.images.find(({ id }) => id === image.id)
      const before = planned?.passed === true && image.suites.length === 0
      const names = before
        ? planned.suites.filter(({ off }) => off === undefined).map(({ name }) => name)
        : image.suites.filter(({ outcome }) => outcome === 'passed').map(({ name }) => name)
      const digests = this.inputs.push ? image.published.map(({ digest }) => digest) : [image.build?.imageId ?? '']
      for (const digest of new Set(digests)) {
        // Of several platforms, what passed on all of them.
        const known = byDigest.get(digest)
        byDigest.set(digest, known === undefined ? names : known.filter((name) => names.includes(name)))
      }
    }
    const { by, run } = whoMoves(this.request.env)
    const at = this.request.now().toISOString()
    for (const [digest, suites] of byDigest)
      this.passed.push({
        ...{ operation: '', kind: 'release', state: 'done', tag: '', old: null, new: digest, at, by, run },
        suites,
      })
  }
}

const JOURNAL = 'journal.json'

/** What a run of ours has moved; it began with an empty journal. */
async function readJournalFile(folder: string): Promise<JournalEntry[]> {
  try {
    return JSON.parse(await readFile(join(folder, JOURNAL), 'utf8')) as JournalEntry[]
  } catch {
    return [] // Nothing was moved.
  }
}

/** A stage of which nothing is said yet. */
export function emptyResult(stage: Stage): StageResult {
  const how = stage.dockerfile === undefined ? 'moved' : 'built'
  return { stage: stage.name, how, outcome: 'passed', refs: [], gates: [], skipped: [], gitTags: [] }
}

export function failureOf(error: unknown): Pick<StageResult, 'outcome' | 'message' | 'remedy'> {
  const remedy =
    error instanceof WorkError ? error.remedy : error instanceof UserError ? error.problems[0]?.remedy : undefined
  return {
    outcome: error instanceof Interrupted ? 'interrupted' : 'failed',
    message: messageOf(error),
    ...(remedy === undefined ? {} : { remedy }),
  }
}
