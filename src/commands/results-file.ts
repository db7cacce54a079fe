import { z } from 'zod'
import type { Results } from '../run/results.js'

/** Of another version, or tampered with: whatever pages and lists are made of has to be what they take it for. */
const refs = z.array(z.object({ ref: z.string(), digest: z.string() }))
const texts = z.array(z.string())
const text = z.string().optional()
const step = z.looseObject({ step: z.string(), at: z.number(), ms: z.number(), outcome: z.string() })
const failure = z.looseObject({
  ...{ name: z.string(), message: z.string(), lines: texts },
  ...{ file: text, line: z.number().optional() },
})
const suite = z.looseObject({
  ...{ name: z.string(), outcome: z.enum(['passed', 'failed', 'cancelled', 'off']), ms: z.number() },
  ...{ kind: text, on: text, of: text, message: text, files: z.number().optional() },
  counts: z.looseObject({ total: z.number(), failed: z.number(), skipped: z.number() }).optional(),
  failures: z.array(failure).optional(),
  slowest: z.array(z.looseObject({ name: z.string(), ms: z.number() })).optional(),
  ...{ flaky: texts.optional(), unexpected: texts.optional(), lines: texts.optional() },
})
const one = z.tuple([z.string(), z.string()])
const two = z.tuple([z.string(), z.string(), z.string()])
const layers = z.array(z.looseObject({ command: z.string(), size: z.number() }))
const diff = z.looseObject({
  against: z.looseObject({ ref: z.string(), digest: z.string().nullable() }),
  size: z.looseObject({ before: z.number(), after: z.number() }),
  layers: z.looseObject({ added: layers, removed: layers, same: z.number() }),
  lists: z.array(
    z.looseObject({
      ...{ name: z.string(), kind: z.string(), added: z.array(one), removed: z.array(one) },
      ...{ upgraded: z.array(two), downgraded: z.array(two) },
      counts: z.looseObject({
        ...{ added: z.number(), removed: z.number(), upgraded: z.number(), downgraded: z.number() },
      }),
    }),
  ),
})
const image = z.looseObject({
  ...{ id: z.string(), name: z.string(), ref: z.string(), file: z.string() },
  ...{ platform: z.string(), fingerprint: z.string() },
  action: z.enum(['build', 'reuse', 'skip']),
  outcome: z.enum(['passed', 'failed', 'cancelled', 'skipped']),
  ...{ failedStep: text, message: text, remedy: text, testedAs: text, testedImageId: text, suitesKey: text },
  ...{ expected: texts, evidence: texts.optional(), suites: z.array(suite) },
  build: z.looseObject({ outcome: z.string(), ms: z.number(), size: z.number().optional() }).optional(),
  ...{ candidates: refs, published: refs, infos: z.array(z.looseObject({ name: z.string() })) },
  ...{ steps: z.array(step).optional(), diff: diff.optional() },
})
const results = z.looseObject({
  schema: z.literal(1),
  command: z.string(),
  outcome: z.enum(['running', 'passed', 'failed', 'interrupted']),
  startedAt: z.string().refine((time) => !Number.isNaN(Date.parse(time))),
  ms: z.number(),
  ...{ event: z.string(), branch: z.string(), sha: z.string(), engine: z.string() },
  notices: texts,
  unpublished: text,
  images: z.array(image),
})

/** Whether a document is the results of a run of this version, whole. */
export function isResults(value: unknown): value is Results {
  return results.safeParse(value).success
}
