import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { messageOf, UserError, userError, type Problem } from '../shared/errors.js'
import type { Draft } from '../stack/drafts.js'
import { levels } from '../stack/graph.js'
import { namedIds } from '../stack/named.js'
import {
  isTestable,
  NOTHING_KNOWN,
  unknownOf,
  type Plan,
  type PlannedImage,
  type Presence,
  type Trust,
} from '../stack/plan.js'
import type { ChangedBy, Everything, Reason } from '../stack/reasons.js'

const text = z.string()
const changedBy = z.object({ path: text, commit: text.exactOptional(), pull: z.number().exactOptional() })
const everything = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('local') }),
  z.object({ kind: z.literal('event'), event: text }),
  z.object({ kind: z.literal('default-branch'), branch: text }),
  z.object({ kind: z.literal('first-push'), branch: text }),
  z.object({ kind: z.literal('full-rebuild'), by: z.enum(['message', 'input']) }),
  z.object({ kind: z.literal('unknown'), why: text }),
])
const of = <Kind extends Reason['kind']>(...kinds: Kind[]): z.ZodEnum<{ [key in Kind]: key }> => z.enum(kinds)
const reason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everything'), because: everything }),
  z.object({ kind: z.literal('file'), file: changedBy, more: z.number() }),
  z.object({ kind: z.literal('shared-file'), file: changedBy }),
  z.object({ kind: z.literal('base-moved'), base: text, from: text, to: text }),
  z.object({ kind: of('parent', 'needed-by', 'parent-built', 'other-parent'), image: text }),
  z.object({ kind: of('missing', 'not-published', 'found', 'tested'), ref: text }),
  z.object({ kind: z.literal('not-looked-up'), why: text }),
  z.object({ kind: z.literal('plan-skipped'), variant: text }),
  z.object({ kind: z.literal('deleted'), branch: text }),
  z.object({ kind: of('named', 'untested', 'not-trusted', 'unchanged', 'not-named') }),
])

/**
 * What is read of a plan.json. It may come from a job that runs foreign code, so it decides what is built, reused or left
 * alone, and nothing else: names, contexts, suites, fingerprints and bases are made again from the checkout, what is
 * reused or need not be tested is asked of the registries again.
 */
const planFile = z.object({
  schema: z.literal(1),
  source: z.object({
    kind: text,
    base: text,
    head: text,
    files: z.number().optional(),
    tried: z.array(z.object({ source: text, why: text })),
  }),
  everything: everything.optional(),
  images: z.array(
    z.object({
      id: text,
      fingerprint: text,
      action: z.enum(['build', 'reuse', 'skip']),
      affected: z.boolean(),
      reasons: z.array(reason).min(1),
    }),
  ),
})

export interface PlanFile {
  /** As the user named it. */
  readonly shown: string
  readonly content: z.infer<typeof planFile>
}

/** Holds the schema to the types that it stands for. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
export const SCHEMA_FITS: [
  Same<z.infer<typeof everything>, Everything>,
  Same<z.infer<typeof changedBy>['path'], ChangedBy['path']>,
  z.infer<typeof reason> extends Reason ? true : never,
] = [true, true, true]

/** Reads a plan.json. Throws a UserError for what is none. */
export async function readPlanFile(path: string, shown: string): Promise<PlanFile> {
  const remedy = 'Give the plan.json that "stack-action plan --out DIR" or the action detect wrote.'
  let value: unknown
  try {
    value = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw userError(`the plan cannot be read: ${messageOf(error)}`, { file: shown, remedy })
  }
  const parsed = planFile.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw userError(`this is no plan: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, { file: shown, remedy })
  }
  return { shown, content: parsed.data }
}

export interface DecisionFacts {
  readonly drafts: readonly Draft[]
  /** What registries and engine have now, by id. */
  readonly presence: ReadonlyMap<string, Presence>
  readonly trust: Trust
  readonly facts: Pick<Plan, 'event' | 'branch' | 'sha' | 'publishes' | 'drift' | 'unknown'>
  /** Names or ids that the user gave: the part of the plan that this job does; empty: all of it. */
  readonly only: readonly string[]
  /** For messages: the spec as the user named it. */
  readonly spec: string
  /** This command builds what the plan says; another one takes what was built from the registry. */
  readonly builds: boolean
  /** It runs suites: then what it builds on has to have passed them. */
  readonly tests: boolean
  /** The digest that another job says it has made of an image, by id. */
  readonly madeAs: ReadonlyMap<string, string>
}

/** The decisions of a plan for the drafts of this checkout. Throws a UserError when they are not about the same content. */
export function takeDecisions({ shown, content }: PlanFile, asked: DecisionFacts): Plan {
  const { drafts, presence, trust, facts, only, builds, madeAs } = asked
  const decisions = new Map(content.images.map((image) => [image.id, image]))
  const named = namedIds(drafts, only, asked.spec)
  const isOurs = (id: string): boolean => named?.has(id) ?? true
  const isBuilt = ({ id }: Draft): boolean => builds && isOurs(id) && decisions.get(id)?.action === 'build'
  const builtOn = new Set(drafts.filter(isBuilt).flatMap((draft) => draft.parents))
  // What is made again, whatever the registry has, is there only when another job says that it made it.
  const isStale = content.everything?.kind === 'full-rebuild' || trust === 'none'
  /** What other jobs were to make and have not, with the lowest image that it is built on of which that is true. */
  const absent = new Map<string, string>()
  const problems: Problem[] = []
  const fail = (message: string, remedy: string): void => void problems.push({ message, file: shown, remedy })
  const images = drafts.flatMap((draft): PlannedImage[] => {
    const decision = decisions.get(draft.id)
    if (decision?.fingerprint !== draft.fingerprint) {
      fail(
        decision === undefined
          ? `the plan does not have ${draft.id}`
          : `the plan is about other content of ${draft.id} (${decision.fingerprint}, here ${draft.fingerprint})`,
        'Plan again on this commit, for this platform, and on the bases as they are now.',
      )
      return []
    }
    const { affected, reasons } = decision
    const ours = isOurs(draft.id)
    const action = ours ? decision.action : 'skip'
    if (draft.skipped && action !== 'skip')
      fail(`the plan works on ${draft.id}, which skip_plans leaves out`, 'Plan again on this commit.')
    const { found, tested, local, unknown, ...known } = presence.get(draft.id) ?? NOTHING_KNOWN
    const published = decision.action !== 'build' && known.published
    const decided = (test: boolean, why: readonly Reason[], there: typeof found): PlannedImage[] => [
      { ...draft, action, test, affected, reasons: why, found: there, passed: tested, published },
    ]
    if (!ours && decision.action !== 'skip') {
      // Who only builds does not wait for tests.
      if (found.length === 0 || (asked.tests && isTestable(draft) && !tested))
        absent.set(draft.id, draft.parents.flatMap((id) => absent.get(id) ?? [])[0] ?? draft.id)
      return decided(false, [{ kind: 'not-named' }], found)
    }
    // What only this engine has may be published by nobody, and may have failed its suites.
    const isHere = local && !facts.publishes
    const isTaken = (ours && action === 'reuse') || (action === 'skip' && builtOn.has(draft.id) && !isHere)
    if (isTaken && found.length === 0) {
      const why = unknown === undefined ? '' : `: ${unknown}`
      fail(
        `the plan takes ${draft.id} from the registry, and nobody has it (${draft.candidates[0] ?? ''})${why}`,
        'Plan again where the registry can be asked (is there a login? are the registries those of the plan?).',
      )
    }
    if (action === 'build' && !builds) {
      const made = isStale ? found.filter(({ digest }) => madeAs.get(draft.id) === digest) : found
      return decided(isTestable(draft) && !(made.length > 0 && tested), reasons, made)
    }
    const test = isTestable(draft) && (action === 'build' || (action === 'reuse' && !(tested && trust === 'all')))
    return decided(test, ours ? reasons : [{ kind: 'not-named' }], action === 'build' ? [] : found)
  })
  if (problems.length > 0) throw new UserError(problems)
  const parents = new Map(images.filter((one) => one.action !== 'skip').map((image) => [image.id, image.parents]))
  return {
    schema: 1,
    ...facts,
    unknown: [...new Set([...facts.unknown, ...unknownOf(presence)])],
    source: { ...content.source, files: content.source.files },
    everything: content.everything,
    assumes: false,
    images: images.map((image) => {
      const blocked = isBuilt(image) ? image.parents.flatMap((id) => absent.get(id) ?? [])[0] : undefined
      return blocked === undefined ? image : { ...image, blocked }
    }),
    levels: levels([...parents.keys()], (id) => parents.get(id) ?? []),
  }
}
