import type { ImageResult, Results, SuiteResult } from '../../src/run/results.js'
import type { Plan, PlannedImage } from '../../src/stack/plan.js'
import { UserError, type Problem } from '../../src/shared/errors.js'

/** The problems of the UserError that a call throws; whatever else it throws fails the test. */
export function problemsOf(call: () => unknown): readonly Problem[] {
  try {
    call()
  } catch (error) {
    if (error instanceof UserError) return error.problems
    throw error
  }
  return []
}

/** Their messages alone. */
export function messagesOf(call: () => unknown): string[] {
  return problemsOf(call).map((problem) => problem.message)
}

/** A planned image with everything it must have. */
export function plannedImage(id: string, more: Partial<PlannedImage> = {}): PlannedImage {
  return {
    id,
    name: id,
    variant: 'default',
    platform: 'linux/amd64',
    skipped: false,
    action: 'build',
    test: true,
    affected: true,
    reasons: [{ kind: 'named' }],
    found: [],
    passed: false,
    published: false,
    ref: `acme/${id}:main`,
    file: `acme-${id}-main`,
    refs: [`acme/${id}:main`],
    candidates: [],
    index: [],
    tested: [],
    localRefs: [],
    parents: [],
    external: [],
    bases: {},
    rewrites: {},
    fingerprint: 'f'.repeat(32),
    contextHash: 'c'.repeat(32),
    buildArgs: {},
    context: id,
    copied: { kind: 'all', onbuild: false },
    dockerfiles: [`${id}/Dockerfile`],
    suites: [],
    infos: [],
    ...more,
  }
}

/** A plan of such images. Its levels are those of images that do not build on each other. */
export function planOf(images: readonly PlannedImage[], more: Partial<Plan> = {}): Plan {
  return {
    schema: 1,
    event: 'push',
    branch: 'main',
    sha: 'abc1234',
    source: { kind: 'git', base: 'a'.repeat(40), head: 'b'.repeat(40), files: 1, tried: [] },
    everything: undefined,
    publishes: true,
    assumes: false,
    unknown: [],
    drift: [],
    images,
    levels: [images.map((image) => image.id)],
    ...more,
  }
}

export function imageResult(id: string, more: Partial<ImageResult> = {}): ImageResult {
  const { name, variant, platform, ref, file, action, fingerprint } = plannedImage(id)
  return {
    ...{ id, name, variant, platform, ref, file, action, fingerprint },
    outcome: 'passed',
    expected: (more.suites ?? []).filter((suite) => suite.outcome !== 'off').map((suite) => suite.name),
    suites: [],
    candidates: [],
    published: [],
    infos: [],
    ...more,
  }
}

/** What became of a suite: a command in the container that passed, unless it is said otherwise. */
export function suiteResult(name: string, more: Partial<SuiteResult> = {}): SuiteResult {
  return { name, kind: 'command', on: 'container', outcome: 'passed', ms: 1, ...more }
}

export function resultsOf(images: readonly ImageResult[], more: Partial<Results> = {}): Results {
  return {
    schema: 1,
    command: 'run',
    outcome: 'passed',
    startedAt: '2026-04-01T10:00:00.000Z',
    ms: 65_000,
    event: 'push',
    branch: 'main',
    sha: 'abc1234',
    engine: '29.0',
    images: [...images],
    notices: [],
    ...more,
  }
}

/** A text as bytes in pieces of the given sizes, over and over: characters are cut wherever it happens. */
export function chunked(text: string, sizes: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text)
  const chunks: Buffer[] = []
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % Math.max(sizes.length, 1)] ?? bytes.length
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return chunks
}
