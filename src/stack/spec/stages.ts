import { suggest } from '../../shared/nearest.js'
import { findCycle, topological } from '../graph.js'
import type { DeclaredSuite, Image, Variant } from '../model.js'
import { joinInside } from '../paths.js'
import { isTag } from '../refs.js'
import {
  canGive,
  DEFAULT_LADDER,
  isWord,
  renderTag,
  TAG_WORDS,
  tagsByImage,
  tagWords,
  wordsIn,
  type RunFacts,
  type Stage,
} from '../stages.js'
import { CONVENTIONS } from '../suites.js'
import { isReserved } from '../tags.js'
import { NAME } from './grammar.js'
import type { SpecStage } from './schema.js'

type Where = readonly (string | number)[]
type Fail = (where: Where, message: string, more: { remedy: string; what?: 'key' }) => void

/** What else the spec says. */
export interface StageNeighbours {
  readonly images: ReadonlyMap<string, Image>
  readonly variants: readonly Variant[]
  readonly suites: readonly DeclaredSuite[]
}

/** The ladder of a spec, each stage after the one below it. Mistakes go to `fail`, all of them. */
export function readStages(
  specStages: Readonly<Record<string, SpecStage>> | undefined,
  neighbours: StageNeighbours,
  fail: Fail,
): readonly Stage[] {
  if (specStages === undefined) return DEFAULT_LADDER
  const byName = new Map(Object.entries(specStages).map(([name, stage]) => [name, stageOf(name, stage)]))
  const mistakes: Parameters<Fail>[] = []
  const collect: Fail = (...mistake) => void mistakes.push(mistake)
  for (const stage of byName.values()) checkStage(stage, byName, neighbours, collect)
  checkRoots([...byName.values()], collect)
  const ladder = orderOf(byName, collect).flatMap((name) => byName.get(name) ?? [])
  // What tags would be is told when the stages themselves are right.
  if (mistakes.length === 0) checkTags(ladder, neighbours, collect)
  for (const mistake of mistakes) fail(...mistake)
  return ladder
}

function stageOf(name: string, { from, tags, dockerfile, suites = [], git_tag }: SpecStage): Stage {
  return { name, from, tags, dockerfile, suites: [...new Set(suites)], gitTag: git_tag }
}

function checkStage(stage: Stage, stages: ReadonlyMap<string, Stage>, neighbours: StageNeighbours, fail: Fail): void {
  const { images, suites } = neighbours
  const here = ['stages', stage.name]
  if (!NAME.test(stage.name))
    fail(here, `"${stage.name}" cannot be the name of a stage`, {
      what: 'key',
      remedy: 'Use letters, digits, ".", "_" and "-".',
    })
  if (stage.from !== undefined && !stages.has(stage.from))
    fail([...here, 'from'], `there is no stage "${stage.from}"`, {
      remedy: suggest(stage.from, [...stages.keys()], 'stages'),
    })
  if (stage.dockerfile !== undefined) {
    if (stage.from === undefined)
      fail([...here, 'dockerfile'], 'it is built FROM the stage below, and there is none', {
        remedy: 'Name it with `from`, or leave `dockerfile` out: the first stage is built from the images’ own.',
      })
    if (isOutside(stage.dockerfile, images))
      fail([...here, 'dockerfile'], `"${stage.dockerfile}" is outside the stack`, {
        remedy: 'Give the name of a file in the directory of each image, such as prod.Dockerfile.',
      })
  }
  const known = [...new Set([...suites.map(({ name }) => name), ...CONVENTIONS, ...images.keys()])]
  for (const suite of stage.suites)
    if (!known.includes(suite) && !suite.includes('.'))
      fail([...here, 'suites'], `there is no suite "${suite}"`, { remedy: suggest(suite, known, 'suites') })
  for (const template of stage.tags) checkTemplate([...here, 'tags'], template, fail)
  if (stage.gitTag !== undefined) checkTemplate([...here, 'git_tag'], stage.gitTag, fail)
}

function isOutside(path: string, images: ReadonlyMap<string, Image>): boolean {
  if (path.startsWith('/') || /[\0\n\r\\]/.test(path)) return true
  return [...images.values()].some((image) => joinInside(image.path, path) === undefined)
}

function checkTemplate(where: Where, template: string, fail: Fail): void {
  const words = wordsIn(template)
  for (const word of new Set(words)) {
    if (!isWord(word))
      fail(where, `"${template}" names {${word}}, which is no word of a tag`, {
        remedy: suggest(word, TAG_WORDS, 'words'),
      })
    // Twice says no more than once, and what a tag was made of would be dear to find out.
    else if (words.filter((one) => one === word).length > 1)
      fail(where, `"${template}" names {${word}} more than once`, { remedy: 'Name it once.' })
  }
  if (/[{}]/.test(template.replace(/\{[^{}]*\}/g, '')))
    fail(where, `"${template}" has a brace without its other half`, { remedy: 'Words stand in braces: {version}.' })
}

/** One stage is what a run publishes; everything else comes from it. */
function checkRoots(stages: readonly Stage[], fail: Fail): void {
  const [first, second] = stages.filter(({ from }) => from === undefined)
  if (first !== undefined && second !== undefined)
    fail(['stages', second.name], `"${first.name}" and "${second.name}" are both without \`from\``, {
      what: 'key',
      remedy: 'One stage is the first, the one that runs publish; say of each other one which it comes from.',
    })
}

function orderOf(stages: ReadonlyMap<string, Stage>, fail: Fail): string[] {
  const graph = {
    nodes: [...stages.keys()],
    parentsOf: (name: string) => [stages.get(name)?.from ?? []].flat().filter((from) => stages.has(from)),
  }
  const cycle = findCycle(graph)
  if (cycle !== undefined)
    fail(['stages', cycle[0] ?? '', 'from'], `the stages come from each other in a circle: ${cycle.join(' → ')}`, {
      remedy: 'Leave out the `from` of the first stage, the one that runs publish.',
    })
  return topological(graph)
}

/** Of a branch and a user that nobody has. The second version is the one that is its own {minor}. */
const SAMPLES: readonly RunFacts[] = ['41.42.43', '41.42.0'].map((version) => ({
  ...{ branch: 'a-branch-of-nobody', sha: '1a2b3c4', user: 'a-user-of-nobody' },
  version,
}))

interface Given {
  readonly where: { readonly stage: Stage; readonly variant: Variant; readonly image: string }
  readonly tags: readonly { readonly template: string; readonly tag: string }[]
}

/** Whether what the templates give are tags, and whether two stages could give one. Of each stage one mistake is told. */
function checkTags(ladder: readonly Stage[], { images, variants }: StageNeighbours, fail: Fail): void {
  const names = tagsByImage({ stages: ladder }) ? [...images.keys()] : ['']
  const told = new Set<Stage>()
  for (const variant of variants) {
    for (const image of names) {
      const given = ladder.map((stage) => givenBy({ stage, variant, image }))
      for (const [index, one] of given.entries()) {
        const { stage } = one.where
        const mistake = told.has(stage) ? undefined : (badTag(one) ?? twice(one, given.slice(0, index)))
        if (mistake === undefined) continue
        told.add(stage)
        fail(['stages', stage.name, 'tags'], mistake.message, { remedy: mistake.remedy })
      }
    }
  }
}

function givenBy(where: Given['where']): Given {
  const tagOf = (template: string, facts: RunFacts): string => {
    const rendered = renderTag(template, tagWords(facts, where))
    return 'tag' in rendered ? rendered.tag : ''
  }
  const tags = where.stage.tags.flatMap((template) =>
    SAMPLES.map((facts) => ({ template, tag: tagOf(template, facts) })),
  )
  return { where, tags }
}

interface Mistake {
  readonly message: string
  readonly remedy: string
}

function badTag({ where, tags }: Given): Mistake | undefined {
  const bad = tags.find(({ tag }) => !isTag(tag))
  if (bad !== undefined)
    return {
      message: `"${bad.template}" gives "${bad.tag}", which is not a tag (plan "${where.variant.name}")`,
      remedy: 'A tag has letters, digits, "_", "." and "-", at most 128, and does not begin with "." or "-".',
    }
  const reserved = tags.find(({ tag }) => isReserved(tag))
  if (reserved === undefined) return undefined
  return { message: `"${reserved.tag}" is a name that is kept for this program`, remedy: 'Choose another one.' }
}

/** The first stage is held against the forms of the others, too: `{branch}` there and `{user}` here are one tag one day. */
function twice({ where, tags }: Given, below: readonly Given[]): Mistake | undefined {
  for (const [index, other] of below.entries()) {
    const same = tags.find(({ template, tag }) =>
      other.tags.some((one) => one.tag === tag || (index === 0 && canGive(template, one.tag, where))),
    )
    if (same === undefined) continue
    return {
      message: `"${same.template}" can be the same tag as one of the stage "${other.where.stage.name}" (plan "${where.variant.name}")`,
      remedy: 'Give each stage tags of its own, such as some that begin with {stage}-.',
    }
  }
  return undefined
}
