import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import {
  durationsText,
  mergeChanges,
  NO_DURATIONS,
  parseDurations,
  type Durations,
  type DurationStore,
} from '../run/durations.js'
import { codeOf, messageOf } from '../shared/errors.js'
import { replaceFile } from './plan-files.js'

interface CacheEnv {
  readonly XDG_CACHE_HOME?: string | undefined
  readonly HOME?: string | undefined
}

/** What earlier runs of the stack in `directory` took on this machine: a file in the user's cache. */
export function localDurations(env: CacheEnv, directory: string, notice: (text: string) => void): DurationStore {
  const folder = join(cacheHome(env), 'stack-action', 'durations')
  const name = `${createHash('sha256').update(resolve(directory)).digest('hex').slice(0, 16)}.json`
  let before = NO_DURATIONS

  const load = async (): Promise<Durations> => {
    try {
      return parseDurations(await readFile(join(folder, name), 'utf8'))
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return NO_DURATIONS
      throw error
    }
  }
  return {
    async read() {
      try {
        before = await load()
      } catch (error) {
        notice(`what steps took in earlier runs could not be read: ${messageOf(error)}`)
      }
      return before
    },
    async write(durations) {
      if (durations === before) return
      try {
        mkdirSync(folder, { recursive: true })
        replaceFile(folder, name, durationsText(mergeChanges(await load(), before, durations)))
      } catch (error) {
        notice(`what steps took could not be kept for later runs: ${messageOf(error)}`)
      }
    },
  }
}

/** https://specifications.freedesktop.org/basedir-spec/latest/: a path that is not absolute does not count. */
function cacheHome({ XDG_CACHE_HOME: named = '', HOME: home = '' }: CacheEnv): string {
  return isAbsolute(named) ? named : join(home === '' ? homedir() : home, '.cache')
}
