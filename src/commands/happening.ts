import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isFork, readEvent, type Event, type EventEnv } from '../changes/event.js'
import type { EndpointEnv } from '../docker/endpoint.js'
import { messageOf, userError } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'
import type { Inputs } from './inputs.js'

/** The part of the environment that planning reads. */
export interface PlanEnv extends EndpointEnv, EventEnv {
  readonly PATH?: string | undefined
  readonly GITHUB_WORKSPACE?: string | undefined
  readonly GITHUB_EVENT_PATH?: string | undefined
  readonly GITHUB_REPOSITORY?: string | undefined
  readonly GITHUB_API_URL?: string | undefined
  readonly GITHUB_WORKFLOW_REF?: string | undefined
  readonly GITHUB_TOKEN?: string | undefined
  readonly GITHUB_SERVER_URL?: string | undefined
  readonly GITHUB_ACTOR?: string | undefined
  readonly USER?: string | undefined
}

/** What happened, as far as planning goes by it. */
export interface Happening {
  /** The environment; where the user names an event, as a runner would have it for that one. */
  readonly env: PlanEnv
  readonly event: Event
  /** The code comes from a fork: nothing may be published. */
  readonly fork: boolean
}

/** Reads the event. Throws a UserError when its payload cannot be read, or when the event would give a fork our rights. */
export async function readHappening(request: {
  readonly inputs: Pick<Inputs, 'event' | 'eventPath'>
  readonly env: PlanEnv
  readonly cwd: string
}): Promise<Happening> {
  const env = await eventEnv(request)
  const payload = await readPayload(env)
  const event = readEvent(env, payload)
  return { env, event, fork: refuseForeignRights(event, env.GITHUB_ACTIONS === 'true' && isFork(payload)) }
}

/** The environment; where the user names an event, as a runner would have it for that one. */
async function eventEnv({ inputs, env, cwd }: Parameters<typeof readHappening>[0]): Promise<PlanEnv> {
  if (inputs.event === '') return env
  const path = resolve(cwd, inputs.eventPath)
  const payload = await readJson(path)
  const text = (...way: string[]): string | undefined => {
    const value = valueAt(payload, way)
    return typeof value === 'string' ? value : undefined
  }
  const ref = text('ref') ?? ''
  return {
    ...env,
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: inputs.event,
    GITHUB_EVENT_PATH: path,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags)\//, ''),
    GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_HEAD_REF: text('pull_request', 'head', 'ref') ?? '',
    GITHUB_REPOSITORY: env.GITHUB_REPOSITORY ?? text('repository', 'full_name'),
    GITHUB_SHA: undefined,
  }
}

async function readPayload({ GITHUB_ACTIONS, GITHUB_EVENT_PATH: path }: PlanEnv): Promise<unknown> {
  return GITHUB_ACTIONS !== 'true' || path === undefined || path === '' ? undefined : readJson(path)
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw userError(`the event's payload cannot be read: ${messageOf(error)}`, { file: path })
  }
}

/** Whether the event is of a fork. With the rights of pull_request_target its code must not run at all. */
function refuseForeignRights(event: Event, fork: boolean): boolean {
  if (fork && (event.name === 'pull_request_target' || event.name === 'workflow_run')) {
    throw userError(`${event.name} would run the code of a fork with the rights and secrets of this repository`, {
      remedy: 'Use the event pull_request: images of forks are built and tested there, without secrets.',
    })
  }
  return fork
}
