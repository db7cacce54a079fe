import { describe, expect, test } from '@jest/globals'
import { isDockerfileName, specFor, type InitFacts } from '../../../src/stack/init.js'
import { linkStack } from '../../../src/stack/link.js'
import type { Image } from '../../../src/stack/model.js'
import { loadSpec } from '../../../src/stack/spec/load.js'
import fc from '../property.js'
import { problemsOf } from '../support.js'

type Tree = Readonly<Record<string, string>>

/** What is in a tree besides Dockerfiles, given by its paths. */
const facts = (others: readonly string[] = [], more: Partial<InitFacts> = {}): InitFacts => ({
  exists: (path) => others.some((other) => other === path || other.startsWith(`${path}/`)),
  ...more,
})
const specOf = (tree: Tree, others: readonly string[] = [], more: Partial<InitFacts> = {}): string =>
  specFor(
    Object.entries(tree).map(([path, text]) => ({ path, text })),
    facts(others, more),
  )
const imagesOf = (spec: string): Record<string, Image> => Object.fromEntries(loadSpec(spec, 'spec.yml').images)
/** Name → parents, as the written spec has them. */
const parentsOf = (spec: string): Record<string, readonly string[]> =>
  Object.fromEntries([...loadSpec(spec, 'spec.yml').images].map(([name, { parents }]) => [name, parents]))

const jupyter = (base: string, rest = ''): string =>
  `ARG REGISTRY=quay.io\nARG OWNER=jupyter\nARG BASE_IMAGE=$REGISTRY/$OWNER/${base}\nFROM $BASE_IMAGE\nUSER root\n${rest}`

/** A tree such as one finds: a chain of notebooks, versions of a base, services of a monorepo, and what is none of it. */
const tree: Tree = {
  Dockerfile: 'FROM alpine:3.20\nCOPY . /src\n',
  'images/docker-stacks-foundation/Dockerfile':
    'ARG ROOT_IMAGE=ubuntu:24.04\nFROM $ROOT_IMAGE\nARG NB_USER="jovyan"\nARG NB_UID=1000\nCOPY run-hooks.sh start.sh /usr/local/bin/\n',
  'images/base-notebook/Dockerfile': jupyter('docker-stacks-foundation'),
  'images/minimal-notebook/Dockerfile': jupyter('base-notebook', 'COPY Rprofile.site /opt/\n'),
  'images/scipy-notebook/Dockerfile': jupyter('minimal-notebook'),
  'images/r-notebook/Dockerfile': jupyter('minimal-notebook', 'COPY --from=quay.io/jupyter/scipy-notebook /a /a\n'),
  'images/tensorflow-notebook/Dockerfile': jupyter('scipy-notebook'),
  'images/tensorflow-notebook/cuda/Dockerfile': jupyter('scipy-notebook'),
  'python/3.11/slim/Dockerfile': 'FROM python:3.11-slim\n',
  'python/3.12/slim/Dockerfile': 'FROM python:3.12-slim\n',
  'apps/shop/services/api/docker/Dockerfile':
    'FROM python:3.11 AS build\nCOPY apps/shop/services/api/requirements.txt .\nCOPY . .\nFROM build\n',
  'apps/shop/services/api/docker/gpu.Dockerfile': 'FROM nvidia/cuda:12.4.1-base\nCOPY requirements.txt .\n',
  'apps/shop/services/web/Dockerfile.dev': 'FROM node:20 AS b\nCOPY package.json .\nFROM nginx\nCOPY --from=b /x /y\n',
  'apps/shop/services/web/Containerfile': 'FROM node:20\nCOPY <<EOF /x\nFROM base-notebook\nEOF\n',
  'apps/MyTool/Dockerfile': 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n',
  '.devcontainer/Dockerfile': 'FROM mcr.test/devcontainer\n',
  'images/base-notebook/test/Dockerfile': 'FROM x\n',
  'vendor/github.test/x/Dockerfile': 'FROM x\n',
  'docs/Dockerfile': 'This is how to write one.\n',
}
const others = [
  'images/docker-stacks-foundation/run-hooks.sh',
  'images/docker-stacks-foundation/start.sh',
  'apps/shop/services/api/requirements.txt',
  'apps/shop/services/web/package.json',
]

describe('a tree nobody has seen', () => {
  const spec = specOf(tree, others, { top: 'acme', leftOut: [{ path: 'locked', why: 'it cannot be read: EACCES' }] })
  const images = imagesOf(spec)

  test('has an image for each Dockerfile', () => {
    expect(
      Object.values(images).map(({ name, path, dockerfiles }) => [name, path, dockerfiles[0]?.split('/').at(-1)]),
    ).toEqual([
      ['acme', '.', 'Dockerfile'],
      ['MyTool', 'apps/MyTool', 'Dockerfile'],
      ['api', 'apps/shop/services/api/docker', 'Dockerfile'],
      ['api-gpu', 'apps/shop/services/api/docker', 'gpu.Dockerfile'],
      ['web', 'apps/shop/services/web', 'Containerfile'],
      ['web-dev', 'apps/shop/services/web', 'Dockerfile.dev'],
      ['base-notebook', 'images/base-notebook', 'Dockerfile'],
      ['docker-stacks-foundation', 'images/docker-stacks-foundation', 'Dockerfile'],
      ['minimal-notebook', 'images/minimal-notebook', 'Dockerfile'],
      ['r-notebook', 'images/r-notebook', 'Dockerfile'],
      ['scipy-notebook', 'images/scipy-notebook', 'Dockerfile'],
      ['tensorflow-notebook', 'images/tensorflow-notebook', 'Dockerfile'],
      ['tensorflow-notebook-cuda', 'images/tensorflow-notebook/cuda', 'Dockerfile'],
      ['python-3.11-slim', 'python/3.11/slim', 'Dockerfile'],
      ['python-3.12-slim', 'python/3.12/slim', 'Dockerfile'],
    ])
  })

  test('has the parents that its Dockerfiles name', () => {
    expect(Object.entries(parentsOf(spec)).filter(([, parents]) => parents.length > 0)).toEqual([
      ['base-notebook', ['docker-stacks-foundation']],
      ['minimal-notebook', ['base-notebook']],
      ['r-notebook', ['minimal-notebook', 'scipy-notebook']],
      ['scipy-notebook', ['minimal-notebook']],
      ['tensorflow-notebook', ['scipy-notebook']],
      ['tensorflow-notebook-cuda', ['scipy-notebook']],
    ])
  })

  test('is pushed where its Dockerfiles look for it', () => {
    const repositories = Object.values(images).map(({ repository }) => repository)
    expect(repositories.filter((one) => one.startsWith('quay.io/jupyter/'))).toHaveLength(7)
    expect(repositories).toEqual(expect.arrayContaining(['acme', 'mytool', 'api', 'python-3.11-slim']))
  })

  test('has contexts where the files are', () => {
    expect(images.api?.context).toBe('.')
    expect(images['api-gpu']?.context).toBe('apps/shop/services/api')
    expect(images['web-dev']?.context).toBe('apps/shop/services/web')
  })

  test.each([
    'depend_on: minimal-notebook # FROM in images/scipy-notebook/Dockerfile:4',
    'depend_on: [minimal-notebook, scipy-notebook] # FROM in images/r-notebook/Dockerfile:4, COPY from in images/r-notebook/Dockerfile:6',
    '# built on ubuntu:24.04 (images/docker-stacks-foundation/Dockerfile:2)',
    '#   NB_USER: jovyan',
    '#   NB_UID: "1000"',
    '# It copies Rprofile.site, which is not there: is it made before the build?',
    '# FROM ${BASE_IMAGE} (apps/MyTool/Dockerfile:2) has no default. If an image of this stack is meant:',
    '# Its context is the whole tree: keep artifacts, logs and manifests out of it with a .dockerignore.',
    "#   prefix: '2026.4'",
    '# all_info_cmds:',
    '#   locked (it cannot be read: EACCES)',
    '#   .devcontainer/Dockerfile (a hidden directory)',
    '#   images/base-notebook/test/Dockerfile (files of tests)',
    '#   vendor/github.test/x/Dockerfile (other people’s code)',
    '#   docs/Dockerfile (it has no FROM)',
  ])('says: %s', (line) => expect(spec.split('\n').map((one) => one.trim())).toContain(line))

  test('means the same when plan reads the Dockerfiles again', () => {
    const stack = loadSpec(spec, 'spec.yml')
    const sources = new Map(
      [...stack.images.values()].map(({ name, dockerfiles }) => [
        name,
        { dockerfileText: tree[dockerfiles[0] ?? ''] ?? '' },
      ]),
    )
    const linked = linkStack(stack, sources, [], 'linux/amd64')
    for (const [name, image] of linked.images)
      expect([name, image.parents]).toEqual([name, stack.images.get(name)?.parents])
  })

  test('does not depend on the order in which files are found', () => {
    expect(
      specOf(Object.fromEntries(Object.entries(tree).reverse()), others, {
        top: 'acme',
        leftOut: [{ path: 'locked', why: 'it cannot be read: EACCES' }],
      }),
    ).toBe(spec)
  })
})

test('a folder of Dockerfiles, as Rocker has it: names from the files, the context where the scripts are', () => {
  const rVer = [
    'FROM docker.io/library/ubuntu:noble',
    'ENV R_VERSION="4.4.1"',
    'COPY scripts/install_R_source.sh scripts/bin/ /rocker_scripts/',
    'RUN <<EOF',
    '/rocker_scripts/install_R_source.sh',
    'EOF',
    'COPY scripts /rocker_scripts',
  ].join('\n')
  const spec = specOf(
    {
      'dockerfiles/r-ver.Dockerfile': rVer,
      'dockerfiles/rstudio.Dockerfile':
        'FROM docker.io/rocker/r-ver:4.4.1\nENV S6_VERSION=v2.1\nCOPY scripts/*.sh /x/\n',
      'dockerfiles/tidyverse.Dockerfile': 'FROM docker.io/rocker/rstudio:4.4.1\nRUN make\n',
    },
    ['scripts/install_R_source.sh', 'scripts/bin/x'],
  )
  expect(
    Object.values(imagesOf(spec)).map((image) => [image.name, image.repository, image.context, image.parents]),
  ).toEqual([
    ['r-ver', 'docker.io/rocker/r-ver', '.', []],
    ['rstudio', 'docker.io/rocker/rstudio', '.', ['r-ver']],
    ['tidyverse', 'docker.io/rocker/tidyverse', 'dockerfiles', ['rstudio']],
  ])
})

test.each<[string, string[], string[]]>([
  ['the directory', ['a/Dockerfile', 'x/b/Dockerfile'], ['a', 'b']],
  ['the top, called as it is', ['Dockerfile', 'Dockerfile.gpu'], ['top', 'gpu']],
  [
    'directories that say nothing',
    ['a/docker/Dockerfile', 'docker/Dockerfile', 'images/b/Dockerfile'],
    ['a', 'top', 'b'],
  ],
  ['versions', ['a/1.0/Dockerfile', 'a/2.0/Dockerfile', '3.0/Dockerfile'], ['a-1.0', 'a-2.0', '3.0']],
  ['equal names', ['x/a/Dockerfile', 'y/a/Dockerfile', 'b/Dockerfile'], ['x-a', 'y-a', 'b']],
  ['names equal but for case', ['x/A/Dockerfile', 'y/a/Dockerfile'], ['x-A', 'y-a']],
  ['names that the path does not tell apart', ['a b/Dockerfile', 'a-b/Dockerfile'], ['a-b', 'a-b-2']],
  [
    'several files of a directory',
    ['a/Dockerfile', 'a/Dockerfile.gpu', 'a/cpu.Dockerfile', 'a/a.dockerfile'],
    ['a', 'a-gpu', 'a-cpu', 'a-a'],
  ],
  [
    'a directory of Dockerfiles',
    ['dockerfiles/r-ver_4.4.1.Dockerfile', 'dockerfiles/rstudio_4.4.1.Dockerfile'],
    ['r-ver_4.4.1', 'rstudio_4.4.1'],
  ],
  [
    'an image within the directory of another',
    ['a/Dockerfile', 'a/b/Dockerfile', 'a/b/c/Dockerfile'],
    ['a', 'a-b', 'a-b-c'],
  ],
  [
    'letters that names do not have',
    ['Été & Co/Dockerfile', '_x__y/Dockerfile', '日本/Dockerfile'],
    ['Ete-Co', 'x-y', 'image'],
  ],
])('names follow %s', (_what, paths, names) => {
  const images = imagesOf(specOf(Object.fromEntries(paths.map((path) => [path, 'FROM scratch'])), [], { top: 'top' }))
  const byFile = new Map(Object.values(images).map(({ name, dockerfiles }) => [dockerfiles[0], name]))
  expect(paths.map((path) => byFile.get(path))).toEqual(names)
})

test.each<[string, Tree, Record<string, string[]>]>([
  [
    'one that is built on upstream of the same name',
    { 'python/Dockerfile': 'FROM python:3', 'app/Dockerfile': 'FROM python:3' },
    { app: [], python: [] },
  ],
  [
    'a bare name that nobody upstream has',
    { 'base/Dockerfile': 'FROM debian', 'app/Dockerfile': 'FROM base' },
    { app: ['base'], base: [] },
  ],
  ['a circle', { 'a/Dockerfile': 'FROM b', 'b/Dockerfile': 'FROM a' }, { a: [], b: ['a'] }],
  [
    'a circle with a way out',
    { 'a/Dockerfile': 'FROM x\nCOPY --from=acme/b / /', 'b/Dockerfile': 'FROM acme/a' },
    { a: [], b: ['a'] },
  ],
  [
    'two names of one image',
    {
      'a/Dockerfile': 'FROM x',
      'b/Dockerfile': 'FROM r.test/a',
      'c/Dockerfile': 'FROM r.test/a',
      'd/Dockerfile': 'FROM quay.io/a',
    },
    { a: [], b: ['a'], c: ['a'], d: [] },
  ],
])('%s: parents that plan can work with', (_what, files, expected) => {
  const spec = specOf(files)
  expect(parentsOf(spec)).toEqual(expected)
  const stack = loadSpec(spec, 'spec.yml')
  const sources = new Map(
    [...stack.images.values()].map(({ name }) => [name, { dockerfileText: files[`${name}/Dockerfile`] ?? '' }]),
  )
  expect(
    Object.fromEntries(
      [...linkStack(stack, sources, [], 'linux/amd64').images].map(([name, { parents }]) => [name, parents]),
    ),
  ).toEqual(expected)
})

test('the prefix is written when one is given', () => {
  expect(loadSpec(specOf({ 'a/Dockerfile': 'FROM x' }, [], { prefix: '2026.10' }), 'spec.yml').variants).toEqual([
    { name: 'default', prefix: '2026.10' },
  ])
})

test.each<[string, Tree, RegExp]>([
  ['nothing', {}, /there is no Dockerfile/],
  [
    'only what is left out',
    { '.x/Dockerfile': 'FROM x', 'vendor/a/Dockerfile': 'FROM x' },
    /left out: \.x\/Dockerfile \(a hidden directory\) and 1 more/,
  ],
])('a tree with %s is a mistake', (_what, files, message) => {
  const [problem] = problemsOf(() => specOf(files))
  expect(problem?.message).toMatch(message)
  expect(problem?.remedy).toBeDefined()
})

test.each<[string, boolean]>([
  ['Dockerfile', true],
  ['dockerfile', true],
  ['Containerfile', true],
  ['Dockerfile.gpu', true],
  ['Dockerfile-gpu', true],
  ['gpu.Dockerfile', true],
  ['Dockerfile.3.11', true],
  ['Dockerfile.dockerignore', false],
  ['Dockerfile.j2', false],
  ['Dockerfile.md', false],
  ['Dockerfile~', false],
  ['Dockerfiles', false],
  ['MyDockerfile', false],
  ['dockerfile_test.py', false],
])('%s is the name of a Dockerfile: %s', (name, expected) => expect(isDockerfileName(name)).toBe(expected))

test('whatever a tree looks like, what is written loads, with an image for each Dockerfile', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'a',
      'b',
      'A',
      '3.10',
      'docker',
      'images',
      '__proto__',
      'constructor',
      'null',
      'a b',
      'x:y',
      '#',
      '-',
      '"',
      'true',
      '&a',
      'é',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }).filter((one) => !/[/\0]/.test(one)),
  )
  const file = fc.constantFrom('Dockerfile', 'Dockerfile.gpu', 'gpu.Dockerfile', 'Containerfile')
  const path = fc
    .tuple(
      fc.array(
        part.filter((one) => one !== '.' && one !== '..'),
        { maxLength: 4 },
      ),
      file,
    )
    .map(([parts, name]) => [...parts, name].join('/'))
  const ref = fc.oneof(
    fc.constantFrom('a', 'acme/b:1', 'r.test/a', 'r.test/x/b', '$B', 'debian'),
    fc.string({ maxLength: 8 }),
  )
  const text = fc
    .tuple(ref, ref, ref)
    .map(([arg, from, copy]) => `ARG B=${arg}\nFROM x AS y\nFROM ${from}\nCOPY --from=${copy} a /a\nCOPY ${copy} /b`)
  fc.assert(
    fc.property(fc.dictionary(path, text, { minKeys: 1, maxKeys: 12 }), (files) => {
      const problems = problemsOf(() => {
        const spec = specOf(files)
        const left = spec
          .split('\n')
          .filter((line) => /^# {3}.+ \((?:a hidden|files of|other|its path)/.test(line)).length
        const { images } = loadSpec(spec, 'spec.yml')
        expect(images.size + left).toBe(Object.keys(files).length)
        for (const image of images.values()) expect(Object.keys(files)).toContain(image.dockerfiles[0])
      })
      // The only mistake is a tree that has nothing to take.
      for (const { message } of problems) expect(message).toMatch(/could be an image/)
    }),
    { numRuns: 500 },
  )
})

test('ten thousand Dockerfiles fit into a spec', () => {
  const many = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, index) => [
      `images/group-${index % 100}/image-${index}/Dockerfile`,
      `ARG V=1\nFROM ghcr.io/acme/image-${index - 1}:$V\nARG A=1\nCOPY x /x\n`,
    ]),
  )
  const images = imagesOf(specOf(many))
  expect(Object.keys(images)).toHaveLength(10_000)
  expect(images['image-9999']?.parents).toEqual(['image-9998'])
}, 60_000)
