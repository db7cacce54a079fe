import { expect, test } from '@jest/globals'
import { parseSize } from '../../../src/shared/size.js'

test.each([
  ['0', 0],
  ['123', 123],
  ['2GB', 2_000_000_000],
  ['2 g', 2_000_000_000],
  ['1.5GiB', 1_610_612_736],
  ['500 MB', 500_000_000],
  ['7kB', 7000],
  ['1TiB', 1_099_511_627_776],
  ['', undefined],
  ['GB', undefined],
  ['-1', undefined],
  ['1PB', undefined],
  ['1e9', undefined],
])('%j is %s bytes', (text, bytes) => expect(parseSize(text)).toBe(bytes))
