import { digestOf, isWorkedOn, type ImageResult, type Results } from '../run/results.js'
import { columns, durationText, markdown, plain, shortDigest, sizeText } from '../shared/text.js'
import { fitting, MAX_SUMMARY_BYTES } from './fitting.js'

/** Where the files of a run lie, as the user should type them. */
export interface Folders {
  readonly artifacts: string
  readonly logs: string
  readonly manifests: string
}

/** At most this many lines of evidence for each failure: the cause must still be on the screen. */
const EVIDENCE = 8

function testsOf(image: ImageResult): string {
  const suites = image.suites.filter((suite) => suite.outcome !== 'off')
  if (suites.length === 0) return image.testedAs === undefined ? '' : 'passed before'
  const total = suites.reduce(
    (sum, suite) => sum + Math.max(suite.counts?.total ?? 1, suite.outcome === 'failed' ? 1 : 0),
    0,
  )
  const failed = suites.reduce(
    (sum, suite) => sum + (suite.outcome === 'failed' ? Math.max(suite.counts?.failed ?? 1, 1) : 0),
    0,
  )
  if (failed > 0) return `${failed}/${total} failed`
  const skipped = suites.reduce((sum, suite) => sum + (suite.counts?.skipped ?? 0), 0)
  return `${total - skipped} passed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

function timeOf(image: ImageResult): string {
  const ms = (image.build?.ms ?? 0) + image.suites.reduce((sum, suite) => sum + suite.ms, 0)
  return ms === 0 ? '' : durationText(ms)
}

function rowOf(image: ImageResult): string[] {
  const digest = digestOf(image)
  return [
    image.id,
    image.action === 'reuse' && image.outcome === 'passed' ? 'reused' : image.outcome,
    image.build?.size === undefined ? '' : sizeText(image.build.size),
    testsOf(image),
    timeOf(image),
    digest === undefined ? '' : shortDigest(digest),
    image.published.length > 0 ? image.ref : '',
  ]
}

const HEAD = ['image', 'result', 'size', 'tests', 'time', 'digest', 'published as']

/** The end of a run in the terminal: the table, what failed and why, where the files lie. */
export function closingLines(results: Results, folders: Folders): string[] {
  const images = results.images.filter(isWorkedOn)
  const failed = images.filter((image) => image.outcome === 'failed')
  return [
    ...(images.length === 0 ? [] : ['', ...columns([HEAD, ...images.map(rowOf)].map((row) => row.map(plain))), '']),
    ...images.flatMap((image) => image.published.slice(1).map(({ ref }) => `also published: ${ref}`)),
    ...results.notices.map((notice) => `note: ${plain(notice)}`),
    ...(results.unpublished === undefined ? [] : [`${nothing(results)} was published: ${plain(results.unpublished)}`]),
    `files: ${folders.artifacts} ${folders.logs} ${folders.manifests}`,
    ...failed.flatMap(failureLines),
    verdict(results, images, failed),
  ]
}

function nothing(results: Results): string {
  return results.images.some((image) => image.published.length > 0) ? 'nothing else' : 'nothing'
}

function failureLines(image: ImageResult): string[] {
  return [
    `FAILED ${image.id} at ${image.failedStep ?? 'build'}: ${plain(image.message ?? '')}`,
    ...(image.evidence ?? []).slice(-EVIDENCE).map((line) => `    ${plain(line)}`),
    ...(image.remedy === undefined ? [] : [`    → ${plain(image.remedy)}`]),
  ]
}

function verdict(results: Results, images: readonly ImageResult[], failed: readonly ImageResult[]): string {
  const time = durationText(results.ms)
  if (results.outcome === 'interrupted') return `interrupted after ${time}`
  if (results.outcome === 'passed' && images.length === 0)
    return `${results.command}: nothing to do; ${results.images.length} ${results.images.length === 1 ? 'image is' : 'images are'} left alone (${time})`
  if (results.outcome === 'passed')
    return `${results.command}: ${images.length} ${images.length === 1 ? 'image' : 'images'} done in ${time}`
  const cancelled = images.filter((image) => image.outcome === 'cancelled')
  return `${results.command}: ${failed.length} of ${images.length} failed${cancelled.length > 0 ? `, not done because of that: ${cancelled.map((image) => image.id).join(', ')}` : ''} (${time})`
}

/** The same for GitHub's job summary, in Markdown. */
export function closingMarkdown(results: Results): string {
  const lines = summaryLines(results)
  const fits = fitting(lines, MAX_SUMMARY_BYTES)
  return (
    fits === lines.length
      ? lines
      : [...lines.slice(0, fits), '', `(${lines.length - fits} more lines are in the artifact)`, '']
  ).join('\n')
}

function summaryLines(results: Results): string[] {
  const images = results.images.filter(isWorkedOn)
  return [
    `## stack-action ${results.command}: ${results.outcome}`,
    '',
    `| ${HEAD.join(' | ')} |`,
    `|${HEAD.map(() => ':--').join('|')}|`,
    ...images.map((image) => `| ${rowOf(image).map(markdown).join(' | ')} |`),
    '',
    ...images
      .filter((image) => image.outcome === 'failed')
      .flatMap((image) => [
        `**${markdown(image.id)}** failed at ${image.failedStep ?? 'build'}: ${markdown(image.message ?? '')}`,
        '',
      ]),
    ...(results.unpublished === undefined
      ? []
      : [`${nothing(results)} was published: ${markdown(results.unpublished)}`, '']),
    ...results.notices.map((notice) => `- ${markdown(notice)}`),
    '',
  ]
}
