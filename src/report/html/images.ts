import type { ImageResult } from '../../run/results.js'
import { clip, shortDigest, sizeText } from '../../shared/text.js'
import { whyText } from '../../stack/explain.js'
import type { PlannedImage } from '../../stack/plan.js'
import { rowOf } from '../closing.js'
import { kindOf } from '../graph/outcome.js'
import type { ReportData } from '../report-data.js'
import type { Anchors } from './drawings.js'
import { html, link, type Html } from './escape.js'
import { badge, code, table, type Column } from './pieces.js'
import { digestOf } from '../../run/results.js'

const MAX_ROWS = 2000
const MAX_WHY = 200

const COLUMNS: readonly Column[] = [
  { name: 'image' },
  { name: 'result' },
  { name: 'size', is: 'number' },
  { name: 'change', is: 'number' },
  { name: 'tests' },
  { name: 'time', is: 'number' },
  { name: 'why', is: 'long' },
  { name: 'digest' },
  { name: 'published as', is: 'long' },
]

/** A row for each image that had a part in the run. */
export function imagesSection(
  images: readonly ImageResult[],
  planned: ReadonlyMap<string, PlannedImage>,
  anchors: Anchors,
): Html {
  const shown = images.slice(0, MAX_ROWS)
  const rows = shown.map((image) => {
    const [, , size = '', tests = '', time = '', , published = ''] = rowOf(image)
    const plan = planned.get(image.id)
    const digest = digestOf(image)
    return [
      link(anchors.get(image.id) ?? '', image.id),
      resultBadge(image),
      size,
      sizeChange(image),
      tests,
      time,
      plan === undefined ? '' : clip(whyText(plan), MAX_WHY),
      digest === undefined ? '' : html`<code title="${digest}">${shortDigest(digest)}</code>`,
      code(published),
    ]
  })
  const more = images.length - shown.length
  return html`<section aria-labelledby="images">
    <h2 id="images">Images</h2>
    ${table('Images', COLUMNS, rows)}
    ${more > 0 ? html`<p class="soft">${more} more images are in results.json.</p>` : undefined}
  </section>`
}

export function resultBadge(image: ImageResult): Html {
  const kind = kindOf(image, image.action)
  return badge(kind, kind === 'built' && image.build?.outcome !== 'passed' ? 'passed' : kind)
}

/** How much larger or smaller than the last published one, with its sign. */
export function sizeChange({ diff }: ImageResult): string {
  if (diff === undefined) return ''
  const more = diff.size.after - diff.size.before
  return more === 0
    ? '±0'
    : `${more > 0 ? '+' : '−'}${sizeText(Math.abs(more))}${diff.size.compressed === true ? ' to pull' : ''}`
}

/** What failed, at a glance: each with the way to all that is known of it. */
export function failedSection({ results }: ReportData, anchors: Anchors): Html | undefined {
  const failed = results.images.filter(({ outcome }) => outcome === 'failed')
  if (failed.length === 0) return undefined
  const shown = failed.slice(0, MAX_ROWS)
  return html`<section aria-labelledby="failed">
    <h2 id="failed">What failed</h2>
    <ul>
      ${shown.map((image) => html`<li>${link(anchors.get(image.id) ?? '', html`<b>${image.id}</b>`)} at ${image.failedStep ?? 'build'}: ${clip(image.message ?? '', 500)}</li>`)}
    </ul>
  </section>`
}
