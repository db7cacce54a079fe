import { createHash, type Hash } from 'node:crypto'
import { createReadStream, lstatSync, readFileSync, readlinkSync } from 'node:fs'
import type { KnownFile } from '../changes/tree.js'
import { WorkError } from '../shared/errors.js'

/**
 * Up to this size (bytes) a file is read in one go and at once: of many small files that takes a third of the time that
 * promises and streams do, and each is over sooner than anybody could notice.
 */
const SMALL = 1024 * 1024

/**
 * Kind and content of a file or link on the disk: git's blob id, the SHA-1 over `blob <size>`, NUL and the bytes (of a
 * link: of its target), so that git may answer instead (changes/tree.ts). `expected` is the size that a look before has found.
 * Throws a WorkError when the file has another length by now, and system errors as they are.
 */
export async function readContent(file: string, expected?: number): Promise<KnownFile> {
  const found = lstatSync(file)
  if (found.isSymbolicLink()) return { kind: 'link', id: blobId(readlinkSync(file, { encoding: 'buffer' })) }
  if (!found.isFile()) throw changed(file)
  return { kind: found.mode & 0o100 ? 'exec' : 'file', id: await contentId(file, expected ?? found.size) }
}

async function contentId(file: string, size: number): Promise<string> {
  if (size <= SMALL) {
    const bytes = readFileSync(file)
    if (bytes.length !== size) throw changed(file)
    return blobId(bytes)
  }
  const hash = blobHash(size)
  let read = 0
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    read += chunk.length
    if (read > size) break
    hash.update(chunk)
  }
  if (read !== size) throw changed(file)
  return hash.digest('hex')
}

function blobId(bytes: Buffer): string {
  return blobHash(bytes.length).update(bytes).digest('hex')
}

function blobHash(size: number): Hash {
  return createHash('sha1').update(`blob ${size}\0`)
}

function changed(file: string): WorkError {
  return new WorkError(`the file ${file} changed while it was read`, {
    remedy: 'Let nothing change the stack while it is built.',
  })
}
