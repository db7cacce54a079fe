/** Just enough of protobuf's wire format (https://protobuf.dev/programming-guides/encoding/) for BuildKit's messages. */
export type Field =
  | { readonly number: number; readonly kind: 'varint'; readonly value: bigint }
  | { readonly number: number; readonly kind: 'bytes'; readonly value: Buffer }

/** The fields of a message in order; fixed-width fields come as bytes. Throws a RangeError on anything cut short. */
export function* fieldsOf(message: Buffer): Generator<Field> {
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++]
      if (byte === undefined || shift > 63n) throw new RangeError('protobuf: a varint ends too soon')
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  const bytes = (length: number): Buffer => {
    if (at + length > message.length) throw new RangeError('protobuf: a field ends too soon')
    at += length
    return message.subarray(at - length, at)
  }
  while (at < message.length) {
    const key = Number(varint())
    const [number, wire] = [key >>> 3, key & 7]
    if (wire === 0) yield { number, kind: 'varint', value: varint() }
    else if (wire === 1) yield { number, kind: 'bytes', value: bytes(8) }
    else if (wire === 2) yield { number, kind: 'bytes', value: bytes(Number(varint())) }
    else if (wire === 5) yield { number, kind: 'bytes', value: bytes(4) }
    else throw new RangeError(`protobuf: wire type ${wire} is not known`)
  }
}

/** A length-delimited field. */
export function bytesField(number: number, value: Buffer | string): Buffer {
  const content = Buffer.from(value)
  const head = [(number << 3) | 2]
  let length = content.length
  for (; length > 0x7f; length >>>= 7) head.push((length & 0x7f) | 0x80)
  return Buffer.concat([Buffer.from([...head, length]), content])
}

/** The last value of a text field. */
export function textOf(message: Buffer, number: number): string {
  let text = ''
  for (const field of fieldsOf(message))
    if (field.number === number && field.kind === 'bytes') text = field.value.toString('utf8')
  return text
}
