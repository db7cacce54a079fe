import { beforeAll, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { chmod, mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { connectEngine, type Engine } from '../../src/docker/engine.js'
import { buildFolder } from '../world/builds.js'
import { dockerCli, removeAtEnd, type DockerCli } from '../world/engines.js'
import { cleanEnv, output, tempDir, TIMEOUT, unique, writeFiles } from '../world/world.js'

/** Puts the whole context into an image and lists it: type, mode, target, path; then checksums. */
const DOCKERFILE = [
  'FROM debian:bookworm-slim',
  'COPY . /ctx',
  `RUN cd /ctx && find . -mindepth 1 -printf '%y %m %l|%P\\0' > /list && find . -type f -print0 | xargs -0 -r sha256sum -z >> /list`,
  '',
].join('\n')

interface Case {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  readonly dockerfile?: string
  readonly arrange?: (folder: string) => Promise<unknown>
  /** Its rules exclude the Dockerfile and the ignore file: a tar must have them all the same, the CLI sends them beside. */
  readonly butTheTwo?: true
}

const NAMES = {
  'plain.txt': 'plain',
  '.hidden': 'hidden',
  empty: '',
  'with space/and more.txt': 'space',
  'ünïcödé/日本語 🐳.txt': 'unicode',
  'new\nline/a\nb': 'newline',
  'back\\slash and "quotes"': 'quotes',
  'deep/er/and/deeper/file': 'deep',
  [`long/${'n'.repeat(120)}/${'m'.repeat(120)}`]: 'long',
}

const TREE = {
  'a.log': '1',
  'A.LOG': '2',
  'a.txt': '3',
  'ab.txt': '4',
  'b.md': '5',
  'c.md': '6',
  'x[1].md': '7',
  'node_modules/p/index.js': '8',
  'sub/node_modules/q/index.js': '9',
  'sub/secret': '10',
  'sub/secret-keep': '11',
  'sub/a.log': '12',
  'sub/deep/cache.tmp': '13',
  'sub/deep/keep.tmp': '14',
  rooted: '15',
  'sub/rooted': '16',
  'out/x': '17',
  'sub/out/x': '18',
  'docs/guide/a.md': '19',
  'docs/guide/b.md': '20',
  'docs/c.md': '21',
  '.git/config': '22',
  '#hash': '23',
}

const ignore = (...rules: string[]): Record<string, string> => ({ ...TREE, '.dockerignore': `${rules.join('\n')}\n` })

const cases: Case[] = [
  {
    name: 'all names and kinds of files',
    files: NAMES,
    arrange: async (folder) => {
      await chmod(join(folder, 'plain.txt'), 0o755)
      await chmod(join(folder, 'empty'), 0o600)
      await chmod(join(folder, '.hidden'), 0o2664)
      await chmod(join(folder, 'deep/er'), 0o700)
      await mkdir(join(folder, 'nothing in it'))
      await symlink('plain.txt', join(folder, 'link'))
      await symlink('deep/er', join(folder, 'link to folder'))
      await symlink('../nowhere', join(folder, 'deep/dangling'))
      await symlink('/etc/passwd', join(folder, 'absolute'))
    },
  },
  { name: 'patterns', files: ignore('*.log', '**/node_modules', 'sub/secret*', '?.txt', '[bc].md') },
  { name: '** before, between and after', files: ignore('**/*.tmp', 'sub/**/x', 'docs/**') },
  {
    name: 'comments, blanks, slashes before and after',
    files: ignore('# a.txt', '', '  a.log  ', '/rooted', 'out/', './b.md', 'docs/../c.md'),
  },
  {
    name: 'negations, the last rule wins',
    files: ignore('**/*.md', '!docs/guide/**', 'docs/guide/b.md', '!c.md', 'sub/secret*', '!sub/secret-keep'),
  },
  {
    name: 'everything but',
    files: ignore('*', '!sub', 'sub/deep', '!sub/deep/keep.tmp', '!docs/guide/a.md'),
    butTheTwo: true,
  },
  { name: '** everything but', files: ignore('**', '!*.md', '!docs/guide/b.md', '!a.txt'), butTheTwo: true },
  { name: 'case matters', files: ignore('A.log', '*.TXT') },
  { name: 'nothing at all', files: { ...TREE, '.dockerignore': '' } },
  {
    name: 'an ignore file of the Dockerfile goes before the common one',
    files: { ...ignore('*.md'), 'build/gpu.Dockerfile.dockerignore': '*.txt\nsub\n' },
    dockerfile: 'build/gpu.Dockerfile',
  },
  { name: 'a line end of Windows', files: { ...TREE, '.dockerignore': '*.log\r\nsub\r\n!sub/secret\r\n' } },
  { name: 'a byte order mark', files: { ...TREE, '.dockerignore': '\uFEFF*.log\nsub\n' } },
]

/** The CLI sends the permissions of the checkout, we send those that git keeps; what else a line says is the same. */
function asGit(line: string): string {
  const [, type = '', mode = '', rest = ''] = /^([fd]) ([0-7]+)( .*)$/s.exec(line) ?? []
  if (type === '') return line
  return `${type} ${type === 'd' || parseInt(mode, 8) & 0o100 ? '755' : '644'}${rest}`
}

describe('the files of a build context are those that the docker CLI sends', () => {
  const id = unique()
  removeAtEnd(id)
  let docker: DockerCli
  let engine: Engine
  const listOf = async (image: string): Promise<string[]> => {
    const chunks: Buffer[] = []
    await engine.run({
      image,
      command: ['cat', '/list'],
      env: {},
      files: [],
      network: false,
      timeoutMs: TIMEOUT,
      signal: new AbortController().signal,
      onOutput: (_stream, data) => void chunks.push(data),
    })
    return Buffer.concat(chunks).toString('utf8').split('\0').sort()
  }

  beforeAll(async () => {
    docker = await dockerCli()
    engine = await connectEngine({ DOCKER_HOST: docker.env['DOCKER_HOST'] })
  })

  test.each(cases)(
    '$name',
    async ({ files, dockerfile = 'Dockerfile', arrange, butTheTwo = false }) => {
      const folder = await tempDir()
      await writeFiles(folder, { ...files, [dockerfile]: DOCKERFILE })
      await arrange?.(folder)
      const [ours, theirs] = [`${id}:ours`, `${id}:theirs`]
      await buildFolder(engine.builder, folder, ours, { dockerfile })
      await output(docker.program, ['build', '--quiet', '--tag', theirs, '--file', join(folder, dockerfile), folder], {
        cwd: folder,
        env: cleanEnv(docker.env),
      })
      const [mine, real] = (await Promise.all([ours, theirs].map(listOf))).map((list) =>
        butTheTwo ? list.filter((line) => !/(\||\.\/)(Dockerfile|\.dockerignore)$/.test(line)) : list,
      )
      expect(real?.length).toBeGreaterThan(3)
      expect(mine).toEqual(real?.map(asGit).sort())
    },
    TIMEOUT,
  )

  test(
    'and those that are given in their place',
    async () => {
      const folder = await tempDir()
      await writeFiles(folder, { 'build/Dockerfile': 'FROM scratch\n', plain: 'old', other: 'other' })
      await chmod(join(folder, 'plain'), 0o755)
      const given = { 'build/Dockerfile': DOCKERFILE, plain: 'new', 'made/for it': '' }
      const files = Object.entries(given).map(([path, content]) => ({ path, content: Buffer.from(content) }))
      const tag = `${id}:given`
      await buildFolder(engine.builder, folder, tag, { dockerfile: 'build/Dockerfile', given: files })
      const list = await listOf(tag)
      const sum = (content: string): string => createHash('sha256').update(content).digest('hex')
      expect(list).toEqual(expect.arrayContaining(['f 755 |plain', 'f 644 |made/for it', 'f 644 |other']))
      expect(list).toContain(`${sum('new')}  ./plain`)
      expect(list.filter((line) => line.startsWith('f'))).toHaveLength(4)
    },
    TIMEOUT,
  )
})
