import type { ImageDiff } from '../contents/compare.js'
import type { ImageFacts, InfoFacts, SuiteFacts } from '../contents/facts.js'
import { clip, durationText, fenced, markdown, plain, sizeText } from '../shared/text.js'
import { diffMarkdown } from './diff.js'

/** More lines than this are folded away. */
const FOLD_AFTER = 30
/** Characters of a layer's command. */
const MAX_COMMAND = 400
/** And of why a suite is off. */
const MAX_WHY = 160
/** Bytes of what changed: a wiki's page is for reading. */
const MAX_DIFF = 100_000

/** What a run knows of an image beside what is in it. */
export interface PageFacts {
  /** Names that it has since. */
  readonly published?: readonly { readonly ref: string; readonly digest: string }[]
  /** Milliseconds. */
  readonly buildMs?: number | undefined
  readonly diff?: ImageDiff | undefined
}

/** The page that says what is in an image: `manifests/<safe name>.md`. The same facts make the same page. */
export function renderManifest(facts: ImageFacts, { published = [], buildMs, diff }: PageFacts = {}): string {
  const rows: [string, string][] = [
    ['Image', code(facts.ref)],
    ['Digest', facts.digest === null ? '' : code(facts.digest)],
    ['Published as', published.map(({ ref }) => code(ref)).join('<br>')],
    ['Version', markdown(facts.version)],
    ['Source', sourceText(facts)],
    ['Built on', builtOnText(facts)],
    ['Base', facts.base === null ? '' : placeText(facts.base)],
    ['Platform', markdown(facts.platform)],
    ['Built at', timeText(facts.builtAt)],
    ['Built in', linkOf(facts.builtIn) ?? markdown(facts.builtIn)],
    ['Build time', buildMs === undefined ? '' : durationText(buildMs)],
    ['Size', facts.size === 0 ? '' : sizeText(facts.size)],
    ['Compressed', facts.compressed === null ? '' : sizeText(facts.compressed)],
    ['Tests', facts.suites.map(suiteText).join('<br>') || 'none'],
    ['Fingerprint', facts.fingerprint === '' ? '' : code(facts.fingerprint)],
  ]
  return [
    `# ${markdown(facts.id)}`,
    '',
    '| | |',
    '|:--|:--|',
    ...rows.filter(([, value]) => value !== '').map(([name, value]) => `| ${name} | ${value} |`),
    '',
    ...(diff === undefined ? [] : ['## What changed', '', diffMarkdown(diff, MAX_DIFF), '']),
    ...layerSection(facts),
    ...facts.infos.flatMap(infoSection),
    '',
  ].join('\n')
}

/** As code where that can be told from the code around it, else escaped. */
function code(text: string): string {
  const clean = plain(text)
  return /^[\w./:@+=-]+$/.test(clean) ? `\`${clean}\`` : markdown(clean)
}

/** An address of the web, as a link to itself; undefined where it is none, or could be more than one. */
function linkOf(text: string, label = text): string | undefined {
  return /^https?:\/\/[\w.-]+(?::\d+)?(?:\/[\w.~/-]*)?$/.test(text) ? `[${markdown(label)}](${text})` : undefined
}

function sourceText({ revision, source }: ImageFacts): string {
  if (revision === '') return linkOf(source) ?? markdown(source)
  const isHash = /^[0-9a-f]{7,64}$/.test(revision)
  const link = isHash ? linkOf(`${source.replace(/\/+$/, '')}/commit/${revision}`, revision.slice(0, 12)) : undefined
  return link ?? code(revision)
}

function placeText({ ref, digest }: { readonly ref: string; readonly digest: string | null }): string {
  return digest === null ? code(ref) : `${code(ref)}<br>${code(digest)}`
}

function builtOnText({ parents }: ImageFacts): string {
  return parents.length === 0 ? 'no image of this stack' : parents.map(placeText).join('<br>')
}

function timeText(iso: string): string {
  return `${iso
    .slice(0, 19)
    .replace('T', ' ')
    .replace(/[^\d: -]/g, '')} UTC`
}

function suiteText({ name, of, outcome, total, failed = 0, skipped = 0, flaky = 0, why }: SuiteFacts): string {
  const facts = [
    ...(of === undefined ? [] : [`of ${markdown(of)}`]),
    ...(total === undefined ? [] : [`${total} ${total === 1 ? 'test' : 'tests'}`]),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(flaky > 0 ? [`${flaky} flaky`] : []),
    ...(why === undefined ? [] : [markdown(clip(why, MAX_WHY))]),
  ]
  return `${markdown(name)}: ${markdown(outcome)}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`
}

function layerSection({ layers }: ImageFacts): string[] {
  if (layers.length === 0) return []
  return [
    '## Layers',
    '',
    '| Command | Size | Total | Time | Created |',
    '|:--|--:|--:|--:|:--|',
    ...layers.map(
      ({ command, size, cumulativeSize, cached, ms, createdAt }) =>
        `| ${markdown(clip(command, MAX_COMMAND))} | ${sizeText(size)} | ${sizeText(cumulativeSize)} | ${cached ? 'cached' : ms === null ? '' : durationText(ms)} | ${createdAt.slice(0, 19).replace('T', ' ')} |`,
    ),
  ]
}

function infoSection({ description, command, status, output }: InfoFacts): string[] {
  const text = output.split('\n').map(plain).join('\n').trimEnd()
  const lines = text.split('\n').length
  const block = fenced(text)
  return [
    '',
    `## ${markdown(description)}`,
    '',
    ...(status === 0 ? [] : [`**The command ended with exit status ${status}**: ${markdown(command.join(' '))}`, '']),
    ...(lines > FOLD_AFTER ? ['<details>', `<summary>${lines} lines</summary>`, '', block, '', '</details>'] : [block]),
  ]
}
