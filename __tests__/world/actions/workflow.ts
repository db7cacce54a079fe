import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Value, Values } from './model.js'

/** A workflow file as it is written; expressions are still text. */
export interface Workflow {
  readonly name?: string
  readonly on: Value
  readonly env?: Value
  readonly defaults?: Defaults
  readonly permissions?: Value
  readonly concurrency?: Value
  readonly jobs: Readonly<Record<string, JobSpec>>
}

export interface JobSpec {
  readonly name?: string
  readonly needs?: string | readonly string[]
  readonly if?: Value
  readonly 'runs-on'?: Value
  readonly permissions?: Value
  readonly concurrency?: Value
  readonly outputs?: Value
  readonly env?: Value
  readonly defaults?: Defaults
  readonly steps?: readonly StepSpec[]
  readonly 'timeout-minutes'?: Value
  readonly strategy?: Value
  readonly 'continue-on-error'?: Value
  readonly container?: Value
  readonly services?: Value
  /** A workflow that is called. */
  readonly uses?: string
  readonly with?: Value
  readonly secrets?: Value
}

export interface StepSpec {
  readonly id?: string
  readonly name?: string
  readonly if?: Value
  readonly uses?: string
  readonly run?: string
  readonly with?: Value
  readonly env?: Value
  readonly shell?: string
  readonly 'working-directory'?: string
  readonly 'continue-on-error'?: Value
  readonly 'timeout-minutes'?: Value
}

export interface Defaults {
  readonly run?: { readonly shell?: string; readonly 'working-directory'?: string }
}

/** An action.yml. */
export interface Manifest {
  readonly name: string
  readonly inputs?: Readonly<Record<string, { readonly default?: Value } | null>>
  readonly outputs?: Readonly<Record<string, { readonly value?: string }>>
  readonly runs: {
    readonly using: string
    readonly main?: string
    readonly pre?: string
    readonly 'pre-if'?: string
    readonly post?: string
    readonly 'post-if'?: string
    readonly steps?: readonly StepSpec[]
  }
}

/** Reads a workflow; it must have been checked before (validate.ts). `hosts` are replaced wherever they are written. */
export async function readWorkflow(
  source: string,
  file: string,
  hosts: Readonly<Record<string, string>> = {},
): Promise<Workflow> {
  const written = await readFile(join(source, file), 'utf8')
  const content = Object.entries(hosts).reduce((text, [host, real]) => {
    const name = host.replaceAll('.', String.raw`\.`)
    return text.replaceAll(new RegExp(String.raw`(?<![\w.-])${name}(?![\w.-])`, 'g'), real)
  }, written)
  return parse(content) as Workflow
}

/** Reads the action.yml or action.yaml of a folder; undefined when it has none. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  for (const name of ['action.yml', 'action.yaml']) {
    const content = await readFile(join(folder, name), 'utf8').catch(() => undefined)
    if (content !== undefined) return parse(content) as Manifest
  }
  return undefined
}

/** What stands under `on.<event>`; undefined when the event is not there, {} when it has no filters. */
export function trigger(workflow: Pick<Workflow, 'on'>, event: string): Values | undefined {
  const { on } = workflow
  const named = typeof on === 'string' ? [on] : on
  if (Array.isArray(named)) return named.includes(event) ? {} : undefined
  const events = named as Values
  return event in events ? ((events[event] ?? {}) as Values) : undefined
}
