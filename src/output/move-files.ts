import { accessSync, constants, mkdirSync, rmSync } from 'node:fs'
import { messageOf, userError } from '../shared/errors.js'
import type { MovesResult } from '../report/moves.js'
import type { JournalEntry } from '../run/publish.js'
import { json, lines, replaceFile } from './plan-files.js'

const JOURNAL = 'journal.json'

/** Writes the files of moves into a folder: the journal as names move, all others when it is over. */
export class MoveFiles {
  /** Throws a UserError where nothing can be written: no name has moved then. */
  constructor(private readonly folder: string) {
    try {
      mkdirSync(folder, { recursive: true })
      accessSync(folder, constants.W_OK | constants.X_OK)
      // Of earlier moves: must not be taken for these.
      for (const name of [...LISTS, JOURNAL]) rmSync(`${folder}/${name}`, { force: true })
    } catch (error) {
      throw userError(`the files of the moves cannot be written to ${folder}: ${messageOf(error)}`, {
        remedy: 'Name another folder with --out.',
      })
    }
  }

  journal = (entries: readonly JournalEntry[]): void => replaceFile(this.folder, JOURNAL, json(entries))

  /** `sources` and `targets`: what was asked for, whatever became of it. */
  result(result: MovesResult, sources: readonly string[], targets: readonly string[]): void {
    const pushed = result.dryRun ? [] : result.moved.map(({ ref }) => ref)
    const files = {
      'moves.json': json(result),
      IMAGES_ORIGINAL: lines(sources),
      IMAGES_TAGGED: lines(targets),
      IMAGES_PUSHED: lines(pushed),
    }
    for (const [name, content] of Object.entries(files)) replaceFile(this.folder, name, content)
  }
}

const LISTS = ['moves.json', 'IMAGES_ORIGINAL', 'IMAGES_TAGGED', 'IMAGES_PUSHED']
