import { describe, expect, test } from '@jest/globals'
import { leftovers, type LabelledImage } from '../../../src/docker/reclaim.js'
import fc from '../property.js'

const DAY = 24 * 3600_000
const NOW = 100 * DAY

/** An image of ours that a run has left behind ten days ago. */
function image(id: string, more: Partial<LabelledImage> = {}): LabelledImage {
  return {
    id,
    fingerprint: 'f1',
    tags: ['acme/a:fp-f1'],
    digests: [],
    layers: 3,
    steps: 5,
    named: NOW - 10 * DAY,
    ...more,
  }
}

function gone(images: readonly LabelledImage[], keep: readonly string[] = []): string[] {
  return leftovers(images, new Set(keep), NOW).map(({ id }) => id)
}

describe('an image that has only the names of its fingerprint', () => {
  test.each<[string, Partial<LabelledImage>, boolean]>([
    ['for a long time', {}, true],
    ['in two repositories', { tags: ['acme/a:fp-f1', 'localhost:5000/a:fp-f1'] }, true],
    ['and was pushed', { digests: ['acme/a@sha256:1'] }, true],
    ['since yesterday', { named: NOW - DAY }, false],
    ['and another one, too', { tags: ['acme/a:fp-f1', 'acme/a:main'] }, false],
    ['of another fingerprint: built on ours by somebody else', { tags: ['mine:fp-f2'] }, false],
    ['and was pulled from elsewhere', { digests: ['other/a@sha256:1'] }, false],
  ])('%s', (_name, more, goes) => {
    expect(gone([image('x', more)])).toEqual(goes ? ['x'] : [])
  })

  test('stays when this run is about it', () => {
    expect(gone([image('x')], ['f1'])).toEqual([])
  })
})

describe('an image without a name', () => {
  const nameless = { tags: [], digests: [] }
  const heir = image('heir', { named: NOW })
  test.each<[string, readonly LabelledImage[], boolean]>([
    ['whose name another build of the same has got', [image('x', nameless), heir], true],
    ['that was built on ours by hand', [image('x', { ...nameless, layers: 4, steps: 6 }), heir], false],
    ['that adds no layer to ours', [image('x', { ...nameless, steps: 6 }), heir], false],
    ['that nothing is known of', [image('x', nameless)], false],
    ['that was pulled by its digest', [image('x', { tags: [], digests: ['a@sha256:1'] }), heir], false],
    ['that lost its name an hour ago', [image('x', { ...nameless, named: NOW - 3600_000 }), heir], false],
  ])('%s', (_name, images, goes) => {
    expect(gone(images)).toEqual(goes ? ['x'] : [])
  })

  test('goes even when this run is about its heir', () => {
    expect(gone([image('x', nameless), heir], ['f1'])).toEqual(['x'])
  })
})

test('the oldest go first, and never one with a name that we do not give', () => {
  const names = fc.constantFrom('acme/a:fp-f1', 'acme/b:fp-f1', 'acme/a:main', 'mine:1')
  const images = fc.array(
    fc
      .record({ tags: fc.uniqueArray(names, { maxLength: 3 }), days: fc.nat(30) })
      .map(({ tags, days }) => ({ tags, named: NOW - days * DAY })),
  )
  fc.assert(
    fc.property(images, (all) => {
      const found = leftovers(
        all.map((more, at) => image(String(at), more)),
        new Set(),
        NOW,
      )
      expect(found.flatMap(({ tags }) => tags).filter((tag) => !tag.endsWith(':fp-f1'))).toEqual([])
      const times = found.map(({ named }) => named)
      expect(times).toEqual([...times].sort((one, other) => one - other))
    }),
  )
})
