import { beforeAll, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Results } from '../../src/run/results.js'
import type { Plan } from '../../src/stack/plan.js'
import { engine, removeAtEnd } from '../world/engines.js'
import { GIT_ENV } from '../world/hub/git.js'
import { cli, output, tempDir, TIMEOUT, unique, writeFiles, type Ended } from '../world/world.js'

/*
 * A tree of Dockerfiles as public repositories have them: nobody wrote it for us, and there is no spec. It names its
 * images by a registry and a moving tag; after `init` the stack is built on what this very run has.
 */
const noEngine = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' }

/** Image → what it is built on. Fourteen Dockerfiles, five levels. */
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  base: [],
  tools: [],
  python: ['base'],
  node: ['base'],
  java: ['base'],
  jupyter: ['python'],
  'jupyter-gpu': ['python'],
  web: ['node', 'tools'],
  docs: ['node'],
  scipy: ['jupyter'],
  r: ['jupyter'],
  spark: ['java', 'scipy'],
  torch: ['scipy'],
  'torch-gpu': ['scipy'],
}

const TREE: Readonly<Record<string, string>> = {
  'base/Dockerfile': 'FROM debian:bookworm-slim\nRUN mkdir /made\n',
  'tools/Dockerfile': 'FROM scratch AS tools\nCOPY bin /bin\n',
  'tools/bin/tool': 'a tool\n',
  'python/Dockerfile': 'ARG REGISTRY=ghcr.io/acme\nFROM ${REGISTRY}/base:latest\nARG PYTHON=3.12\nENV PYTHON=$PYTHON\n',
  'node/Dockerfile': 'FROM ghcr.io/acme/base:latest\n',
  'java/Dockerfile': 'ARG BASE=ghcr.io/acme/base\nARG TAG=latest\nFROM $BASE:$TAG\n',
  'jupyter/Dockerfile': 'FROM ghcr.io/acme/python:latest\nCOPY start.sh /\n',
  'jupyter/start.sh': 'exec jupyter\n',
  'jupyter/Dockerfile.gpu': 'FROM ghcr.io/acme/python:latest\nENV GPU=yes\n',
  // Both take files of a directory beside their own: their context is the whole tree.
  'web/Dockerfile':
    'FROM ghcr.io/acme/node:latest\nCOPY --from=ghcr.io/acme/tools:latest /bin/tool /bin/\nCOPY shared/nginx.conf web/site /srv/\n',
  'web/site/index.html': '<p>\n',
  'shared/nginx.conf': 'listen 80;\n',
  'docs/Dockerfile':
    'FROM ghcr.io/acme/node:latest AS build\nRUN true\nFROM ghcr.io/acme/node:latest\nCOPY --from=build /made /made\n',
  'scipy/Dockerfile': 'FROM ghcr.io/acme/jupyter:latest\n',
  'r/Dockerfile': 'FROM ghcr.io/acme/jupyter:latest\n',
  'spark/Dockerfile': 'FROM ghcr.io/acme/scipy:latest\nCOPY --from=ghcr.io/acme/java:latest /made /java\n',
  'torch/Dockerfile': 'FROM ghcr.io/acme/scipy:latest\n',
  'torch/Dockerfile.gpu': 'FROM ghcr.io/acme/scipy:latest\n',
  // What lies there too, and is no image of the stack.
  'README.md': '# Images\n',
  'tests/fixtures/Dockerfile': 'FROM busybox\n',
  'base/Dockerfile.tmpl': 'FROM {{ base }}\n',
}

interface Tree {
  readonly folder: string
  readonly commit: (files: Readonly<Record<string, string>>) => Promise<void>
  readonly call: (...args: string[]) => Promise<Ended>
}

async function treeOf(files: Readonly<Record<string, string>>, env: object = noEngine): Promise<Tree> {
  const folder = await tempDir()
  const git = (...args: string[]): Promise<string> =>
    output('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], { cwd: folder, env: GIT_ENV })
  const commit: Tree['commit'] = async (changed) => {
    await writeFiles(folder, changed)
    await git('add', '.')
    await git('commit', '--quiet', '--message', 'A change')
  }
  await git('init', '--quiet', '--initial-branch', 'main')
  await commit({ ...files, '.gitignore': '/out/\n' })
  return { folder, commit, call: (...args) => cli(args, { cwd: folder, env: { ...env } }) }
}

describe('init in a tree that nobody wrote for us', () => {
  let tree: Tree
  let made: Ended
  beforeAll(async () => {
    tree = await treeOf(TREE)
    made = await tree.call('init')
    await tree.commit({})
  }, TIMEOUT)

  const planned = async (...flags: string[]): Promise<Plan> => {
    const ended = await tree.call('plan', '--spec', 'spec.yml', '--offline', '--no-push', '--json', ...flags)
    if (ended.status !== 0) throw new Error(ended.output)
    return JSON.parse(ended.stdout) as Plan
  }
  const affected = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
    await tree.commit(files)
    const { images } = await planned('--base', 'HEAD~1')
    return images.filter((image) => image.affected).map(({ id }) => id).sort() // prettier-ignore
  }
  /** An image with all that is built on it. */
  const family = (...names: readonly string[]): string[] => {
    const found = new Set(names)
    for (let size = 0; size < found.size;) {
      size = found.size
      for (const [child, parents] of Object.entries(PARENTS))
        if (parents.some((one) => found.has(one))) found.add(child)
    }
    return [...found].sort()
  }

  test('writes a spec.yml that names every image and what it is built on', async () => {
    expect(made).toMatchObject({ status: 0, stderr: '' })
    expect(made.stdout).toBe(
      'spec.yml describes 14 images; "stack-action plan --spec spec.yml" says what would be done\n',
    )
    const spec = parse(await readFile(join(tree.folder, 'spec.yml'), 'utf8')) as {
      images: Record<
        string,
        { depend_on?: string | string[]; image_name?: string; context?: string; dockerfile?: string }
      >
    }
    const parents = Object.entries(spec.images).map(([name, image]) => [name, [image.depend_on ?? []].flat().sort()])
    expect(Object.fromEntries(parents)).toEqual(PARENTS)
    expect(spec.images['base']?.image_name).toBe('ghcr.io/acme/base')
    expect(spec.images['web']).toMatchObject({ context: '.' })
    expect(spec.images['torch-gpu']).toMatchObject({ path: 'torch', dockerfile: 'Dockerfile.gpu' })
  })

  test(
    'plan takes it as it is: fourteen images on five levels',
    async () => {
      const { images, levels } = await planned()
      expect(images.map(({ id, parents }) => [id, [...parents].sort()])).toEqual(
        expect.arrayContaining(Object.entries(PARENTS)),
      )
      expect(images).toHaveLength(14)
      expect(levels.map((level) => [...level].sort())).toEqual([
        ['base', 'tools'],
        ['java', 'node', 'python'],
        ['docs', 'jupyter', 'jupyter-gpu', 'web'],
        ['r', 'scipy'],
        ['spark', 'torch', 'torch-gpu'],
      ])
    },
    TIMEOUT,
  )

  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['a leaf', { 'r/Dockerfile': 'FROM ghcr.io/acme/jupyter:latest\nRUN true\n' }, ['r']],
    ['the root', { 'base/file': 'x' }, ['base']],
    ['what is only copied from', { 'tools/bin/tool': 'a better tool\n' }, ['tools']],
    ['a parent that is found by the default of an ARG', { 'java/file': 'x' }, ['java']],
    ['a directory that an image copies from', { 'shared/nginx.conf': 'listen 8080;\n' }, ['web']],
    ['a file of that directory that nobody copies', { 'shared/README.md': 'x\n' }, []],
    [
      'a Dockerfile of two in one directory',
      { 'torch/Dockerfile.gpu': 'FROM ghcr.io/acme/scipy:latest\nRUN true\n' },
      ['torch', 'torch-gpu'],
    ],
    ['nothing that is an image', { 'README.md': '# More words\n' }, []],
  ])(
    'a change of %s touches it and what is built on it',
    async (_what, files, touched) => {
      expect(await affected(files)).toEqual(family(...touched))
    },
    TIMEOUT,
  )

  test('a second init leaves the spec alone', async () => {
    const again = await tree.call('init')
    expect(again).toMatchObject({ status: 2, stdout: '' })
    expect(again.stderr).toContain('spec.yml: error: there is a spec already\n  → Edit it')
    expect((await tree.call('init', '--force')).status).toBe(0)
  })

  test('where there is no Dockerfile: exit status 2, and no file', async () => {
    const empty = await treeOf({ 'README.md': 'x' })
    const ended = await empty.call('init')
    expect(ended.status).toBe(2)
    expect(ended.stderr).toContain('there is no Dockerfile in this directory or below it\n  → ')
    expect(await output('git', ['status', '--porcelain'], { cwd: empty.folder, env: GIT_ENV })).toBe('')
  })
})

test(
  'what init made of three levels is built on this run’s parents, whatever the Dockerfiles name',
  async () => {
    const id = unique()
    removeAtEnd(id)
    // Nobody has images of these names: only what this run builds can be meant.
    const at = `registry.invalid/${id}`
    const tree = await treeOf(
      {
        'base/Dockerfile': `FROM debian:bookworm-slim\nRUN mkdir /made && echo ${id} > /made/base\n`,
        'tool/Dockerfile': `FROM ${at}/base:latest\nRUN echo ${id} > /made/tool\n`,
        'middle/Dockerfile': `ARG TAG=latest\nFROM ${at}/base:\${TAG}\nCOPY --from=${at}/tool:v1 /made/tool /made/\n`,
        'leaf/Dockerfile': `FROM ${at}/middle:latest\nRUN test -e /made/base && test -e /made/tool && echo ${id} > /made/leaf\n`,
      },
      { DOCKER_HOST: process.env['DOCKER_HOST'] },
    )
    expect((await tree.call('init')).status).toBe(0)
    await tree.commit({})
    const run = async (): Promise<Results> => {
      const ended = await tree.call('run', '--spec', 'spec.yml', '--no-push', '--offline', '--json', '--out', 'out')
      if (ended.status !== 0) throw new Error(ended.output)
      return JSON.parse(ended.stdout) as Results
    }
    const layersOf = async (name: string): Promise<string[]> =>
      (await engine.docker.getImage(`${at}/${name}:main`).inspect()).RootFS.Layers ?? []
    const first = await run()
    expect(first.images.map(({ id: name, action, outcome }) => [name, action, outcome])).toEqual([
      ['base', 'build', 'passed'],
      ['tool', 'build', 'passed'],
      ['middle', 'build', 'passed'],
      ['leaf', 'build', 'passed'],
    ])
    const [base, middle, leaf] = [await layersOf('base'), await layersOf('middle'), await layersOf('leaf')]
    expect(middle.slice(0, base.length)).toEqual(base)
    expect(leaf.slice(0, middle.length)).toEqual(middle)

    // Another base under the same name: its children are built on that one.
    await tree.commit({
      'base/Dockerfile': `FROM debian:bookworm-slim\nRUN mkdir /made && echo ${id} 2 > /made/base\n`,
    })
    await run()
    const newBase = await layersOf('base')
    expect(newBase).not.toEqual(base)
    expect((await layersOf('leaf')).slice(0, newBase.length)).toEqual(newBase)
  },
  TIMEOUT,
)
