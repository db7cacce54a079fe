import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { runWorkflow, type RunOptions, type WorkflowRun } from './actions/index.js'
import { removeAtEnd } from './engines.js'
import { startHub, type TestHub } from './hub/hub.js'
import type { Repository } from './hub/repository.js'
import { startTokenRegistry, type TokenRegistry } from './services/registry-token.js'
import { startResults, type ResultsServer } from './services/results.js'
import { node, root, tempDir, unique, writeFiles, writeStack, type TinyStack } from './world.js'
import type { WorldEvent } from './types.js'

/** A GitHub with one repository in it, a registry in the place of ghcr.io, and this bundle as `org/stack-action`. */
export interface World {
  /** In every name and layer of its images. */
  readonly id: string
  readonly hub: TestHub
  readonly results: ResultsServer
  /** The registry that workflows call ghcr.io. A job's token may push to it with `packages: write`, as on GitHub. */
  readonly packages: TokenRegistry
  /** `org/images`: a tiny stack below images/, the bundle, and the workflows. */
  readonly repository: Repository
  /** Runs a workflow file of this repository (`.github/workflows/main.yml`, `docs/examples/levels.yml`) for an event. */
  run: (file: string, event: WorldEvent, more?: Partial<RunOptions>) => Promise<WorkflowRun>
  /** Tags of an image in the registry. */
  tags: (image: string) => Promise<string[]>
}

/** Starts a world. Everything in it ends with the test file; images are taken off the engine then. `files`: more of the repository. */
export async function startWorld(
  stack: Omit<TinyStack, 'id'>,
  files: Readonly<Record<string, string>> = {},
): Promise<World> {
  const id = unique()
  removeAtEnd(id)
  const [hub, results, source] = await Promise.all([startHub(), startResults(), sourceOf({ ...stack, id }, files)])
  const [repository, packages] = await Promise.all([
    hub.createRepository('org/images', { from: source }),
    startTokenRegistry({ users: {}, denied: 'refuse', login: (_user, password) => rightsOf(hub, password) }),
  ])
  removeAtEnd(packages.host) // Names of what was pushed there.
  return {
    id,
    hub,
    results,
    packages,
    repository,
    run: (file, event, more = {}) =>
      runWorkflow({
        file,
        source,
        event,
        hub,
        results,
        node,
        engineEnv: { DOCKER_HOST: process.env['DOCKER_HOST'] },
        actions: { 'org/stack-action': root },
        hosts: { 'ghcr.io': packages.host },
        ...more,
      }),
    tags: (image) => tagsOf(packages, `org/${image}`),
  }
}

/** What the repository holds: a stack, and what of this repository a workflow may name. */
async function sourceOf(stack: TinyStack, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await tempDir()
  const parts = [
    '.github',
    'docs/examples',
    'action.yml',
    'run',
    'detect',
    'build',
    'test',
    'push',
    'tag',
    'rollback',
    'wiki',
    'gpu-test',
    'report',
    'dist',
  ]
  await Promise.all(parts.map((part) => cp(join(root, part), join(folder, part), { recursive: true })))
  await writeStack(join(folder, 'images'), stack)
  // What a run leaves behind must not make the tree dirty for the next step.
  await writeFiles(folder, { '.gitignore': '/artifacts/\n/logs/\n/manifests/\n', ...files })
  return folder
}

/** GitHub's own registry takes the token of a job as a password, and its `packages` right for what it may do. */
function rightsOf(hub: TestHub, token: string): Record<string, ('pull' | 'push')[]> | undefined {
  const permissions = hub.permissionsOf(token)
  if (permissions === undefined) return undefined
  const right = permissions['packages'] ?? 'none'
  // What others have is public. An engine asks for it unasked: it takes all ports of one host for one registry, and tries
  // to mount layers from where it got them.
  return right === 'none' ? {} : { '*': ['pull'], 'org/*': right === 'write' ? ['pull', 'push'] : ['pull'] }
}

async function tagsOf(packages: TokenRegistry, name: string): Promise<string[]> {
  const token = packages.tokenFor(`repository:${name}:pull`)
  const response = await fetch(`http://${packages.host}/v2/${name}/tags/list`, {
    headers: { authorization: `Bearer ${token}` },
  })
  if (response.status === 404) return []
  return ((await response.json()) as { tags: string[] | null }).tags?.sort() ?? []
}
