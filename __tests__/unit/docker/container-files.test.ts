import { describe, expect, test } from '@jest/globals'
import type Docker from 'dockerode'
import { text } from 'node:stream/consumers'
import { pack, type Pack } from 'tar-stream'
import { collect, type Collected } from '../../../src/docker/container-files.js'

/** Takes what an engine sends that does not keep to the rules of file systems. */
async function taken(
  fill: (archive: Pack) => void,
  limits?: { files: number; bytes: number; entries: number },
): Promise<Collected & { names: Record<string, string> }> {
  const archive = pack()
  fill(archive)
  archive.finalize()
  const container = { getArchive: () => Promise.resolve(archive) } as unknown as Docker.Container
  const names: Record<string, string> = {}
  const onFile = async (path: string, content: NodeJS.ReadableStream): Promise<void> => {
    names[path] = await text(content)
  }
  const collected = await collect(container, { path: '/out', onFile }, new AbortController().signal, limits)
  return { ...collected, names }
}

describe('an archive that wants out', () => {
  test.each([
    'out/../../etc/passwd',
    'out/..',
    'out/a/../b',
    'out//etc/passwd',
    'out/./a',
    'out/',
    `out/${'a'.repeat(201)}`,
    `out/${'a/'.repeat(520)}a`,
  ])('%j is refused', async (name) => {
    const { names, files } = await taken((archive) => archive.entry({ name, type: 'file' }, 'bad'))
    expect([names, files]).toEqual([{}, 0])
  })

  test('links, devices and the directory’s own name bring nothing', async () => {
    const { names, refused } = await taken((archive) => {
      archive.entry({ name: 'out', type: 'directory' })
      archive.entry({ name: 'out/s', type: 'symlink', linkname: '/etc/passwd' })
      archive.entry({ name: 'out/l', type: 'link', linkname: 'out/s' })
      archive.entry({ name: 'out/d', type: 'character-device' })
      archive.entry({ name: 'out/s/under', type: 'file' }, 'a file below a link is a file')
    })
    expect(names).toEqual({ 's/under': 'a file below a link is a file' })
    expect(refused).toBe(0)
  })

  test('what is left out counts for how much there may be', async () => {
    const limits = { files: 10, bytes: 10, entries: 5 }
    const refusedFirst = await taken((archive) => {
      archive.entry({ name: 'out/a\nb', type: 'file' }, '123456')
      archive.entry({ name: 'out/c', type: 'file' }, '123456')
    }, limits)
    expect(refusedFirst).toEqual({ files: 0, bytes: 0, clipped: true, refused: 1, names: {} })
    const many = await taken((archive) => {
      for (let n = 0; n < 6; n++) archive.entry({ name: `out/${n}`, type: 'symlink', linkname: 'x' })
    }, limits)
    expect(many.clipped).toBe(true)
  })
})
