import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { pack } from 'tar-stream'
import { messageOf, WorkError } from '../shared/errors.js'

interface TarHead {
  readonly name: string
  readonly type: 'file' | 'directory' | 'symlink'
  /** Permission bits. */
  readonly mode: number
  readonly mtime: Date
  /** Bytes of `source`. */
  readonly size: number
  /** Target of a link. */
  readonly target: string
}

/** A file of a tar stream: read from `source`, or given as `content`. */
export type TarFile = TarHead & ({ readonly source: string } | { readonly content: Buffer })

/** Streams files into a tar, one at a time, owned by root. */
export function tarOf(files: readonly TarFile[]): Readable {
  const tar = pack()
  const write = async (): Promise<void> => {
    for (const file of files) {
      const header = { mode: file.mode, mtime: file.mtime, uid: 0, gid: 0 }
      if (file.type === 'directory') tar.entry({ ...header, name: `${file.name}/`, type: 'directory' })
      else if (file.type === 'symlink')
        tar.entry({ ...header, name: file.name, type: 'symlink', linkname: file.target })
      else if ('content' in file)
        await pipeline([file.content], tar.entry({ ...header, name: file.name, size: file.content.length }))
      else await pipeline(bytesOf(file), tar.entry({ ...header, name: file.name, size: file.size }))
    }
    tar.finalize()
  }
  write().catch((error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))))
  return Readable.from(tar, { objectMode: false })
}

/** The bytes that the head of a tar entry promises. */
async function* bytesOf({ source, size }: { source: string; size: number }): AsyncGenerator<Buffer> {
  const remedy = 'Let nothing change the stack while it is built.'
  let sent = 0
  try {
    for await (const chunk of createReadStream(source) as AsyncIterable<Buffer>) {
      sent += chunk.length
      if (sent > size) break
      yield chunk
    }
  } catch (error) {
    throw new WorkError(`the file ${source} cannot be sent: ${messageOf(error)}`, { cause: error, remedy })
  }
  if (sent !== size) throw new WorkError(`the file ${source} changed while it was sent`, { remedy })
}
