import { clip, counted, durationText, markdown, plain } from '../../shared/text.js'
import type { PageChange } from './compose.js'

/** What `wiki` did: `artifacts/wiki.json`, and stdout under --json. */
export interface WikiResult {
  readonly schema: 1
  readonly command: 'wiki'
  readonly outcome: 'passed'
  /** Nothing was written but artifacts/wiki/. */
  readonly dryRun: boolean
  /** Address of the wiki, or the folder; '' where the pages are only looked at. */
  readonly url: string
  /** The commit; '' where there was nothing to change, and of folders. */
  readonly commit: string
  readonly ms: number
  /** What was written or removed; in a dry run what would be. */
  readonly pages: readonly PageChange[]
  /** All pages of ours. */
  readonly total: number
  readonly notices: readonly string[]
}

const SHOWN = 30

export function wikiLines(result: WikiResult): string[] {
  const { pages, notices, dryRun, url, total, ms } = result
  const more = pages.length - SHOWN
  const where = url === '' ? 'the wiki' : url
  const done =
    pages.length === 0
      ? `everything is as it should be in ${where}`
      : `${counted(pages.length, 'page')} of ${total} ${dryRun ? 'would change' : 'changed'} in ${where}`
  return [
    ...pages.slice(0, SHOWN).map(({ page, change }) => `${change}: ${plain(page)}`),
    ...(more > 0 ? [`and ${counted(more, 'more page')}`] : []),
    ...notices.map((notice) => `note: ${plain(notice)}`),
    `wiki${dryRun ? ' (dry run)' : ''}: ${done} (${durationText(ms)})`,
  ]
}

/** The same for GitHub's job summary. */
export function wikiMarkdown(result: WikiResult): string {
  const { pages, notices, dryRun, url, total } = result
  const isWeb = /^https?:\/\/[\w.:/-]+$/.test(url)
  const list = pages.slice(0, SHOWN).map(({ page, change }) => {
    const name = markdown(clip(page, 300))
    return `- ${change}: ${isWeb && change !== 'removed' ? `[${name}](${url}/${encodeURIComponent(page)})` : name}`
  })
  return [
    `## stack-action wiki${dryRun ? ' (dry run)' : ''}`,
    '',
    pages.length === 0
      ? 'Everything is as it should be.'
      : `${counted(pages.length, 'page')} of ${total} ${dryRun ? 'would change' : 'changed'}${isWeb ? ` in [the wiki](${url})` : ''}.`,
    '',
    ...list,
    ...(pages.length > SHOWN ? [`- and ${counted(pages.length - SHOWN, 'more page')}`] : []),
    ...(notices.length === 0 ? [] : ['', ...notices.map((notice) => `> ${markdown(clip(notice, 500))}\n`)]),
    '',
  ].join('\n')
}
