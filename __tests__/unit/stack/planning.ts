import { draftStack, type Draft, type DraftRequest } from '../../../src/stack/drafts.js'
import type { Image, ImageSource, Stack } from '../../../src/stack/model.js'
import { parentArgName } from '../../../src/stack/names.js'
import { makePlan, NOTHING_KNOWN, type Plan, type PlanRequest, type Presence } from '../../../src/stack/plan.js'
import { loadSpec } from '../../../src/stack/spec/load.js'
import type { Reason } from '../../../src/stack/reasons.js'
import { NO_SETTINGS, type FoundTests, type PlannedSuite, type SuiteSettings } from '../../../src/stack/suites.js'

/** What differs from a plain image on the disk, by name. */
export type Sources = Readonly<Record<string, Partial<ImageSource>>>

/** Tests for pytest in a directory, as they are found on the disk. */
export function testsIn(files: string, more: Partial<FoundTests> = {}): FoundTests {
  const found = {
    group: 'test',
    kind: 'pytest',
    on: 'container',
    environment: undefined,
    targets: [],
    shared: [],
  } as const
  return { ...found, files, ...more }
}

/** Integration tests in a directory. */
export function integrationIn(files: string): FoundTests {
  return testsIn(files, { group: 'integration_tests', on: 'host' })
}

/** A suite as a plan has it: a command in the container, unless it is said otherwise. */
export function suiteOf(
  more: Partial<Omit<PlannedSuite, 'settings'>> & { readonly settings?: Partial<SuiteSettings> } = {},
): PlannedSuite {
  const { name = 'smoke', kind = 'command', settings } = more
  return {
    ...{ name, group: name, kind, on: 'container', pushed: false, of: undefined, off: undefined },
    ...{ run: kind === 'command' ? ['true'] : [], files: undefined, targets: [], environment: undefined, shared: [] },
    timeoutMs: 60_000,
    ...more,
    settings: { ...NO_SETTINGS, ...settings },
  }
}

/** A Dockerfile that takes every parent from its build arg. */
export function dockerfileOf({ parents }: Pick<Image, 'parents'>): string {
  if (parents.length === 0) return 'FROM debian:12\nRUN make\n'
  if (parents.length === 1) return 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nRUN make\n'
  const args = parents.map(parentArgName)
  return [...args.map((arg) => `ARG ${arg}\n`), ...args.map((arg) => `FROM \${${arg}}\n`)].join('')
}

export function sourcesOf(stack: Stack, own: Sources = {}): Map<string, ImageSource> {
  return new Map(
    [...stack.images.values()].map((image): [string, ImageSource] => [
      image.name,
      {
        contextHash: `context of ${image.name}`,
        dockerfileText: dockerfileOf(image),
        copied: { kind: 'all', onbuild: false },
        tests: [],
        declared: [],
        ...own[image.name],
      },
    ]),
  )
}

export function draftRequest(spec: string, own: Sources = {}, more: Partial<DraftRequest> = {}): DraftRequest {
  const stack = loadSpec(spec, 'images/spec.yml')
  return {
    stack,
    sources: sourcesOf(stack, own),
    commonTests: undefined,
    choice: { only: [], skip: [] },
    defaultTimeoutMs: 60_000,
    facts: { branch: 'main', sha: 'abc1234' },
    registries: [],
    platform: 'linux/amd64',
    baseOf: ({ ref }) => ({ digest: `digest of ${ref}`, pin: true }),
    filesHash: (directory) => `files of ${directory}`,
    ...more,
  }
}

export function draftsOf(spec: string, own: Sources = {}, more: Partial<DraftRequest> = {}): Draft[] {
  return draftStack(draftRequest(spec, own, more))
}

/** The one with the id. */
export function byId<T extends { readonly id: string }>(images: readonly T[], id: string): T {
  const found = images.find((image) => image.id === id)
  if (found === undefined) throw new Error(`no ${id} here`)
  return found
}

export const DIGEST = `sha256:${'1'.repeat(64)}`

/** What registries and the engine can say of a draft, in one word. */
export const KNOWN = {
  absent: () => ({}),
  local: () => ({ local: true }),
  unknown: () => ({ unknown: 'registry down' }),
  built: ({ candidates, refs }) => ({ found: inRegistry(candidates), notPublished: refs[0] }),
  tested: ({ candidates, refs }) => ({ found: inRegistry(candidates), notPublished: refs[0], tested: true }),
  untestedButPublished: ({ candidates }) => ({ found: inRegistry(candidates) }),
  published: ({ candidates }) => ({ found: inRegistry(candidates), tested: true, published: true }),
} as const satisfies Readonly<Record<string, (draft: Draft) => Partial<Presence>>>

export type Known = keyof typeof KNOWN

function inRegistry(candidates: readonly string[]): Presence['found'] {
  return candidates.map((ref) => ({ ref, digest: DIGEST }))
}

export function presenceOf(drafts: readonly Draft[], known: (draft: Draft) => Known): Map<string, Presence> {
  const nothing = NOTHING_KNOWN
  return new Map(drafts.map((draft) => [draft.id, { ...nothing, ...KNOWN[known(draft)](draft) }]))
}

/** What is known of the builds that were found, by id: `layersKey` of each, and of its parents as it sits on them. */
export type Builds = Readonly<Record<string, Pick<Presence, 'layers' | 'sitsOn'>>>

export function withBuilds(presence: ReadonlyMap<string, Presence>, builds: Builds): Map<string, Presence> {
  return new Map([...presence].map(([id, one]) => [id, one.found.length === 0 ? one : { ...one, ...builds[id] }]))
}

/** A push on a branch by which nothing changed, in a run that publishes; no registry was asked. */
export function planRequest(drafts: readonly Draft[], more: Partial<PlanRequest> = {}): PlanRequest {
  return {
    event: 'push',
    branch: 'main',
    sha: 'abc1234',
    source: { kind: 'git', base: 'a'.repeat(40), head: 'b'.repeat(40), files: 1, tried: [] },
    drafts,
    affected: new Map(),
    everything: undefined,
    deleted: undefined,
    only: [],
    file: 'images/spec.yml',
    presence: new Map(),
    drift: [],
    trust: 'all',
    fullRebuild: false,
    publishes: true,
    nameless: false,
    assumes: false,
    ...more,
  }
}

export function planFor(drafts: readonly Draft[], more: Partial<PlanRequest> = {}): Plan {
  return makePlan(planRequest(drafts, more))
}

/** Each of the names is touched by a file of its directory. */
export function touched(...names: readonly string[]): Map<string, Reason[]> {
  return new Map(names.map((name) => [name, [touchedBy(name)]]))
}

export function touchedBy(name: string): Reason {
  return { kind: 'file', file: { path: `images/${name}/Dockerfile` }, more: 0 }
}
