import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseFacts, type ImageFacts } from '../contents/facts.js'
import type { Folders } from '../report/closing.js'
import { renderReport } from '../report/html/report.js'
import type { ReportData } from '../report/report-data.js'
import { isWorkedOn, type Results } from '../run/results.js'
import { replaceFile } from './plan-files.js'

/** The run as one page, in artifacts/. */
export const REPORT_FILE = 'report.html'

/**
 * Writes artifacts/report.html from what the run knows and from what lies in its folders by now: links to files that are
 * there, and facts of images that this run did not make.
 */
export function writeReport(folders: Folders, data: Omit<ReportData, 'files'>): void {
  const known = new Set(data.facts.map(({ id }) => id))
  const older = factsIn(folders, data.results).filter(({ id }) => !known.has(id))
  const page = renderReport({ ...data, facts: [...data.facts, ...older], files: filesIn(folders) })
  replaceFile(folders.artifacts, REPORT_FILE, page)
}

/** Of every image that the run had to do with, where they are of the same content. */
function factsIn({ manifests }: Folders, { images }: Results): ImageFacts[] {
  return images.filter(isWorkedOn).flatMap(({ file, fingerprint }) => {
    const name = `${file}.json`
    try {
      const facts = parseFacts(JSON.parse(readFileSync(join(manifests, name), 'utf8')), name)
      return facts.fingerprint === fingerprint ? [facts] : []
    } catch {
      return [] // None, or none that can be read: the page says less.
    }
  })
}

/** Paths as seen from artifacts/; what tests leave lies in folders of its own. */
function filesIn(folders: Folders): string[] {
  return [folders.artifacts, folders.logs, folders.manifests].flatMap((folder) => {
    const way = relative(folders.artifacts, folder) || '.'
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [`${way.split('\\').join('/')}/${entry.name}`] : [],
    )
  })
}
