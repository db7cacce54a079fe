import { checkBuilder, findBuilder } from '../docker/buildx/find.js'
import type { Builder } from '../docker/builder.js'
import type { Engine } from '../docker/engine.js'
import type { StepName } from '../run/results.js'
import { UserError, type Problem } from '../shared/errors.js'
import type { Stack } from '../stack/model.js'
import type { Plan } from '../stack/plan.js'
import type { PlanEnv } from './happening.js'
import type { Inputs } from './inputs.js'

export interface BuilderRequest {
  readonly inputs: Inputs
  readonly env: PlanEnv
  readonly engine: Engine
  readonly plan: Plan
  readonly stack: Stack
  readonly notice: (text: string) => void
  readonly steps: ReadonlySet<StepName>
  /** The code comes from a fork: nothing is pushed. */
  readonly fork: boolean
}

/** The builder that the user asked for. Throws a UserError when it is not there, or cannot do what is asked of it. */
export async function chooseBuilder(request: BuilderRequest): Promise<Builder> {
  const { inputs, env, engine, plan, stack, steps } = request
  const building = plan.images.filter(({ action }) => action === 'build' && steps.has('build'))
  if (building.length === 0) return engine.builder
  let builder = await findBuilder(inputs.builder, { env, engine })
  if (request.fork && builder.keeps === 'registry') {
    request.notice(`This pull request comes from a fork: it is built here, not by ${inputs.builder}, which would push.`)
    builder = await findBuilder('auto', { env, engine })
  }
  const problems: Problem[] = checkBuilder(builder, {
    cacheFrom: inputs.cacheFrom,
    cacheTo: request.fork ? [] : inputs.cacheTo,
    provenance: inputs.provenance,
    sbom: inputs.sbom,
    secrets: building.some(({ name }) => (stack.images.get(name)?.secrets.length ?? 0) > 0),
    ssh: building.some(({ name }) => stack.images.get(name)?.ssh === true),
  })
  if (builder.keeps === 'registry' && !steps.has('push'))
    problems.push({
      message: `the builder ${inputs.builder} has its images elsewhere, and nothing is pushed: children and tests could not get at them`,
      remedy: 'Let it push (--registries), or use the builder of this engine: --builder engine.',
    })
  if (problems.length > 0) throw new UserError(problems)
  return builder
}
