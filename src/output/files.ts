import { accessSync, closeSync, constants, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Commit } from '../changes/git.js'
import type { ImageDiff } from '../contents/compare.js'
import type { ImageFacts } from '../contents/facts.js'
import type { Folders } from '../report/closing.js'
import { renderManifest } from '../report/manifest.js'
import { renderResultFile } from '../report/result-file.js'
import { counted, durationText, plain, sizeText } from '../shared/text.js'
import { codeOf, messageOf, userError, WorkError } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'
import type { Plan, PlannedImage } from '../stack/plan.js'
import { safeName } from '../stack/refs.js'
import { json, planFiles, replaceFile } from './plan-files.js'
import { REPORT_FILE, writeReport } from './report-file.js'
import { RESULT_FILES, resultFiles } from './result-files.js'
import type { RunEvent } from '../run/events.js'
import type { JournalEntry } from '../run/publish.js'
import type { Results } from '../run/results.js'

/**
 * Writes the files of a run as it goes (names fixed by design section 3): whatever ends it, what happened until then is
 * on the disk. Writes are synchronous: a log line costs microseconds, and nothing waits in memory.
 */
export class Recorder {
  private readonly open = new Map<string, Log>()
  private readonly images = new Map<string, PlannedImage>()
  private readonly facts = new Map<string, { readonly facts: ImageFacts; readonly diff?: ImageDiff }>()
  private results: Results | undefined
  /** Known once the run has begun: before that there is nothing to report. */
  private plan: Plan | undefined
  private reported = false
  /** When the lists were written last. */
  private listed = 0
  private pending: NodeJS.Timeout | undefined
  private fault: unknown

  constructor(
    private readonly folders: Folders,
    private readonly commit: Commit,
    private readonly changedFiles: readonly string[],
    private readonly now: () => Date,
    private readonly maxLogBytes = MAX_LOG_BYTES,
    /** Address of the workflow run; '' outside of one. */
    private readonly address = '',
  ) {
    for (const folder of Object.values(folders) as string[]) {
      try {
        mkdirSync(folder, { recursive: true })
        accessSync(folder, constants.W_OK | constants.X_OK)
      } catch (error) {
        throw userError(`the files of the run cannot be written to ${folder}: ${messageOf(error)}`, {
          remedy: 'Name another folder with --out.',
        })
      }
    }
  }

  listen = (event: RunEvent): void => {
    const { fault } = this
    this.fault = undefined
    if (fault !== undefined) throw fault as Error
    this.writing(() => this.handle(event))
  }

  journal = (entries: readonly JournalEntry[]): void => this.writing(() => this.artifact('journal.json', json(entries)))

  close(): void {
    clearTimeout(this.pending)
    // Of a run that something broke off there is no end to hear of.
    this.report()
    for (const { file } of this.open.values()) closeSync(file)
    this.open.clear()
  }

  /** What the file system refuses is a failure of the run with a cause and a remedy. */
  private writing(write: () => void): void {
    try {
      write()
    } catch (error) {
      if (valueAt(error, ['syscall']) === undefined) throw error
      const full = codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT'
      throw full
        ? new WorkError(`no space left for the files of the run in ${this.folders.artifacts}`, {
            cause: error,
            remedy: 'Make room, or name another folder with --out.',
          })
        : new WorkError(`the files of the run cannot be written: ${messageOf(error)}`, {
            cause: error,
            remedy: 'Let nothing else change that folder, or name another with --out.',
          })
    }
  }

  private handle(event: RunEvent): void {
    switch (event.type) {
      case 'run-start':
        return this.start(event.plan, event.results)
      case 'step-start':
        if (LOG_NAMES.has(event.step)) this.fresh(event.image, event.step)
        return this.log(`${event.image} ${event.step} begins`)
      case 'line':
        return this.line(event)
      case 'suite-end': {
        const { suite } = event
        const report = join(this.folders.logs, `${this.safe(event.image)}.${suite.name}.junit.xml`)
        if (event.junit !== undefined) writeFileSync(report, event.junit)
        // That of an earlier run is not this one's.
        else if (suite.outcome !== 'off') rmSync(report, { force: true })
        return this.log(
          `${event.image} suite ${suite.name}: ${suite.outcome} in ${durationText(suite.ms)}${suite.message === undefined ? '' : `: ${suite.message}`}`,
        )
      }
      case 'step-end':
        this.log(
          `${event.image} ${event.step} ${event.outcome} in ${durationText(event.ms)}${event.message === undefined ? '' : `: ${event.message}`}`,
        )
        this.resultFile(event.image)
        return this.listsSoon()
      case 'built':
        return this.artifact(`${this.safe(event.image)}.layers.json`, json(event.layers))
      case 'facts':
        return void this.facts.set(event.image, event)
      case 'image-end':
        this.resultFile(event.result.id)
        this.page(event.result.id)
        this.log(
          `${event.result.id} ${event.result.outcome}${event.result.message === undefined ? '' : `: ${event.result.message}`}`,
        )
        return this.listsSoon()
      case 'pruned':
        return this.log(`${event.image} ${event.text}`)
      case 'notice':
        return this.log(`note: ${event.text}`)
      case 'run-end':
        this.log(`${event.results.outcome} in ${durationText(event.results.ms)}`)
        this.report()
        return this.lists()
    }
  }

  private start(plan: Plan, results: Results): void {
    this.results = results
    for (const image of plan.images) this.images.set(image.id, image)
    // Files of an earlier run must not be taken for this one's.
    for (const name of ['journal.json', ...RESULT_FILES, REPORT_FILE])
      rmSync(join(this.folders.artifacts, name), { force: true })
    for (const [name, content] of Object.entries(planFiles(plan, this.commit, this.changedFiles)))
      this.artifact(name, content)
    this.log(
      `${results.command} begins: ${counted(plan.images.filter((image) => image.action !== 'skip').length, 'image')}`,
    )
    this.lists()
    this.plan = plan
  }

  /** Soon: a run of hundreds of images has thousands of events, and the lists are about all of them. */
  private listsSoon(): void {
    const wait = this.listed + LISTS_EVERY_MS - performance.now()
    if (wait <= 0) this.lists()
    else this.pending ??= setTimeout(() => this.listsLate(), wait).unref()
  }

  /** Nobody hears what a timer throws: the next event does. */
  private listsLate(): void {
    try {
      this.writing(() => this.lists())
    } catch (error) {
      this.fault = error
    }
  }

  private lists(): void {
    clearTimeout(this.pending)
    this.pending = undefined
    this.listed = performance.now()
    const results = this.results
    if (results === undefined) return
    for (const [name, content] of Object.entries(resultFiles(results))) this.artifact(name, content)
  }

  private resultFile(id: string): void {
    const result = this.results?.images.find((one) => one.id === id)
    if (result !== undefined) this.artifact(`${this.safe(id)}.yml`, renderResultFile(result))
  }

  /** By now names may have moved: a page that cannot be written must not make the results say anything else. */
  private page(id: string): void {
    try {
      this.manifest(id)
    } catch (error) {
      const file = `${this.safe(id)}.md`
      this.results?.notices.push(
        `the page of ${id} could not be written to ${this.folders.manifests}/${file}: ${messageOf(error)}`,
      )
    }
  }

  /** Written once, when all is known; like the pages, it must not make the results say anything else. */
  private report(): void {
    if (this.reported || this.results === undefined || this.plan === undefined) return
    this.reported = true
    try {
      const facts = [...this.facts.values()].map((one) => one.facts)
      writeReport(this.folders, { results: this.results, plan: this.plan, facts, run: this.address })
    } catch (error) {
      this.results.notices.push(
        `the report could not be written to ${this.folders.artifacts}/${REPORT_FILE}: ${messageOf(error)}`,
      )
    }
  }

  private manifest(id: string): void {
    const image = this.images.get(id)
    const result = this.results?.images.find((one) => one.id === id)
    const known = this.facts.get(id)
    // Of an image that was not here nothing new is known; a page that an earlier run wrote says more.
    if (image === undefined || result?.outcome !== 'passed' || known === undefined) return
    const { facts, diff } = known
    const page = renderManifest(facts, { published: result.published, buildMs: result.build?.ms, diff })
    replaceFile(this.folders.manifests, `${image.file}.json`, json(facts))
    replaceFile(this.folders.manifests, `${image.file}.md`, page)
  }

  private safe(id: string): string {
    return this.images.get(id)?.file ?? safeName(id)
  }

  private logName(id: string, step: string): string {
    return `${this.safe(id)}.${LOG_NAMES.get(step) ?? step}.log`
  }

  private fresh(id: string, step: string): void {
    const name = this.logName(id, step)
    const log = this.open.get(name)
    if (log !== undefined) closeSync(log.file)
    this.openLog(name)
  }

  private openLog(name: string): Log {
    const log = { file: openSync(join(this.folders.logs, name), 'w'), left: this.maxLogBytes }
    this.open.set(name, log)
    return log
  }

  private line(event: Extract<RunEvent, { type: 'line' }>): void {
    const log = this.open.get(this.logName(event.image, event.step))
    if (log !== undefined) this.write(log, `${event.suite === undefined ? '' : `[${event.suite}] `}${event.text}\n`)
  }

  /** What is said without end must not fill the disk. */
  private write(log: Log, line: string): void {
    if (log.left < 0) return
    log.left -= Buffer.byteLength(line)
    writeSync(log.file, log.left < 0 ? `… more than ${sizeText(this.maxLogBytes)}: the rest is left out\n` : line)
  }

  private log(text: string): void {
    this.write(this.open.get('run.log') ?? this.openLog('run.log'), `${this.now().toISOString()} ${plain(text)}\n`)
  }

  private artifact(name: string, content: string): void {
    replaceFile(this.folders.artifacts, name, content)
  }
}

interface Log {
  readonly file: number
  /** Bytes that it may still take; less than none: it is full, and says so. */
  left: number
}

const MAX_LOG_BYTES = 256 * 1024 * 1024

/** Steps that have a log, and what it is called: tests have the seeds' names. */
const LOG_NAMES: ReadonlyMap<string, string> = new Map([
  ['pull', 'pull'],
  ['build', 'build'],
  ['test', 'basic-tests'],
  ['push', 'push'],
  ['integration', 'integration-tests'],
])

/** Who is killed loses no more than this of the lists and of results.json. */
const LISTS_EVERY_MS = 200
