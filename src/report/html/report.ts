import { isWorkedOn, type ImageResult, type Results } from '../../run/results.js'
import { clip, durationText } from '../../shared/text.js'
import { planNotes, sourceText } from '../../stack/explain.js'
import { nothing } from '../closing.js'
import { COLOURS } from '../graph/colours.js'
import type { OutcomeKind } from '../graph/model.js'
import { outcomeText } from '../outcome.js'
import type { ReportData } from '../report-data.js'
import { graphSection, timelineSection, type Anchors } from './drawings.js'
import { html, link, trusted, type Html } from './escape.js'
import { imageSection } from './image.js'
import { failedSection, imagesSection } from './images.js'
import { badge, code, facts as factList, time } from './pieces.js'
import { STYLE } from './style.js'

/** Images that have a section of their own; the others are in the table. */
const MAX_SECTIONS = 1000
/** Characters of all sections together, about: what comes after that is without layers and package lists. */
const MAX_CHARACTERS = 16_000_000
const MAX_NOTES = 200
const MAX_TEXT = 2000

/**
 * A run as one page that stands alone: nothing is fetched, no script runs, and its policy forbids both. Works in the dark,
 * on a phone and on paper. Of a run of any size the page stays below about 25 MB: images that failed come first, and what
 * has no room is said to be elsewhere.
 */
export function renderReport(data: ReportData): string {
  const { results, plan, facts } = data
  const images = results.images.filter(isWorkedOn)
  const order: Readonly<Record<ImageResult['outcome'], number>> = { failed: 0, cancelled: 1, passed: 2, skipped: 3 }
  const sections = [...images].sort((a, b) => order[a.outcome] - order[b.outcome]).slice(0, MAX_SECTIONS)
  const anchors: Anchors = new Map(sections.map(({ id }, at) => [id, `#i${at}`]))
  const planned = new Map(plan?.images.map((image) => [image.id, image]))
  const known = new Map(facts.map((one) => [one.id, one]))
  const files = new Set(data.files)
  let room = MAX_CHARACTERS
  const details = sections.map((image, at) => {
    const parts = { image, planned: planned.get(image.id), facts: known.get(image.id), files }
    const section = imageSection(`i${at}`, { ...parts, short: room <= 0 })
    room -= section.text.length
    return section
  })
  const left = images.length - sections.length
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>stack-action ${results.command}: ${results.outcome}</title>
        <link rel="icon" href="${iconOf(results)}" />
        <style>
          ${trusted(STYLE)}
        </style>
      </head>
      <body>
        ${headOf(data, images)}
        <main>
          ${failedSection(data, anchors)}${graphSection(data, anchors)}${timelineSection(data, anchors)}
          ${images.length === 0 ? undefined : imagesSection(images, planned, anchors)}
          ${
            details.length === 0
              ? undefined
              : html`<section aria-labelledby="details">
                  <h2 id="details">Image by image</h2>
                  ${details}${left > 0 ? html`<p class="soft">${left} more images have no room here: they are in results.json.</p>` : undefined}
                </section>`
          }
        </main>
        <footer>
          Written by stack-action. The same for programs:
          ${data.files?.includes('./results.json') === true ? link('./results.json', 'results.json') : 'results.json'}.
        </footer>
      </body>
    </html> `.text
}

function headOf({ results, plan, run = '', files }: ReportData, images: readonly ImageResult[]): Html {
  const notes = [...(plan === undefined ? [] : planNotes(plan)), ...results.notices]
  const log = '../logs/run.log'
  return html`<header>
    <h1>stack-action ${results.command} ${badge(KINDS[results.outcome], results.outcome)}</h1>
    <p class="lead">${outcomeText(results)}</p>
    ${results.unpublished === undefined ? undefined : html`<p>${nothing(results).replace('n', 'N')} was published: ${clip(results.unpublished, MAX_TEXT)}</p>`}
    ${factList([
      ['When', time(results.startedAt)],
      ['How long', durationText(results.ms)],
      ['Event', results.event],
      ['Branch', results.branch],
      ['Commit', code(results.sha)],
      ['Engine', results.engine],
      ['What is considered', plan === undefined ? '' : clip(sourceText(plan), MAX_TEXT), 'wide'],
      ['Run', run === '' ? '' : link(run, run), 'wide'],
      ['Log', files?.includes(log) === true ? link(log, 'run.log') : ''],
    ])}
    ${
      notes.length === 0
        ? undefined
        : html`<ul>
            ${notes.slice(0, MAX_NOTES).map((note) => html`<li>${clip(note, MAX_TEXT)}</li>`)}${notes.length > MAX_NOTES ? html`<li>and ${notes.length - MAX_NOTES} more notes, in results.json</li>` : undefined}
          </ul>`
    }
    ${
      images.length === 0
        ? undefined
        : html`<nav aria-label="Parts of this page">
            <ul>
              ${[
                ...(images.some(({ outcome }) => outcome === 'failed') ? [['failed', 'What failed']] : []),
                ...((plan?.images.length ?? 0) > 0 ? [['graph', 'Graph']] : []),
                ...(images.some(({ steps = [] }) => steps.length > 0) ? [['times', 'Timeline']] : []),
                ['images', 'Images'],
                ['details', 'Image by image'],
              ].map(([id = '', name]) => html`<li>${link(`#${id}`, name)}</li>`)}
            </ul>
          </nav>`
    }
  </header>`
}

const KINDS: Readonly<Record<Results['outcome'], OutcomeKind>> = {
  passed: 'built',
  failed: 'failed',
  interrupted: 'cancelled',
  running: 'cancelled',
}

/** A dot in the colour of the outcome: of ten open tabs the red one is found. */
function iconOf({ outcome }: Results): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="${COLOURS[KINDS[outcome]].fill}"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
