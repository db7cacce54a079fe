import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'
import { hashContext, readContext, packContext } from '../../../src/docker/context.js'
import {
  BASES_LABEL,
  buildContext,
  dockerfileIn,
  FINGERPRINT_LABEL,
  labelsOf,
  PARENTS_LABEL,
  readDockerfiles,
} from '../../../src/run/context.js'
import { WorkError } from '../../../src/shared/errors.js'
import { countedFiles } from '../../../src/stack/affected.js'
import { contextKey } from '../../../src/stack/fingerprint.js'
import type { PlannedImage } from '../../../src/stack/plan.js'
import { plannedImage } from '../support.js'

const DIGEST = `sha256:${'1'.repeat(64)}`

test.each<[PlannedImage['bases'], Record<string, string>]>([
  [{}, {}],
  [{ 'made-here': { digest: DIGEST, pin: false } }, {}],
  [
    { 'debian:12': { digest: DIGEST, pin: true }, x: { digest: DIGEST, pin: false } },
    { [BASES_LABEL]: JSON.stringify({ 'debian:12': DIGEST }) },
  ],
])('on an image built on %j stands %j', (bases, labels) => {
  expect(labelsOf({ fingerprint: 'f', bases }, {})).toEqual({ [FINGERPRINT_LABEL]: 'f', ...labels })
})

test('on an image stands which builds of its parents it sits on', () => {
  expect(labelsOf({ fingerprint: 'f', bases: {} }, { base: 'b1', tools: 't1' })).toEqual({
    [FINGERPRINT_LABEL]: 'f',
    [PARENTS_LABEL]: '{"base":"b1","tools":"t1"}',
  })
})

test('where it comes from stands on an image; what its Dockerfile says itself is left to it', () => {
  const origin = { version: '1.2.0', revision: 'c0ffee', source: 'https://example.org/org/images' }
  const own = 'FROM x\nLABEL org.opencontainers.image.version="9"\n'
  const labels = {
    'org.opencontainers.image.revision': 'c0ffee',
    'org.opencontainers.image.source': 'https://example.org/org/images',
  }
  const of = { fingerprint: 'f', bases: {} }
  expect(labelsOf(of, {}, origin, own)).toEqual({ [FINGERPRINT_LABEL]: 'f', ...labels })
  expect(labelsOf(of, {}, { ...origin, revision: '', source: '' }, 'FROM x\n')).toEqual({
    [FINGERPRINT_LABEL]: 'f',
    'org.opencontainers.image.version': '1.2.0',
  })
})

test.each([
  ['a', 'a/Dockerfile', 'Dockerfile'],
  ['a', 'common/D', '../common/D'],
  ['.', 'a/Dockerfile', 'a/Dockerfile'],
  ['x/y', 'D', '../../D'],
])('from the context %s, %s is %s', (context, file, expected) => expect(dockerfileIn(context, file)).toBe(expected))

describe('the context of an image', () => {
  let stack = ''
  beforeEach(async () => {
    stack = await mkdtemp(join(tmpdir(), 'stack-context-'))
    await write({
      'a/Dockerfile': 'FROM debian:12\n',
      'a/x': 'x',
      'common/D': 'FROM debian:12',
      'tail/D': 'RUN make\n',
    })
  })
  afterEach(() => rm(stack, { recursive: true }))

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(stack, path)), { recursive: true })
      await writeFile(join(stack, path), content)
    }
  }
  const PLAIN = { rules: { ignore: [] as readonly string[] }, platform: 'linux/amd64' }
  /** As it is planned for the files that are there. */
  async function planned(more: Partial<PlannedImage> = {}, { rules } = PLAIN): Promise<PlannedImage> {
    const image = plannedImage('a', more)
    const directory = join(stack, image.context)
    const entries = await readContext(
      directory,
      image.dockerfiles.map((file) => dockerfileIn(image.context, file)),
    )
    const only = countedFiles(image.context, image.copied, rules)
    const text = await readDockerfiles(stack, image.dockerfiles)
    return { ...image, contextHash: contextKey(await hashContext(directory, entries, only), text) }
  }
  async function built(
    image: PlannedImage,
    facts = PLAIN,
  ): Promise<{ dockerfile: string; files: Record<string, string> }> {
    const context = await buildContext(stack, image, facts)
    const files: Record<string, string> = {}
    const reading = extract()
    reading.on('entry', (header, stream, next) => {
      void buffer(stream).then((content) => {
        files[header.name] = content.toString()
        next()
      })
    })
    await pipeline(packContext(context.directory, context.entries, context.given), reading)
    return { dockerfile: context.dockerfile.path, files }
  }

  test('is its files', async () => {
    expect(await built(await planned())).toEqual({
      dockerfile: 'Dockerfile',
      files: { Dockerfile: 'FROM debian:12\n', x: 'x' },
    })
  })

  test('has what is built on in the places of names', async () => {
    const { files, dockerfile } = await built(await planned({ rewrites: { 'debian:12': `debian:12@${DIGEST}` } }))
    expect(dockerfile).toBe('Dockerfile')
    expect(files).toEqual({ Dockerfile: `FROM debian:12@${DIGEST}\n`, x: 'x' })
  })

  test('knows no other rewrites than its own', async () => {
    await write({ 'a/Dockerfile': 'FROM constructor\n' })
    expect((await built(await planned())).files).toMatchObject({ Dockerfile: 'FROM constructor\n' })
  })

  test('has a Dockerfile from elsewhere as a guest', async () => {
    const { files, dockerfile } = await built(await planned({ dockerfiles: ['common/D'] }))
    expect(files[dockerfile]).toBe('FROM debian:12')
    expect(Object.keys(files).sort()).toEqual(['Dockerfile', dockerfile, 'x'].sort())
  })

  test('has several Dockerfiles as one, each on lines of its own', async () => {
    const { files, dockerfile } = await built(await planned({ dockerfiles: ['common/D', 'tail/D'] }))
    expect(files[dockerfile]).toBe('FROM debian:12\nRUN make\n')
  })

  test.each<[string, Record<string, string>]>([
    ['a file', { 'a/x': 'y' }],
    ['a file more', { 'a/y': '' }],
    ['the Dockerfile', { 'a/Dockerfile': 'FROM debian:13\n' }],
  ])('is what was planned, or the run fails: %s', async (_what, change) => {
    const image = await planned()
    await write(change)
    await expect(buildContext(stack, image, PLAIN)).rejects.toThrow(WorkError)
    await expect(buildContext(stack, image, PLAIN)).rejects.toThrow('the files of a changed while the run went on')
  })

  test('may change where the image takes nothing from', async () => {
    const image = await planned({ context: '.', copied: { kind: 'some', globs: ['common'], onbuild: false } })
    await write({ 'tail/other': 'new' })
    await expect(buildContext(stack, image, PLAIN)).resolves.toMatchObject({ dockerfile: { path: 'a/Dockerfile' } })
    await write({ 'common/new': '' })
    await expect(buildContext(stack, image, PLAIN)).rejects.toThrow('changed while the run went on')
  })

  test.each<[string, string, readonly string[], boolean]>([
    ['a file that touches no image', 'a/notes.md', ['*.md', 'a/*.md'], true],
    ['a folder that touches no image', 'a/docs/x', ['a/docs'], true],
    ['a file that is named from elsewhere', 'a/notes.md', ['notes.md'], false],
    ['a file that nobody ignores', 'a/notes.txt', ['**/*.md'], false],
  ])('may change where it does not count (changes.ignore): %s', async (_what, path, ignore, may) => {
    const facts = { ...PLAIN, rules: { ignore } }
    await write({ [path]: 'before' })
    const image = await planned({}, facts)
    await write({ [path]: 'after' })
    if (!may) return expect(built(image, facts)).rejects.toThrow('changed while the run went on')
    // A Dockerfile may still copy it: it is sent as it is now.
    expect((await built(image, facts)).files).toMatchObject({ [path.slice('a/'.length)]: 'after' })
    await write({ 'a/x': 'y' })
    await expect(built(image, facts)).rejects.toThrow('changed while the run went on')
  })

  test('names what is built on for the platform that it is built for', async () => {
    await write({ 'a/Dockerfile': 'FROM debian-${TARGETARCH}\n' })
    const image = await planned({ rewrites: { 'debian-arm64': `debian-arm64@${DIGEST}` } })
    const on = async (platform: string): Promise<string | undefined> =>
      (await built(image, { ...PLAIN, platform })).files['Dockerfile']
    expect(await on('linux/arm64')).toBe(`FROM debian-arm64@${DIGEST}\n`)
    expect(await on('linux/amd64')).toBe('FROM debian-${TARGETARCH}\n')
  })

  test('without its Dockerfile cannot be made', async () => {
    const image = await planned()
    await rm(join(stack, 'a/Dockerfile'))
    await expect(buildContext(stack, image, PLAIN)).rejects.toThrow('the Dockerfile of a cannot be read')
  })
})
