import { crc32, inflateRawSync } from 'node:zlib'

const END = 0x06054b50
const ENTRY = 0x02014b50
const MAX = 0xffffffff

/**
 * The files in a zip: name → content. Goes by the central directory, because a zip that was streamed has no sizes before
 * its files, and checks every checksum (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT).
 */
export function readZip(zip: Buffer): Map<string, Buffer> {
  const end = endOf(zip)
  const files = new Map<string, Buffer>()
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error(`no zip: there is no entry at ${at}`)
    const [nameLength, extra, comment] = [
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ]
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    if (!name.endsWith('/')) files.set(name, contentOf(zip, at, name))
    at += 46 + nameLength + extra + comment
  }
  return files
}

/** Where the end record begins: at the very end, or before a comment of up to 64 KiB. */
function endOf(zip: Buffer): number {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - 0xffff); at--) {
    if (zip.readUInt32LE(at) === END) return at
  }
  throw new Error('no zip: it has no end record')
}

function contentOf(zip: Buffer, entry: number, name: string): Buffer {
  const [method, sum, packed, offset] = [
    zip.readUInt16LE(entry + 10),
    zip.readUInt32LE(entry + 16),
    zip.readUInt32LE(entry + 20),
    zip.readUInt32LE(entry + 42),
  ]
  if (packed === MAX || offset === MAX) throw new Error(`${name} is in zip64, which is not read here`)
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28)
  const bytes = zip.subarray(start, start + packed)
  if (method !== 0 && method !== 8) throw new Error(`${name} is compressed with method ${method}`)
  const content = method === 8 ? inflateRawSync(bytes) : Buffer.from(bytes)
  if (crc32(content) !== sum) throw new Error(`${name} is damaged: its checksum is wrong`)
  return content
}
