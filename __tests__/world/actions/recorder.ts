import type { Masks } from './masks.js'
import type { Annotation } from './model.js'

/** GitHub keeps this many annotations of each level per step. */
const KEPT = 10
const MESSAGE = 4096

/** What a step says: its log and its annotations, secrets masked as they come. */
export class Recorder {
  readonly lines: string[] = []
  readonly annotations: Annotation[] = []
  readonly masks: Masks
  readonly #debug: boolean

  constructor(masks: Masks, debug: boolean) {
    this.masks = masks
    this.#debug = debug
  }

  write(line: string): void {
    this.lines.push(this.masks.apply(line))
  }

  debug(message: string): void {
    if (this.#debug) this.write(`##[debug]${message}`)
  }

  annotate(level: Annotation['level'], message: string, properties: Annotation['properties'] = {}): void {
    this.write(`##[${level}]${message}`)
    if (this.annotations.filter((one) => one.level === level).length >= KEPT) return
    this.annotations.push({ level, message: this.masks.apply(message).slice(0, MESSAGE), properties })
  }

  /** An error that somebody threw. */
  error(error: unknown): void {
    this.annotate('error', error instanceof Error ? error.message : String(error))
  }
}
