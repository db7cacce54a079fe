import { expect, test } from '@jest/globals'
import { measured, usageOf } from '../../../src/docker/space.js'

const isOurs = (labels: unknown): boolean => labels !== null && JSON.stringify(labels).includes('ours')
const id = `sha256:${'a'.repeat(64)}`

const images = [
  { Id: id, RepoTags: ['acme/base:1', 'acme/base:2'], Size: 500, SharedSize: 100, Labels: { who: 'ours' } },
  { Id: id, RepoTags: ['<none>:<none>'], RepoDigests: ['<none>@<none>'], Size: 200, Labels: null },
  { Id: id, RepoTags: null, RepoDigests: [`acme/x@${id}`], Size: 100, Labels: {} },
]
const cache = [
  { Size: 1000, Shared: false },
  { Size: 500, Shared: true },
]
const containers = [{ SizeRw: 7 }, {}]
const volumes = [{ UsageData: { Size: 30 } }, { UsageData: { Size: -1 } }, { UsageData: null }]
const expected = {
  images: 600,
  imageList: [
    { name: 'acme/base:1', size: 500, ours: true },
    { name: `without a name, ${'a'.repeat(12)}`, size: 200, ours: false },
    { name: `acme/x@${id}`, size: 100, ours: false },
  ],
  buildCache: 1000,
  containers: 7,
  volumes: 30,
}

test.each([
  ['older engines', { LayersSize: 600, Images: images, Containers: containers, Volumes: volumes, BuildCache: cache }],
  [
    'API 1.52',
    {
      ImageUsage: { TotalSize: 600, Items: images },
      ContainerUsage: { Items: containers },
      VolumeUsage: { Items: volumes },
      BuildCacheUsage: { Items: cache },
    },
  ],
])('what takes the room, as %s tell it', (_name, answer) => {
  expect(usageOf(answer, isOurs)).toEqual(expected)
})

test.each([[null], [{}], ['no'], [{ Images: null, Containers: null, Volumes: null, BuildCache: null }]])(
  'an engine that says %j has nothing that is known',
  (answer) => {
    expect(usageOf(answer, isOurs)).toEqual({ images: 0, imageList: [], buildCache: 0, containers: 0, volumes: 0 })
  },
)

test.each([
  [[5, 8], 3],
  [[8, 5], 0],
  [[8, undefined], undefined],
])('a removal with %j bytes free before and after it gives back %j', async ([before, after], freed) => {
  const rooms = [before, after].map((free) =>
    free === undefined ? undefined : { path: '/', free, freeFiles: undefined },
  )
  const room = (): Promise<(typeof rooms)[0]> => Promise.resolve(rooms.shift())
  expect(await measured(room, () => Promise.resolve('done'))).toEqual({ result: 'done', freed })
})
