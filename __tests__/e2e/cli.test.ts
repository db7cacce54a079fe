import { describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plan } from '../../src/stack/plan.js'
import { engine, namesWith, removeAtEnd } from '../world/engines.js'
import { cli, exists, root, tempDir, TIMEOUT, unique, writeFiles, writeStack } from '../world/world.js'

const deadEngine = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' }

async function stackOf(id: string): Promise<{ folder: string; spec: string }> {
  removeAtEnd(id)
  const folder = await tempDir()
  const spec = await writeStack(folder, {
    id,
    images: { root: {}, middle: { parent: 'root' }, leaf: { parent: 'middle' }, sibling: { parent: 'root' } },
  })
  return { folder, spec }
}

describe('--dry-run', () => {
  test(
    'says what would be done and why, and does nothing',
    async () => {
      const id = unique()
      const { folder, spec } = await stackOf(id)
      const ended = await cli(
        ['run', '--dry-run', '--spec', spec, '--images', 'middle', '--registries', 'localhost:1/x'],
        {
          cwd: folder,
        },
      )
      expect(ended.status).toBe(0)
      expect(ended.stdout).toContain('note: not everything is known: the registry localhost:1 does not answer')
      expect(ended.stdout).toContain('build  root     middle is built on it and nobody is known to have it\n')
      expect(ended.stdout).toContain('build  middle   it was named\n')
      expect(ended.stdout).toContain('skip   leaf     it was not named\n')
      expect(ended.stdout).toContain('  to: localhost:1/x/root:local\n')
      expect(await namesWith(engine, id)).toEqual([])
      for (const made of ['artifacts', 'logs', 'manifests']) expect(await exists(join(folder, made))).toBe(false)
    },
    TIMEOUT,
  )

  test(
    'works without an engine; --json gives the plan',
    async () => {
      const id = unique()
      const { folder, spec } = await stackOf(id)
      const ended = await cli(['run', '--dry-run', '--json', '--no-push', '--offline', '--spec', spec], {
        cwd: folder,
        env: deadEngine,
      })
      expect(ended.status).toBe(0)
      expect(ended.stderr).toContain('note: no Docker engine answers at unix:///nonexistent/docker.sock')
      const plan = JSON.parse(ended.stdout) as Plan
      expect(plan.levels).toEqual([['root'], ['middle', 'sibling'], ['leaf']])
      expect(await exists(join(folder, 'artifacts'))).toBe(false)
    },
    TIMEOUT,
  )
})

test(
  '--images builds what was named and what it is built on, nothing else',
  async () => {
    const id = unique()
    const { folder, spec } = await stackOf(id)
    const ended = await cli(['build', '--spec', spec, '--images', 'middle', '--json'], { cwd: folder })
    expect(ended.status).toBe(0)
    const names = await namesWith(engine, id)
    expect(names.filter((name) => name.endsWith(':local'))).toEqual([`${id}/middle:local`, `${id}/root:local`])
    expect(await readFile(join(folder, 'artifacts/IMAGES_CHANGED'), 'utf8')).toBe(
      `${id}/root:local\n${id}/middle:local\n`,
    )
    const wrong = await cli(['build', '--spec', spec, '--images', 'midle'], { cwd: folder })
    expect(wrong.status).toBe(2)
    expect(wrong.stderr).toContain('→ Did you mean "middle"?')
  },
  TIMEOUT,
)

describe('without an engine', () => {
  test.each([
    ['a socket that is not there', 'unix:///nonexistent/docker.sock', 'no such socket'],
    ['a port that nobody listens on', 'tcp://127.0.0.1:1', 'ECONNREFUSED'],
    ['an address that is none', 'nonsense', 'which is not the address of an engine'],
  ])('%s: exit status 2, and it says what to do', async (_name, host, why) => {
    const id = unique()
    const { folder, spec } = await stackOf(id)
    const ended = await cli(['run', '--no-push', '--spec', spec, '--json'], { cwd: folder, env: { DOCKER_HOST: host } })
    expect(ended.status).toBe(2)
    expect(ended.stderr).toContain(why)
    expect(ended.stderr).toMatch(/^ {2}→ .*(DOCKER_HOST|unix:\/\/)/m)
    expect(JSON.parse(ended.stdout)).toMatchObject({ schema: 1, outcome: 'error', exit: 2 })
    expect(await exists(join(folder, 'artifacts'))).toBe(false)
  })
})

describe('the call itself', () => {
  test.each([
    [['buidl'], 'there is no command "buidl"', '"build"'],
    [['--spec', 'x'], 'a command comes first', 'commands'],
    [['run', '--regstries', 'x'], 'run has no flag --regstries', '"--registries"'],
    [['build', '--publish', 'all'], 'build has no flag --publish', 'flags'],
    [['run', '--publish', 'al'], '--publish: expected all, passed, none, found "al"', '"all"'],
    [['run', '--spec'], 'spec', '--help'],
    [['run', 'stray'], 'stray', '--help'],
  ])('%j: exit status 2 and a remedy', async (args, message, remedy) => {
    const ended = await cli(args, { cwd: root, env: deadEngine })
    expect(ended).toMatchObject({ status: 2, stdout: '' })
    expect(ended.stderr).toContain(message)
    expect(ended.stderr).toContain('→')
    expect(ended.stderr).toContain(remedy)
  })

  test('all mistakes of a call are told at once', async () => {
    const args = ['run', '--parallel-builds', 'many', '--test-timeout', 'soon', '--publish', 'some']
    const ended = await cli(args, { cwd: root, env: deadEngine })
    expect(ended.status).toBe(2)
    for (const flag of ['--parallel-builds', '--test-timeout', '--publish'])
      expect(ended.stderr).toContain(`error: ${flag}: expected`)
  })

  test('--help and --version', async () => {
    const env = { cwd: '/', env: deadEngine }
    const [help, short, ofRun, version] = await Promise.all([
      cli(['--help'], env),
      cli([], env),
      cli(['run', '--help'], env),
      cli(['--version'], env),
    ])
    expect(help).toMatchObject({ status: 0, stderr: '' })
    expect(short.stdout).toBe(help.stdout)
    expect(ofRun.stdout).toContain('--no-push')
    expect(Math.max(...help.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(160)
    const { version: expected } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
    expect(version.stdout).toBe(`${expected}\n`)
  })
})

describe('a spec with a mistake: exit status 2, file, line and column, a remedy, and no files', () => {
  interface Case {
    readonly name: string
    readonly spec: string
    /** `line:column` */
    readonly at: string
    readonly message: string
    readonly remedy: string
    readonly files?: Readonly<Record<string, string>>
  }
  const cases: Case[] = [
    { name: 'a tab', spec: 'images:\n\troot: {}\n', at: '2:1', message: 'YAML: ', remedy: 'spaces' },
    {
      name: 'a key twice',
      spec: 'images:\n  root: {}\n  root: {}\n',
      at: '3:3',
      message: '"root" is in this map twice',
      remedy: 'Remove or rename',
    },
    {
      name: 'bad indentation',
      spec: 'images:\n  root: {}\n lone: {}\n',
      at: '3:1',
      message: 'YAML: ',
      remedy: 'column',
    },
    {
      name: 'no images',
      spec: 'tag: { prefix: x }\n',
      at: '1:1',
      message: '"images" is missing',
      remedy: 'A spec names its images',
    },
    { name: 'a list of images', spec: 'images:\n  - root\n', at: '2:3', message: 'images: expected a map', remedy: '' },
    {
      name: 'an unknown key',
      spec: 'images:\n  root:\n    depends_on: x\n',
      at: '3:5',
      message: 'images.root.depends_on: unknown key',
      remedy: 'Did you mean "depend_on"?',
    },
    {
      name: 'an unknown key at the top',
      spec: 'image:\n  root: {}\n',
      at: '1:1',
      message: 'image: unknown key',
      remedy: 'Did you mean "images"?',
    },
    {
      name: 'an unknown parent',
      spec: 'images:\n  root: {}\n  leaf:\n    depend_on: rooot\n',
      at: '4:16',
      message: 'there is no image "rooot"',
      remedy: 'Did you mean "root"?',
    },
    {
      name: 'a circle',
      spec: 'images:\n  a: { depend_on: b }\n  b: { depend_on: a }\n',
      at: '3:19',
      message: 'in a circle: b → a → b',
      remedy: 'Remove one depend_on',
    },
    {
      name: 'an image below itself',
      spec: 'images:\n  a: { depend_on: a }\n',
      at: '2:19',
      message: 'in a circle: a → a',
      remedy: 'Remove one depend_on',
    },
    {
      name: 'a name with capitals',
      spec: 'images:\n  Root: {}\n',
      at: '2:3',
      message: '"Root" is not the name of a repository',
      remedy: 'lower case',
    },
    {
      name: 'a tag in image_name',
      spec: 'images:\n  root:\n    image_name: acme/root:1\n',
      at: '3:17',
      message: '"acme/root:1" is not the name of a repository',
      remedy: 'carries no tag',
    },
    {
      name: 'a path outside the stack',
      spec: 'images:\n  root:\n    path: ../elsewhere\n',
      at: '3:11',
      message: '"../elsewhere" is outside the stack',
      remedy: 'below the directory of spec.yml',
    },
    {
      name: 'a prefix that begins no tag',
      spec: 'images: { root: {} }\ntag:\n  prefix: -x\n',
      at: '3:11',
      message: '"-x" cannot begin a tag',
      remedy: 'letters',
    },
    {
      name: 'an unknown info command',
      spec: 'images:\n  root:\n    info_cmds: [OS]\nall_info_cmds:\n  OSS: { description: x, command: y }\n',
      at: '3:17',
      message: 'there is no info command "OS"',
      remedy: 'Did you mean "OSS"?',
    },
    {
      name: 'a pipe without a shell',
      spec: 'images: { root: {} }\nsuites:\n  s:\n    run: cat x | wc\n',
      at: '4:10',
      message: '"|" needs a shell',
      remedy: 'bash -c',
    },
    {
      name: 'a suite on an unknown image',
      spec: 'images: { root: {} }\nsuites:\n  s: { run: x, images: rot }\n',
      at: '3:24',
      message: 'there is no image "rot"',
      remedy: 'Did you mean "root"?',
    },
    {
      name: 'a time that is none',
      spec: 'images: { root: {} }\nsuites:\n  s: { run: x, timeout: soon }\n',
      at: '3:25',
      message: 'expected a time',
      remedy: '',
    },
    {
      name: 'a registry without a host',
      spec: 'images: { root: {} }\nregistries: { home: acme }\n',
      at: '2:21',
      message: '"acme" is not a registry',
      remedy: 'host[:port]/path',
    },
    {
      name: 'a wrong root',
      spec: 'root: leaf\nimages:\n  base: {}\n  leaf: { depend_on: base }\n',
      at: '1:7',
      message: '"leaf" is not a root',
      remedy: 'without depend_on',
    },
    {
      name: 'no directory',
      spec: 'images:\n  rooot: {}\n',
      at: '2:3',
      message: 'rooot has no directory',
      remedy: 'Make it',
    },
    {
      name: 'no Dockerfile',
      spec: 'images:\n  root: { dockerfile: Dockerfile.gpu }\n',
      at: '2:3',
      message: 'root has no Dockerfile',
      remedy: 'Write one',
    },
    {
      name: 'two images with one name',
      spec: 'images:\n  root: { image_name: acme/x }\n  leaf: { image_name: acme/x }\n',
      at: '3:3',
      message: 'root and leaf would both be published as',
      remedy: 'another image_name',
    },
    {
      name: 'a Dockerfile that does not take its parent',
      spec: 'images:\n  root: {}\n  leaf: { depend_on: root }\n',
      at: '',
      message: 'leaf/Dockerfile:1: error: leaf depends on root, but its Dockerfile builds on debian',
      remedy: 'ARG BASE_IMAGE',
      files: { 'leaf/Dockerfile': 'FROM debian\n' },
    },
  ]

  test.each(cases)('$name', async ({ spec, at, message, remedy, files = {} }) => {
    const folder = await tempDir()
    await writeFiles(folder, {
      'spec.yml': spec,
      'root/Dockerfile': 'FROM scratch\n',
      'leaf/Dockerfile': 'FROM scratch\n',
      'base/Dockerfile': 'FROM scratch\n',
      ...files,
    })
    const ended = await cli(['build', '--spec', 'spec.yml', '--offline'], { cwd: folder })
    expect(ended.status).toBe(2)
    expect(ended.stdout).toBe('')
    if (at !== '') expect(ended.stderr).toContain(`spec.yml:${at}: error: `)
    expect(ended.stderr).toContain(message)
    if (remedy !== '')
      expect(ended.stderr).toMatch(new RegExp(`^ {2}→ .*${remedy.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'm'))
    expect(ended.stderr).not.toContain('fault of stack-action')
    expect(await exists(join(folder, 'artifacts'))).toBe(false)
  })

  test('all mistakes are told at once, each with its line and a mark', async () => {
    const folder = await tempDir()
    await writeFiles(folder, {
      'spec.yml': 'images:\n  Root: { path: /etc }\n  leaf: { depend_on: rot, info_cmds: [X] }\n',
    })
    const ended = await cli(['build', '--spec', 'spec.yml'], { cwd: folder, env: deadEngine })
    expect(ended.status).toBe(2)
    expect(ended.stderr.match(/^spec\.yml:\d+:\d+: error: /gm)).toHaveLength(4)
    expect(ended.stderr).toContain('  2 |   Root: { path: /etc }\n    |   ^\n')
  })

  test('a spec that is not there, is a directory, or is too large', async () => {
    const folder = await tempDir()
    await writeFiles(folder, { 'big.yml': `# ${'x'.repeat(5_000_000)}\n` })
    for (const [spec, why] of [
      ['images/spec.yml', 'there is no such file'],
      ['.', 'this is a directory'],
      ['big.yml', 'the spec has 4.8 MiB'],
    ] as const) {
      const ended = await cli(['build', '--spec', spec], { cwd: folder, env: deadEngine })
      expect(ended.status).toBe(2)
      expect(ended.stderr).toContain(`${spec}: error: `)
      expect(ended.stderr).toContain(why)
      expect(ended.stderr).toContain('→')
    }
  })
})
