import * as core from '@actions/core'
import { relative } from 'node:path'
import type { WikiCommandResult, WikiRequest } from '../commands/wiki.js'
import { wikiLines, wikiMarkdown } from '../report/wiki/result.js'
import { EXIT } from '../shared/errors.js'
import { MAX_OUTPUTS, optional, setOutput, upload } from './services.js'
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

/** The front door of GitHub. Returns the exit status. */
export async function wikiAction(common: Common): Promise<number> {
  const { writeQuoting } = await import('../github/groups.js')
  const { token } = common.inputs
  if (token.length >= 8) core.setSecret(token)
  const { result, artifacts } = await writePages(common)
  writeQuoting(process.stdout, wikiLines(result))
  for (const notice of result.notices) core.notice(notice, { title: 'stack-action wiki' })
  setOutput('outcome', result.outcome)
  const isShort = JSON.stringify(result.pages).length <= MAX_OUTPUTS
  if (!isShort) core.warning('the output pages is longer than what GitHub keeps: read wiki.json')
  setOutput('pages', isShort ? result.pages : '')
  setOutput('changed', result.pages.length)
  setOutput('url', result.url)
  setOutput('artifacts', artifacts)
  await optional('the job summary', () => core.summary.addRaw(wikiMarkdown(result), true).write())
  // Of a folder with other steps' files only what is this one's.
  const pages = {
    artifacts: `${artifacts}/wiki`,
    logs: `${artifacts}/wiki/logs`,
    manifests: `${artifacts}/wiki/manifests`,
  }
  if (result.dryRun) await upload('wiki', common, pages)
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
