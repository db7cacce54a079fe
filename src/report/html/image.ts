import type { ImageFacts } from '../../contents/facts.js'
import { digestOf, type ImageResult } from '../../run/results.js'
import { durationText, sizeText } from '../../shared/text.js'
import { whyText } from '../../stack/explain.js'
import type { PlannedImage } from '../../stack/plan.js'
import { busyMs, kindOf } from '../graph/outcome.js'
import { changesOf, contentsOf, identityOf } from './contents.js'
import { html, link, type Html, type Piece } from './escape.js'
import { resultBadge } from './images.js'
import { code, facts as factList } from './pieces.js'
import { failureOf, testsOf } from './tests.js'

export interface ImageParts {
  readonly image: ImageResult
  readonly planned: PlannedImage | undefined
  readonly facts: ImageFacts | undefined
  /** Files beside the page. */
  readonly files: ReadonlySet<string>
  /** Without what may be long: layers and package lists. */
  readonly short: boolean
}

/** All that is known of one image; `id` is the section's in the page. */
export function imageSection(id: string, { image, planned, facts, files, short }: ImageParts): Html {
  const ms = busyMs(image)
  const known: [string, Piece, 'wide'?][] = [
    ['Reference', code(image.ref), 'wide'],
    ['Why', planned === undefined ? '' : whyText(planned), 'wide'],
    ...(facts === undefined ? resultFacts(image) : identityOf(facts)),
    ['Time', ms === 0 ? '' : durationText(ms)],
    ['Fingerprint', code(image.fingerprint), 'wide'],
    ['Published as', image.published.map(({ ref }, at) => html`${at === 0 ? '' : ', '}<code>${ref}</code>`), 'wide'],
  ]
  return html`<section class="image ${kindOf(image, image.action)}" id="${id}" aria-labelledby="${id}-name">
    <h3 id="${id}-name">${image.id} ${resultBadge(image)}</h3>
    ${failureOf(image)}${factList(known.filter(([, value]) => !Array.isArray(value) || value.length > 0))}
    ${testsOf(image)}${image.diff === undefined ? undefined : changesOf(image.diff)}
    ${
      facts === undefined || short
        ? undefined
        : html`<h4>What is in it</h4>
            ${contentsOf(facts)}`
    }${
      facts !== undefined && short
        ? html`<p class="soft">Its layers and packages are in manifests/: all of them together have no room here.</p>`
        : undefined
    }${filesOf(image, files)}
  </section> `
}

function resultFacts(image: ImageResult): [string, Piece, 'wide'?][] {
  return [
    ['Platform', image.platform],
    ['Size', image.build?.size === undefined ? '' : sizeText(image.build.size)],
    ['Digest', code(digestOf(image)), 'wide'],
  ]
}

const LOGS = ['pull', 'build', 'basic-tests', 'push', 'integration-tests'] as const

/** Links to the files of an image that are there. */
function filesOf({ file, suites }: ImageResult, files: ReadonlySet<string>): Html | undefined {
  const places: [string, string][] = [
    ...LOGS.map((log): [string, string] => [`../logs/${file}.${log}.log`, `${log}.log`]),
    ...suites.map(({ name }): [string, string] => [`../logs/${file}.${name}.junit.xml`, `${name}.junit.xml`]),
    [`../manifests/${file}.md`, 'page'],
    [`./${file}.yml`, 'result'],
  ]
  const there = places.filter(([path]) => files.has(path))
  if (there.length === 0) return undefined
  const address = (path: string): string =>
    path
      .split('/')
      .map((part) => (part === '..' || part === '.' ? part : encodeURIComponent(part)))
      .join('/')
  return html`<p class="soft">
    Files: ${there.map(([path, name], at) => html`${at === 0 ? '' : ' · '}${link(address(path), name)}`)}
  </p>`
}
