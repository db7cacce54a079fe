import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'

/**
 * The text of a file as the layers of an image leave it (the highest layer that has it counts), read from where a
 * registry keeps its blobs: no engine is asked, and no name that could have moved meanwhile.
 */
export async function fileIn(
  { data }: { readonly data: string },
  layers: readonly string[],
  path: string,
): Promise<string | undefined> {
  for (const layer of [...layers].reverse()) {
    const hex = layer.replace('sha256:', '')
    const blob = join(data, 'docker/registry/v2/blobs/sha256', hex.slice(0, 2), hex, 'data')
    const found = await fileInLayer(blob, path)
    if (found !== undefined) return found
  }
  return undefined
}

async function fileInLayer(blob: string, path: string): Promise<string | undefined> {
  for await (const entry of createReadStream(blob).pipe(createGunzip()).pipe(extract())) {
    if (entry.header.name.replace(/^\.?\//, '') === path && entry.header.type === 'file') return text(entry)
    entry.resume()
  }
  return undefined
}
