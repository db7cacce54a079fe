/** An encoder for protobuf's wire format, written for the tests and from the specification alone. */
function raw(value: bigint): Buffer {
  const out: number[] = []
  let rest = value
  for (; rest > 0x7fn; rest >>= 7n) out.push(Number(rest & 0x7fn) | 0x80)
  return Buffer.from([...out, Number(rest)])
}

const key = (number: number, wire: number): Buffer => raw((BigInt(number) << 3n) | BigInt(wire))

export const varint = (number: number, value: bigint): Buffer => Buffer.concat([key(number, 0), raw(value)])

export const bytes = (number: number, value: Buffer): Buffer =>
  Buffer.concat([key(number, 2), raw(BigInt(value.length)), value])

export const text = (number: number, value: string): Buffer => bytes(number, Buffer.from(value))

/** A fixed-width field of 4 or 8 sevens. */
export const fixed = (number: number, size: number): Buffer =>
  Buffer.concat([key(number, size === 4 ? 5 : 1), Buffer.alloc(size, 7)])

/** google.protobuf.Timestamp */
export const timestamp = (number: number, ms: number): Buffer =>
  bytes(number, Buffer.concat([varint(1, BigInt(Math.floor(ms / 1000))), varint(2, BigInt(ms % 1000) * 1_000_000n)]))
