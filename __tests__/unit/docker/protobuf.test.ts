import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import { bytesField, fieldsOf, textOf, type Field } from '../../../src/docker/protobuf.js'
import { bytes as encodeBytes, fixed, varint } from './wire.js'

const number = fc.integer({ min: 1, max: 2 ** 29 - 1 })
const field = fc.oneof(
  fc
    .tuple(number, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }))
    .map(([no, value]) => ({ wire: varint(no, value), field: { number: no, kind: 'varint', value } })),
  fc.tuple(number, fc.uint8Array({ maxLength: 300 })).map(([no, value]) => ({
    wire: encodeBytes(no, Buffer.from(value)),
    field: { number: no, kind: 'bytes', value: Buffer.from(value) },
  })),
  fc.tuple(number, fc.constantFrom(4, 8)).map(([no, size]) => ({
    wire: fixed(no, size),
    field: { number: no, kind: 'bytes', value: Buffer.alloc(size, 7) },
  })),
)
const message = fc.array(field, { maxLength: 12 })

test('what is encoded is decoded', () => {
  fc.assert(
    fc.property(message, (fields) => {
      const decoded: Field[] = [...fieldsOf(Buffer.concat(fields.map(({ wire }) => wire)))]
      expect(decoded).toEqual(fields.map((one) => one.field))
    }),
  )
})

test('a message that is cut short is a RangeError, unless it is cut between fields', () => {
  fc.assert(
    fc.property(message, fc.nat(), (fields, at) => {
      const whole = Buffer.concat(fields.map(({ wire }) => wire))
      const ends = new Set([0])
      let end = 0
      for (const { wire } of fields) ends.add((end += wire.length))
      const cut = at % (whole.length + 1)
      const decode = (): Field[] => [...fieldsOf(whole.subarray(0, cut))]
      if (ends.has(cut)) expect(decode).not.toThrow()
      else expect(decode).toThrow(RangeError)
    }),
  )
})

test('any bytes at all are fields or a RangeError', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (raw) => {
      try {
        for (const { value } of fieldsOf(Buffer.from(raw)))
          if (typeof value !== 'bigint') expect(value.length).toBeLessThanOrEqual(raw.length)
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError)
      }
    }),
  )
})

describe('refused', () => {
  test.each([
    ['a length past the end', Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f, 1])],
    ['a length of 2^63', Buffer.from([0x0a, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01])],
    ['a varint without end', Buffer.alloc(50, 0xff)],
    ['a varint of eleven bytes', Buffer.from([0x08, ...Array<number>(10).fill(0xff), 0x01])],
    ['a group', Buffer.from([0x0b])],
  ])('%s', (_what, wire) => expect(() => [...fieldsOf(wire)]).toThrow(RangeError))
})

test('our own fields are protobuf', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 15 }), fc.string({ unit: 'grapheme', maxLength: 300 }), (no, text) => {
      const wire = bytesField(no, text)
      expect(wire).toEqual(encodeBytes(no, Buffer.from(text)))
      expect(textOf(wire, no)).toBe(text)
      expect(textOf(Buffer.concat([bytesField(no, 'before'), wire]), no)).toBe(text)
      expect(textOf(wire, no + 1)).toBe('')
    }),
  )
})
