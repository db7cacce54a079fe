import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Effects } from './commands.js'

/** A summary above this is dropped whole. */
const SUMMARY_LIMIT = 1024 * 1024

/** Where environment files put what is not of the step alone. */
export interface Job {
  /** For later steps, from GITHUB_ENV. */
  readonly env: Record<string, string>
  /** From GITHUB_PATH, the newest last. */
  path: string[]
  readonly summaries: string[]
}

/** `NAME=value` lines and `NAME<<DELIMITER` blocks; throws as the runner does (actions/runner, FileCommandManager.cs). */
export function readPairs(content: string): [name: string, value: string][] {
  const pairs: [string, string][] = []
  const ended = content.endsWith('\n')
  const lines = (ended ? content.slice(0, -1) : content).split('\n')
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line === '') continue
    const [equals, block] = [line.indexOf('='), line.indexOf('<<')]
    if (equals >= 0 && (block < 0 || equals < block)) {
      pairs.push([line.slice(0, equals), line.slice(equals + 1)])
      continue
    }
    if (block < 0) throw new Error(`Invalid format '${line}'`)
    const [name, delimiter] = [line.slice(0, block), line.slice(block + 2)]
    if (name === '' || delimiter === '')
      throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`)
    const end = lines.indexOf(delimiter, at + 1)
    if (end < 0)
      throw new Error(
        ended || at + 1 >= lines.length
          ? `Invalid value. Matching delimiter not found '${delimiter}'`
          : 'Invalid value. EOF marker missing new line.',
      )
    pairs.push([name, lines.slice(at + 1, end).join('\n')])
    at = end
  }
  return pairs
}

type Reader = (content: string, effects: Effects, job: Job) => void

const readers: Readonly<Record<string, Reader>> = {
  PATH: (content, _effects, job) => {
    const added = content.split(/\r?\n/).filter((line) => line !== '')
    job.path = [...job.path.filter((one) => !added.includes(one)), ...new Set(added)]
  },
  ENV: (content, { recorder }, job) => {
    for (const [name, value] of readPairs(content)) {
      if (name.toUpperCase() !== 'NODE_OPTIONS') job.env[name] = value
      // An error line, but the step stays as it was.
      else recorder.annotate('error', "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.")
    }
  },
  STEP_SUMMARY: (content, { recorder }, job) => {
    const size = Buffer.byteLength(content)
    if (size > SUMMARY_LIMIT)
      recorder.annotate(
        'error',
        `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.floor(size / 1024)}k. For more information see: https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-markdown-summary`,
      )
    else if (size > 0) job.summaries.push(recorder.masks.apply(content))
  },
  STATE: (content, { state }) => {
    for (const [name, value] of readPairs(content)) state[name] = value
  },
  OUTPUT: (content, { outputs }) => {
    for (const [name, value] of readPairs(content)) outputs[name] = value
  },
}

/** New, empty environment files for one run of a step. */
export interface EnvironmentFiles {
  /** GITHUB_OUTPUT and its like. */
  readonly env: Readonly<Record<string, string>>
  /** Reads them, and removes them. */
  collect: (effects: Effects, job: Job) => Promise<void>
}

export async function environmentFiles(temp: string): Promise<EnvironmentFiles> {
  const folder = await mkdtemp(join(temp, '_runner_file_commands-'))
  const files = Object.keys(readers).map((name) => ({ name, path: join(folder, name.toLowerCase()) }))
  await Promise.all(files.map(({ path }) => writeFile(path, '')))
  return {
    env: Object.fromEntries(files.map(({ name, path }) => [`GITHUB_${name}`, path])),
    async collect(effects, job) {
      for (const { name, path } of files) {
        try {
          readers[name]?.(await readFile(path, 'utf8').catch(() => ''), effects, job)
        } catch (error) {
          effects.recorder.annotate('error', `Unable to process file command '${name.toLowerCase()}' successfully.`)
          effects.recorder.error(error)
          effects.failed = true
        }
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}
