import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'
import { WorkError } from '../shared/errors.js'
import type { Descriptor } from './contents.js'

/**
 * Passes the bytes of a blob on. Ends with a WorkError when they are too many, too few or others than the digest says; the
 * last ones are held back until that is known, so that whoever counts them never has something wrong in full.
 */
export function checked({ digest, size }: Descriptor, who: string, onBytes: (bytes: number) => void): Transform {
  const hash = createHash('sha256')
  let bytes = 0
  let held: Buffer | undefined
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > size) {
        done(new WorkError(`${who} sends more than the ${size} bytes of ${digest}`))
        return
      }
      hash.update(chunk)
      onBytes(bytes)
      const before = held
      held = chunk
      done(null, before)
    },
    flush(done) {
      const came = `sha256:${hash.digest('hex')}`
      if (bytes < size) done(new WorkError(`${who} sends ${bytes} of the ${size} bytes of ${digest}`))
      else if (came !== digest) done(new WorkError(`${who} sends something else for ${digest}: the bytes are ${came}`))
      else done(null, held)
    },
  })
}
