import { parse } from 'yaml'
import type { Permissions } from '../types.js'
import { askedPermissions, excess } from './permissions.js'
import { ownPath, remoteOf, type Download } from './uses.js'
import { workflowErrors, workflowFile } from './validate.js'
import type { Workflow } from './workflow.js'

/** Workflows may call workflows this deep, the first among them (https://docs.github.com/en/actions/reference/limits). */
const LEVELS = 10

/** A workflow file and the repository that it came with. */
export interface Located {
  readonly source: string
  readonly file: string
}

/** Where `jobs.<id>.uses` leads from a workflow of this repository; throws when nothing is there. */
export async function calledWorkflow(uses: string, source: string, downloads: Download): Promise<Located> {
  const own = uses.startsWith('./') ? uses.slice(2) : ownPath(uses)
  if (own !== undefined) return { source, file: own }
  const remote = remoteOf(uses)
  const found = remote === undefined ? undefined : await downloads(remote.repository, remote.ref)
  if (remote === undefined || found === undefined) throw new Error(`Workflow ${uses} was not found`)
  return { source: found, file: remote.path }
}

interface Caller {
  readonly downloads: Download
  /** What the calling job asked for. */
  readonly limit?: Permissions
  readonly level?: number
}

/** What GitHub finds wrong with a workflow and all that it calls before anything runs. */
export async function startupErrors({ source, file }: Located, caller: Caller): Promise<string[]> {
  const { downloads, limit, level = 1 } = caller
  if (level > LEVELS) return [`${file}: workflows are nested deeper than ${LEVELS} levels`]
  const { name, content } = await workflowFile(source, file)
  const errors = await workflowErrors(name, content, async (uses) => {
    const called = await calledWorkflow(uses, source, downloads)
    return workflowFile(called.source, called.file)
  })
  if (errors.length > 0) return errors
  const workflow = parse(content) as Workflow
  const below = Object.entries(workflow.jobs).map(async ([id, job]) => {
    const asked = askedPermissions({ job: job.permissions, workflow: workflow.permissions, limit })
    const tooMuch = limit === undefined ? [] : excess(asked, limit)
    if (tooMuch.length > 0) return [`${file}: The nested job '${id}' is ${tooMuch.join(', ')}.`]
    if (job.uses === undefined) return []
    return startupErrors(await calledWorkflow(job.uses, source, downloads), {
      downloads,
      limit: asked,
      level: level + 1,
    })
  })
  return (await Promise.all(below)).flat()
}
