import { describe, expect, test } from '@jest/globals'
import { affectedImages } from '../../../src/stack/affected.js'
import { draftStack } from '../../../src/stack/drafts.js'
import { explainChain, explainPlan } from '../../../src/stack/explain.js'
import { linkStack } from '../../../src/stack/link.js'
import { MAX_LEGS, matrixOf } from '../../../src/stack/matrix.js'
import { loadSpec } from '../../../src/stack/spec/load.js'
import type { Plan } from '../../../src/stack/plan.js'
import { draftRequest, planFor, presenceOf, sourcesOf, testsIn } from './planning.js'

const COUNT = 10_000
const TIMEOUT = 120_000

/** From the spec to the plan, as a run goes, without a disk. The file that changed is the root's. */
function planOf(parentOf: (index: number) => number): Plan {
  const names = Array.from({ length: COUNT }, (_, index) => `i${index}`)
  const spec = loadSpec(
    `images:\n${names.map((name) => `  ${name}: {image_name: acme/${name}}\n`).join('')}`,
    'spec.yml',
  )
  const own = Object.fromEntries(
    names.map((name, index) => [
      name,
      {
        dockerfileText: `FROM ${index === 0 ? 'debian:12' : `acme/i${parentOf(index)}`}\n`,
        ...(index === 0 ? { tests: [testsIn('i0/test')] } : {}),
      },
    ]),
  )
  const sources = sourcesOf(spec, own)
  const stack = linkStack(spec, sources, [], 'linux/amd64')
  const drafts = draftStack({ ...draftRequest('images: {a: }'), stack, sources })
  const affected = affectedImages({
    stack,
    sources,
    prefix: '.',
    workflow: undefined,
    files: [{ path: 'i0/Dockerfile' }],
    everything: undefined,
  })
  return planFor(drafts, { affected, presence: presenceOf(drafts, () => 'absent') })
}

describe('ten thousand images', () => {
  test(
    'each on the one before',
    () => {
      const plan = planOf((index) => index - 1)
      expect(plan.levels).toHaveLength(COUNT)
      expect(plan.images.every((image) => image.action === 'build' && image.test)).toBe(true)
      const lines = explainChain(plan, `i${COUNT - 1}`)
      expect(lines).toHaveLength(COUNT + 1)
      expect(lines.at(-1)).toBe('i0/Dockerfile changed.')
      expect(matrixOf(plan).include).toHaveLength(MAX_LEGS)
      expect(explainPlan(plan).at(-1)).toBe('10000 to build, 0 to reuse, 0 to skip; 10000 to test')
    },
    TIMEOUT,
  )

  test(
    'all on one',
    () => {
      const plan = planOf(() => 0)
      expect(plan.levels.map((level) => level.length)).toEqual([1, COUNT - 1])
      expect(plan.images.every((image) => image.action === 'build')).toBe(true)
      expect(explainChain(plan, `i${COUNT - 1}`)).toHaveLength(3)
      const { include } = matrixOf(plan)
      expect(include.length).toBeGreaterThan(MAX_LEGS / 2)
      expect(include.length).toBeLessThanOrEqual(MAX_LEGS)
      expect(include.flatMap((leg) => leg.images.split(','))).toHaveLength(COUNT)
    },
    TIMEOUT,
  )

  test(
    'each two on one',
    () => {
      const plan = planOf((index) => Math.floor((index - 1) / 2))
      expect(plan.levels).toHaveLength(14)
      const { include } = matrixOf(plan)
      expect(include).toHaveLength(MAX_LEGS)
      expect(include.flatMap((leg) => leg.images.split(','))).toHaveLength(COUNT)
    },
    TIMEOUT,
  )
})
