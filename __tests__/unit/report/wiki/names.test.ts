import { describe, expect, test } from '@jest/globals'
import {
  isPageKey,
  isPageName,
  namesFor,
  sameName,
  wantedName,
  type PageKey,
} from '../../../../src/report/wiki/names.js'
import fc from '../../property.js'
import { property } from './wiki-support.js'

describe('names of pages', () => {
  test.each<[PageKey, string]>([
    ['home', 'Home'],
    ['stable', 'Stable_Tag'],
    ['dependency', 'Image_Dependency'],
    ['archive:2026', 'Archive_2026'],
    ['image:rstudio-notebook', 'rstudio-notebook'],
    // UCSD's: links to these exist.
    ['ref:ghcr.io/ucsd-ets/rstudio-notebook:2026.3-main', 'ghcr-io-ucsd-ets-rstudio-notebook-2026.3-main'],
    ['ref:ucsdets/datahub-base-notebook:2021.3-7879743', 'ucsdets-datahub-base-notebook-2021.3-7879743'],
    ['ref:127.0.0.1:5000/acme/base:main', '127-0-0-1-5000-acme-base-main'],
    // An ending would make another file of it, and a point at the end is none on Windows.
    ['ref:acme/base:v1.md', 'acme-base-v1-md'],
    ['ref:acme/base:v1.', 'acme-base-v1'],
    ['image:_Sidebar', 'Sidebar'],
  ])('%s is %s', (key, name) => {
    expect(wantedName(key)).toBe(name)
  })

  property(
    'whatever a tag is: no character that a wiki or a file system refuses, no special page, and room for the ending',
    fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/),
    (tag) => {
      for (const name of namesFor(`ref:ghcr.io/acme/base:${tag}`)) {
        expect(isPageName(name)).toBe(true)
        expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)
        expect(Buffer.byteLength(`${name}.md`)).toBeLessThan(255)
      }
    },
  )

  test('other names are the same for the same page, and differ from those of others', () => {
    expect(namesFor('ref:a/b:c')).toEqual(namesFor('ref:a/b:c'))
    const [one, two] = [namesFor('ref:a/b-c:d'), namesFor('ref:a/b:c-d')]
    expect(one[0]).toBe(two[0])
    expect(one[1]).not.toBe(two[1])
  })

  test('what is one page somewhere', () => {
    expect(sameName('Image Dependency')).toBe(sameName('image-dependency'))
  })

  test.each(['../x', '_Footer', '.git', 'a/b', 'x\n', '-x'])('%j is no name of ours', (name) => {
    expect(isPageName(name)).toBe(false)
  })

  test.each(['ref:a-->b', 'ref:a b', 'other', 'ref:', 'ref:a>'])('%j is no key', (key) => {
    expect(isPageKey(key)).toBe(false)
  })
})
