import * as core from '@actions/core'
import { relative } from 'node:path'
import type { WikiCommandResult, WikiRequest } from '../commands/wiki.js'
import { wikiLines, wikiMarkdown } from '../report/wiki/result.js'
import { EXIT, messageOf } from '../shared/errors.js'
import { stopOnSignals, untilStopped } from './stop.js'
import type { Common } from './work.js'

/** Writes pages; a push that was begun comes to its end. */
async function writePages(common: Common): Promise<WikiCommandResult> {
  const { wikiCommand } = await import('../commands/wiki.js')
  const stop = stopOnSignals()
  const request: WikiRequest = { ...common, signal: stop.signal, now: () => new Date() }
  try {
    return await untilStopped(wikiCommand(request), stop.signal, () => true)
  } finally {
    stop.release()
  }
}

/** GitHub keeps 1 MB of outputs per job, counted as UTF-16. */
const MAX_OUTPUT = 450_000

/** The front door of GitHub. Returns the exit status. */
export async function wikiAction(common: Common): Promise<number> {
  const { writeQuoting } = await import('../github/groups.js')
  const { token, artifact } = common.inputs
  if (token.length >= 8) core.setSecret(token)
  const { result, artifacts } = await writePages(common)
  writeQuoting(process.stdout, wikiLines(result))
  for (const notice of result.notices) core.notice(notice, { title: 'stack-action wiki' })
  core.setOutput('outcome', result.outcome)
  const isShort = JSON.stringify(result.pages).length <= MAX_OUTPUT
  if (!isShort) core.warning('the output pages is longer than what GitHub keeps: read wiki.json')
  core.setOutput('pages', isShort ? result.pages : '')
  core.setOutput('changed', result.pages.length)
  core.setOutput('url', result.url)
  core.setOutput('artifacts', artifacts)
  await optional('the job summary', () => core.summary.addRaw(wikiMarkdown(result), true).write())
  if (artifact !== '' && result.dryRun)
    await optional('the artifact', async () => {
      const { uploadFolders } = await import('../github/artifacts.js')
      // Of a folder with other steps' files only what is this one's.
      await uploadFolders(
        artifact,
        { artifacts: `${artifacts}/wiki`, logs: `${artifacts}/wiki/logs`, manifests: `${artifacts}/wiki/manifests` },
        process.env,
      )
    })
  return EXIT.done
}

/** The command line; the lines and the document to print. */
export async function wikiCli(
  common: Common,
  print: (lines: readonly string[], document: unknown) => void,
  end: () => void,
): Promise<number> {
  const { result, artifacts } = await writePages(common).finally(end)
  print([...wikiLines(result), `files: ${relative(process.cwd(), artifacts) || '.'}/wiki.json`], result)
  return EXIT.done
}

async function optional(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    core.warning(`${what} could not be written: ${messageOf(error)}`)
  }
}
