import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { slots } from '../registry/slots.js'
import { readDockerfiles } from '../run/context.js'
import { UserError } from '../shared/errors.js'
import { below, realPathOf } from '../shared/paths.js'
import { linkStack } from '../stack/link.js'
import type { DeclaredSuite, Image, ImageSource, Stack } from '../stack/model.js'
import {
  COMMON_SUITE,
  CONVENTIONS,
  INTEGRATION_SUITE,
  OWN_TESTS,
  plannedSuites,
  testedLineages,
  type PlannedSuite,
  type SuiteFacts,
} from '../stack/suites.js'
import { commonTests, declaredTests, pytestAt, testsOf, type Place } from './tests-found.js'

/** What a gate means for an image. */
export interface AskedSuites {
  /** All of them must have passed. */
  readonly names: readonly string[]
  /**
   * Where a part of what decides it is not here: the suites of the sort have such names, and what is known to have run on
   * this image must have passed. Undefined: `names` are all that there are.
   */
  readonly alike: ((name: string) => boolean) | undefined
  /** Of those, one must have passed that is the image's own, because nobody can see here whether it has any. */
  readonly own: ((name: string) => boolean) | undefined
}

export interface GateGround {
  readonly stack: Stack
  /** Of the spec. */
  readonly directory: string
  /** Of registries. */
  readonly bases: readonly string[]
}

/** `undefined`: the suite is not for the image. `derived`: its stage is built on the image, which then counts as a base of elsewhere. */
export type SuitesOf = (
  suite: string,
  image: Image,
  more: { readonly derived: boolean },
) => Promise<AskedSuites | undefined>

/** Folders that are looked into at the same time. */
const READ = 16

/** Which suites stand behind a name or a sort, for each image: as a run would plan them, from what lies in the folders. */
export function suitesOf(ground: GateGround): SuitesOf {
  let checkout: Promise<Checkout> | undefined
  return async (suite, image, { derived }) => {
    checkout ??= readCheckout(ground)
    const known = await checkout
    const declared = ground.stack.suites.find(({ name, does }) => name === suite && does !== undefined)
    if (declared !== undefined && !isForImage(declared, image)) return undefined
    if (suite === INTEGRATION_SUITE && declared === undefined && !image.integrationTests) return undefined
    const own = known.suites(image, derived)
    if (own === undefined) return inPart(suite, image, declared, known, derived)
    const meant = own.filter(({ name, group }) => name === suite || group === suite)
    const chosen = meant.filter(({ name, group }) => isChosen(image, name, group))
    if (chosen.length > 0) return sure(chosen.map(({ name }) => name))
    if (meant.length > 0) return undefined
    // What no image has would open the gate for all of them: then its tests are not here, or it is mistyped.
    return known.isSomewhere(suite) ? undefined : sure([suite])
  }
}

function sure(names: readonly string[]): AskedSuites {
  return { names, alike: undefined, own: undefined }
}

/** Of an image whose folder, or what it is built on, cannot be seen. */
function inPart(
  suite: string,
  image: Image,
  declared: DeclaredSuite | undefined,
  { here, line }: Checkout,
  derived: boolean,
): AskedSuites {
  if (declared !== undefined) {
    const manyFolders = declared.does?.kind === 'imports' || declared.does?.kind === 'notebooks'
    return manyFolders
      ? { names: [], alike: (name) => name === suite || name.startsWith(`${suite}.`), own: undefined }
      : sure([suite])
  }
  const isAlone = suite === COMMON_SUITE || suite === INTEGRATION_SUITE || !CONVENTIONS.includes(suite)
  if (isAlone) return sure([suite])
  const names = (derived ? [image] : line(image)).flatMap((one) =>
    (here.get(one.name)?.tests ?? [])
      .filter(({ group }) => group === suite)
      .map(({ environment }) => nameIn(one.name, environment, suite)),
  )
  const isOf = (owner: string) => (name: string) =>
    suite === OWN_TESTS ? name === owner : name.startsWith(`${owner}.`) && name.endsWith(`.${suite}`)
  const owners = [...here.keys()].map(isOf)
  return {
    names,
    alike: (name) => owners.some((is) => is(name)),
    own: here.get(image.name) === undefined ? isOf(image.name) : undefined,
  }
}

function nameIn(owner: string, environment: string | undefined, suite: string): string {
  return [owner, environment ?? [], suite === OWN_TESTS ? [] : suite].flat().join('.')
}

function isForImage({ name, images }: DeclaredSuite, image: Image): boolean {
  return (images?.includes(image.name) ?? true) && (image.suites?.includes(name) ?? true)
}

function isChosen({ suites }: Image, name: string, group: string): boolean {
  return suites === undefined || suites.includes(name) || suites.includes(group)
}

/** What of the stack lies in the folders. */
interface Checkout {
  /** All images of the stack; undefined: its folder is not here. */
  readonly here: ReadonlyMap<string, ImageSource | undefined>
  /** The image and what it is built on, as far as it is known. */
  readonly line: (image: Image) => readonly Image[]
  /** Undefined: a part of what decides it is not here. */
  readonly suites: (image: Image, derived: boolean) => readonly Named[] | undefined
  /** Whether any image has such suites. */
  readonly isSomewhere: (suite: string) => boolean
  readonly facts: SuiteFacts
  readonly lineages: ReadonlyMap<string, readonly string[]>
}

interface Named {
  readonly name: string
  readonly group: string
}

/** All suites that a run would plan for an image, from what lies in the folders, as far as they are here. */
export async function suitesFor(
  ground: GateGround,
  how: Pick<SuiteFacts, 'choice' | 'defaultTimeoutMs'>,
): Promise<(image: Image) => readonly PlannedSuite[]> {
  const { facts, lineages } = await readCheckout(ground)
  return (image) => plannedSuites(image, lineages.get(image.name) ?? [], { ...facts, ...how })
}

async function readCheckout({ stack: declared, directory, bases }: GateGround): Promise<Checkout> {
  const place = placeOf(directory)
  const inSlot = slots(READ)
  const [common, ...read] = await Promise.all([
    commonTests(place),
    ...[...declared.images.values()].map((image) =>
      inSlot(async () => [image.name, await sourceOf(place, image, declared)] as const),
    ),
  ])
  const here = new Map(read)
  const { stack, isLinked } = linked(declared, here, bases)
  const sources = new Map(read.flatMap(([name, source]) => (source === undefined ? [] : [[name, source] as const])))
  const facts = { stack, sources, commonTests: common, defaultTimeoutMs: 0, choice: { only: [], skip: [] } }
  const lineages = isLinked ? testedLineages({ stack, sources }) : new Map<string, readonly string[]>()
  const line = (image: Image): readonly Image[] => ancestry(stack, image)
  const isKnown = (image: Image): boolean => {
    const source = here.get(image.name)
    return source !== undefined && (image.declared !== undefined || (isLinked && source.dockerfileText !== ''))
  }
  const suites = (image: Image, derived: boolean): readonly Named[] | undefined => {
    const all = derived ? here.get(image.name) !== undefined : isLinked && line(image).every(isKnown)
    if (!all) return undefined
    const tested = lineages.get(image.name) ?? []
    const lineage = derived ? [image.name] : tested
    return plannedSuites(image, lineage, facts)
  }
  let somewhere: ReadonlySet<string> | undefined
  const isSomewhere = (suite: string): boolean => {
    somewhere ??= new Set(
      [...stack.images.values()].flatMap((image) =>
        (suites(image, false) ?? []).flatMap(({ name, group }) => [name, group]),
      ),
    )
    return somewhere.has(suite)
  }
  return { here, line, suites, isSomewhere, facts, lineages }
}

/** With the parents that the Dockerfiles name. A circle of them is for whoever builds to say. */
function linked(
  stack: Stack,
  here: ReadonlyMap<string, ImageSource | undefined>,
  bases: readonly string[],
): { readonly stack: Stack; readonly isLinked: boolean } {
  const texts = [...here].map(([name, source]) => [name, { dockerfileText: source?.dockerfileText ?? '' }] as const)
  try {
    return { stack: linkStack(stack, new Map(texts), bases, 'linux/amd64'), isLinked: true }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { stack, isLinked: false }
  }
}

/** The image and what it is built on. */
function ancestry({ images }: Stack, image: Image): Image[] {
  const names = new Set([image.name])
  for (const name of names) for (const parent of images.get(name)?.parents ?? []) names.add(parent)
  return [...names].flatMap((name) => images.get(name) ?? [])
}

/** What lies in the directory of an image; undefined where that is not here. */
async function sourceOf(place: Place, image: Image, stack: Stack): Promise<ImageSource | undefined> {
  const isHere = await stat(join(place.directory, image.path)).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
  if (!isHere) return undefined
  const [tests, declared, dockerfileText] = await Promise.all([
    testsOf(place, image),
    declaredTests(place, image, stack, ({ name, does }) =>
      does?.kind === 'pytest' ? pytestAt(place, name, does.path) : Promise.resolve(undefined),
    ),
    readDockerfiles(place.directory, image.dockerfiles).catch(() => ''),
  ])
  return { contextHash: '', dockerfileText, copied: { kind: 'all', onbuild: false }, tests, declared }
}

function placeOf(directory: string): Place {
  return {
    directory,
    isInside: async (path) => {
      const [top, real] = await Promise.all([realPathOf(directory), realPathOf(join(directory, path))])
      return below(top, real) !== undefined
    },
    refuse: () => undefined,
  }
}
