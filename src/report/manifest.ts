import type { LocalImage } from '../docker/engine.js'
import type { InfoOutput } from '../run/events.js'
import { digestOf, type ImageResult, type SuiteResult } from '../run/results.js'
import type { Layer } from '../contents/layers.js'
import { clip, durationText, fenced, markdown, plain, sizeText } from '../shared/text.js'

/** More lines than this are folded away. */
const FOLD_AFTER = 30

export interface ManifestFacts {
  readonly result: ImageResult
  readonly local: LocalImage | undefined
  readonly layers: readonly Layer[]
  readonly infos: readonly InfoOutput[]
  readonly parents: readonly string[]
  readonly sha: string
}

/** The page that says what is in an image: `manifests/<safe name>.md`. */
export function renderManifest({ result, local, layers, infos, parents, sha }: ManifestFacts): string {
  const digest = digestOf(result)
  const facts: [string, string][] = [
    ['Image', `\`${result.ref}\``],
    ...(digest === undefined ? [] : [['Digest', `\`${digest}\``] as [string, string]]),
    ['Built on', parents.length === 0 ? 'no image of this stack' : parents.map((parent) => `\`${parent}\``).join(', ')],
    ...(sha === '' ? [] : [['Commit', `\`${sha}\``] as [string, string]]),
    ...(local === undefined
      ? []
      : ([
          ['Size', sizeText(local.size)],
          ['Platform', local.platform],
          ['Created', local.created],
        ] as [string, string][])),
    ...(result.build === undefined ? [] : [['Build time', durationText(result.build.ms)] as [string, string]]),
    ['Tests', result.suites.map(suiteText).join('<br>') || 'none'],
    ['Fingerprint', `\`${result.fingerprint}\``],
  ]
  return [
    `# ${markdown(result.id)}`,
    '',
    '| | |',
    '|:--|:--|',
    ...facts.map(([name, value]) => `| ${name} | ${value} |`),
    '',
    '## Layers',
    '',
    '| Command | Size | Total | Time | Created |',
    '|:--|--:|--:|--:|:--|',
    ...layers.map(
      (layer) =>
        `| ${markdown(clip(layer.command, 160))} | ${sizeText(layer.size)} | ${sizeText(layer.cumulativeSize)} | ${layer.cached ? 'cached' : layer.ms === null ? '' : durationText(layer.ms)} | ${layer.createdAt.slice(0, 19).replace('T', ' ')} |`,
    ),
    ...infos.flatMap(infoSection),
    '',
  ].join('\n')
}

function suiteText({ name, of, outcome, counts, flaky = [], message = '' }: SuiteResult): string {
  const facts = [
    ...(of === undefined ? [] : [`of ${markdown(of)}`]),
    ...(counts === undefined ? [] : [`${counts.total} ${counts.total === 1 ? 'test' : 'tests'}`]),
    ...(flaky.length === 0 ? [] : [`${flaky.length} flaky`]),
    ...(outcome === 'off' && message !== '' ? [markdown(clip(message, 160))] : []),
  ]
  return `${markdown(name)}: ${outcome}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`
}

function infoSection({ info, status, output }: InfoOutput): string[] {
  const text = output.split('\n').map(plain).join('\n').trimEnd()
  const lines = text.split('\n').length
  const block = fenced(text)
  return [
    '',
    `## ${markdown(info.description)}`,
    '',
    ...(status === 0
      ? []
      : [`**The command ended with exit status ${status}**: ${markdown(info.command.join(' '))}`, '']),
    ...(lines > FOLD_AFTER ? ['<details>', `<summary>${lines} lines</summary>`, '', block, '', '</details>'] : [block]),
  ]
}
