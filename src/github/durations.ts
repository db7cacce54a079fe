import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import {
  durationsText,
  mergeChanges,
  NO_DURATIONS,
  parseDurations,
  type Durations,
  type DurationStore,
} from '../run/durations.js'
import { messageOf } from '../shared/errors.js'

interface CacheEnv {
  readonly ACTIONS_RUNTIME_TOKEN?: string | undefined
  readonly ACTIONS_RESULTS_URL?: string | undefined
  /** Of the first cache service, which GitHub Enterprise Server still has. */
  readonly ACTIONS_CACHE_URL?: string | undefined
  readonly GITHUB_RUN_ID?: string | undefined
  readonly GITHUB_WORKSPACE?: string | undefined
  readonly RUNNER_TEMP?: string | undefined
}

/** The toolkit tries again for half a minute; a guess is worth less than that. */
const PATIENCE_MS = 10_000

/**
 * What earlier runs of the stack in `directory` took, in the repository's cache; keeps nothing where the runner offers no
 * cache service. @actions/cache takes its addresses from the environment of the process, which `env` has to be.
 */
export function githubDurations(env: CacheEnv, directory: string, notice: (text: string) => void): DurationStore {
  const { RUNNER_TEMP: temp, GITHUB_WORKSPACE: workspace = '', GITHUB_RUN_ID: run = '' } = env
  if (!env.ACTIONS_RUNTIME_TOKEN || !(env.ACTIONS_RESULTS_URL || env.ACTIONS_CACHE_URL) || !temp) return NOTHING
  const stack = createHash('sha256').update(relative(workspace, directory)).digest('hex').slice(0, 16)
  const prefix = `stack-action-durations-${stack}-`
  // A key can be saved once, and a run has many jobs: each saves its own, and finds the last one of all.
  const key = `${prefix}${run}-${randomBytes(4).toString('hex')}`
  // A cache is found only under the path that it was saved from.
  const file = join(temp, 'stack-action', `durations-${stack}.json`)
  let before = NO_DURATIONS
  let beforeKey: string | undefined
  let isSilent = false

  const load = async (): Promise<{ found: string | undefined; durations: Durations }> => {
    const { restoreCache } = await import('@actions/cache')
    const found = await restoreCache([file], key, [prefix])
    return { found, durations: found === undefined ? NO_DURATIONS : parseDurations(await readFile(file, 'utf8')) }
  }
  const save = async (durations: Durations): Promise<void> => {
    const { restoreCache, saveCache } = await import('@actions/cache')
    const newest = await restoreCache([file], key, [prefix], { lookupOnly: true })
    const stored = newest === undefined || newest === beforeKey ? before : (await load()).durations
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, durationsText(mergeChanges(stored, before, durations)))
    await saveCache([file], key)
  }
  return {
    async read() {
      try {
        const { found, durations } = await within(PATIENCE_MS, load())
        beforeKey = found
        before = durations
      } catch (error) {
        isSilent = true
        notice(`what steps took in earlier runs could not be read from the cache: ${messageOf(error)}`)
      }
      return before
    },
    async write(durations) {
      if (durations === before || isSilent) return
      try {
        await within(PATIENCE_MS, save(durations))
      } catch (error) {
        notice(`what steps took could not be kept in the cache: ${messageOf(error)}`)
      }
    },
  }
}

const NOTHING: DurationStore = {
  read: () => Promise.resolve(NO_DURATIONS),
  write: () => Promise.resolve(),
}

/** The work goes on when it is not waited for any longer: the toolkit cannot be told to stop. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} seconds`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
