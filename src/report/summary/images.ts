import type { ImageResult, Results } from '../../run/results.js'
import { clip, sizeText } from '../../shared/text.js'
import { whyText } from '../../stack/explain.js'
import type { Plan } from '../../stack/plan.js'
import { HEAD, nothing, rowOf, suitesBehind } from '../closing.js'
import type { Part } from '../fitting.js'
import { block, headed, list, table, text } from './parts.js'

/** A reason is the end of a sentence; a table is no place for long ones. */
const MAX_WHY = 160

/** A row for each image that had a part in the run; why, where the plan is known. */
export function imageTable(images: readonly ImageResult[], plan: Plan | undefined): Part {
  const planned = new Map(plan?.images.map((image) => [image.id, image]))
  const withWhy = (row: readonly string[], why: string): string[] =>
    plan === undefined ? [...row] : [...row.slice(0, 2), why, ...row.slice(2)]
  const rows = images.map((image) => {
    const known = planned.get(image.id)
    const [name = '', result = '', size = '', ...rest] = rowOf(image)
    return withWhy([name, result, sizeWithChange(size, image), ...rest], known ? clip(whyText(known), MAX_WHY) : '')
  })
  return table('images', 0.2, withWhy(HEAD, 'why'), rows)
}

/** `1.2 GB (+30 MB)` */
function sizeWithChange(size: string, { diff }: ImageResult): string {
  if (diff === undefined || size === '') return size
  const more = diff.size.after - diff.size.before
  return more === 0 ? size : `${size} (${more > 0 ? '+' : '−'}${sizeText(Math.abs(more))})`
}

/** Why each image failed, with the lines that show it; of those whose tests failed, the tests say more. */
export function failedImages(images: readonly ImageResult[]): Part {
  const rows = images
    .filter((image) => image.outcome === 'failed')
    .map((image) =>
      [
        block(
          `**${text(image.id)}** failed at ${image.failedStep ?? 'build'}: ${text(image.message ?? '')}`,
          '',
          suitesBehind(image).length > 0 ? [] : (image.evidence ?? []),
        ),
        ...(image.remedy === undefined ? [] : [`→ ${text(image.remedy)}`, '']),
      ].join('\n'),
    )
  return headed('### What failed', { open: [], rows, close: [], what: 'failed images', share: 0.12 })
}

export function unpublished(results: Results): Part {
  const why =
    results.unpublished === undefined ? [] : [`${nothing(results)} was published: ${text(results.unpublished)}`]
  return list('reasons', 0.01, why)
}

export function notes(results: Results): Part {
  return list(
    'notes',
    0.03,
    results.notices.map((notice) => `- ${text(notice)}`),
  )
}
