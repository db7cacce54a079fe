import { expect, test } from '@jest/globals'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import fc from '../property.js'
import { checked } from '../../../src/registry/checked.js'
import type { Descriptor } from '../../../src/registry/contents.js'
import { digestOf } from '../../../src/registry/digest.js'

/** What came out, and the error that it ended with. */
async function through(chunks: readonly Uint8Array[], blob: Descriptor): Promise<{ out: Buffer; error: unknown }> {
  const out: Buffer[] = []
  let error: unknown
  await pipeline(
    Readable.from(chunks.map((chunk) => Buffer.from(chunk))),
    checked(blob, 'r.io', () => undefined),
    async (stream: AsyncIterable<Buffer>) => {
      for await (const chunk of stream) out.push(chunk)
    },
  ).catch((reason: unknown) => (error = reason))
  return { out: Buffer.concat(out), error }
}
const blobOf = (chunks: readonly Uint8Array[]): Descriptor => {
  const bytes = Buffer.concat(chunks)
  return { digest: digestOf(bytes), size: bytes.length }
}
const chunks = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 })

test('what is right comes out as it went in', async () => {
  await fc.assert(
    fc.asyncProperty(chunks, async (pieces) => {
      expect(await through(pieces, blobOf(pieces))).toEqual({ out: Buffer.concat(pieces), error: undefined })
    }),
  )
})

test('what is not right never comes out in full', async () => {
  await fc.assert(
    fc.asyncProperty(chunks, chunks, async (right, sent) => {
      const blob = blobOf(right)
      fc.pre(blob.digest !== blobOf(sent).digest)
      const { out, error } = await through(sent, blob)
      expect(error).toBeInstanceOf(Error)
      expect(out.length).toBeLessThan(Math.max(blob.size, 1))
    }),
  )
})

test('one wrong byte, and the last bytes are not given away', async () => {
  const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(pieces, fc.nat(), async (right, at) => {
      const blob = blobOf(right)
      const wrong = Buffer.concat(right)
      wrong[at % wrong.length] = (wrong[at % wrong.length] ?? 0) ^ 1
      let from = 0
      const sent = right.map(({ length }) => wrong.subarray(from, (from += length)))
      const given: Buffer[] = []
      const stream = checked(blob, 'r.io', () => undefined)
      stream.on('data', (chunk: Buffer) => given.push(chunk))
      await expect(pipeline(Readable.from(sent), stream)).rejects.toThrow('sends something else for')
      expect(Buffer.concat(given)).toEqual(Buffer.concat(sent.slice(0, -1)))
    }),
  )
})

test.each([
  ['too much', '123456', 'r.io sends more than the 5 bytes of sha256:'],
  ['too little', '1234', 'r.io sends 4 of the 5 bytes of sha256:'],
  ['something else', '54321', 'r.io sends something else for sha256:'],
])('%s is named', async (_what, sent, message) => {
  expect(String((await through([Buffer.from(sent)], blobOf([Buffer.from('12345')]))).error)).toContain(message)
})
