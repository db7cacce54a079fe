import { isEmptyDiff } from '../../contents/compare.js'
import type { ImageResult } from '../../run/results.js'
import { markdown } from '../../shared/text.js'
import { diffMarkdown, diffSummary } from '../diff.js'
import type { Part } from '../fitting.js'
import { headed } from './parts.js'

/** Bytes for one image: most changes of a base are those of all that is built on it, and are shown again. */
const MAX_BYTES = 20_000

/** What differs in each image from what was published before: a line for each, with the packages folded below it. */
export function changes(images: readonly ImageResult[]): Part {
  const rows = images.flatMap(({ id, diff }) =>
    diff === undefined || isEmptyDiff(diff)
      ? []
      : [
          [
            '<details>',
            `<summary>${markdown(id)}: ${markdown(diffSummary(diff))}</summary>`,
            '',
            diffMarkdown(diff, MAX_BYTES).trimEnd(),
            '',
            '</details>',
            '',
          ].join('\n'),
        ],
  )
  return headed('### What changed in the images', {
    open: [],
    rows,
    close: [],
    what: 'images with package changes',
    share: 0.1,
  })
}
