import { expect, test } from '@jest/globals'
import { layersOf } from '../../../src/contents/layers.js'

const layer = (createdBy: string, size = 0) => ({ createdBy, created: 1_760_000_000, size })

test('the steps of a build give their times to the layers they made', () => {
  const history = [
    layer(''),
    layer('RUN /bin/sh -c touch /a # buildkit', 10),
    layer('RUN |1 N=1.10 /bin/sh -c echo "N is $N"; sleep 1 # buildkit', 5),
    layer('ENV A=b'),
  ]
  const steps = [
    { name: '[1/2] FROM docker.io/base:fp-1', cached: false, ms: 3 },
    { name: '[2/2] RUN echo "N is 1.10"; sleep 1', cached: false, ms: 1300.4 },
  ]
  expect(layersOf(history, steps).map(({ command, ms, cumulativeSize }) => [command, ms, cumulativeSize])).toEqual([
    ['', null, 0],
    ['RUN touch /a', null, 10],
    ['RUN echo "N is $N"; sleep 1', 1300, 15],
    ['ENV A=b', null, 15],
  ])
})

test('of several stages the last one made the layers', () => {
  const history = [
    layer('/bin/sh -c #(nop) ADD file:1 in /'),
    layer('WORKDIR /srv'),
    layer('COPY /out /srv # buildkit'),
    layer('RUN /bin/sh -c ./check # buildkit'),
  ]
  const steps = [
    { name: '[tools 2/3] WORKDIR /src', cached: true, ms: 1 },
    { name: '[tools 3/3] RUN make', cached: false, ms: 9000 },
    { name: '[stage-1 2/4] WORKDIR /srv', cached: true, ms: 2 },
    { name: '[stage-1 3/4] COPY --from=tools /out /srv', cached: false, ms: 40 },
    { name: '[stage-1 4/4] RUN ./check', cached: false, ms: 70 },
  ]
  expect(layersOf(history, steps).map(({ ms, cached }) => [ms, cached])).toEqual([
    [null, false],
    [2, true],
    [40, false],
    [70, false],
  ])
})

test.each([
  ['/bin/sh -c #(nop)  CMD ["bash"]', 'CMD ["bash"]'],
  ['/bin/sh -c apt-get update', 'apt-get update'],
  ['|2 A=1 B=x y /bin/sh -c make', 'make'],
  ['RUN |2 A=1 B=x y /bin/sh -c make all # buildkit', 'RUN make all'],
  ['RUN |1 A=/bin/sh /bin/sh -c echo /bin/sh -c # buildkit', 'RUN echo /bin/sh -c'],
  ['RUN /bin/bash -o pipefail -c make # buildkit', 'RUN /bin/bash -o pipefail -c make'],
  ['RUN /bin/sh -c a &&     b', 'RUN a && b'],
  ['  apt-get  update ', 'apt-get update'],
])('the command %j is shown as %j', (createdBy, command) => {
  expect(layersOf([layer(createdBy)], [])[0]?.command).toBe(command)
})

test('a layer with a hundred build args and another shell is read at once', () => {
  const args = Array.from({ length: 100 }, (_, index) => `A${index}=x`).join(' ')
  const [only] = layersOf([layer(`RUN |100 ${args} /bin/bash -o pipefail -c make`)], [])
  expect(only?.command.endsWith('-c make')).toBe(true)
})

test('what was built before has no time, and sizes add up', () => {
  const layers = layersOf(
    [layer('RUN a', 1), layer('', 2), layer('RUN b', 4)],
    [{ name: '[2/2] RUN b', cached: true, ms: undefined }],
  )
  expect(layers.map(({ ms, cached, size, cumulativeSize }) => [ms, cached, size, cumulativeSize])).toEqual([
    [null, false, 1, 1],
    [null, false, 2, 3],
    [null, true, 4, 7],
  ])
  expect(layers[0]?.createdAt).toBe('2025-10-09T08:53:20.000Z')
})

test('steps that do not fit the layers give no times', () => {
  const steps = [
    { name: '[1/2] COPY a b', cached: false, ms: 5 },
    { name: '[2/2] RUN x', cached: false, ms: 5 },
  ]
  expect(layersOf([layer('RUN a'), layer('RUN b')], steps).map(({ ms }) => ms)).toEqual([null, null])
  expect(layersOf([], steps)).toEqual([])
})

test.each([
  ['RUN |2 A=jo vyan TOKEN=s3cret /bin/bash -o pipefail -c make # buildkit', 'RUN /bin/bash -o pipefail -c make'],
  ['RUN |1 TOKEN=s3cret /usr/bin/bash -lc make', 'RUN /usr/bin/bash -lc make'],
  ['RUN |1 TOKEN=s3cret /bin/bash -e -u -c sh -c "x"', 'RUN /bin/bash -e -u -c sh -c "x"'],
  ['|1 TOKEN=s3cret /bin/sh -c make', 'make'],
  ['RUN bash -c make', 'RUN bash -c make'],
  ['COPY /bin/sh -c /', 'COPY /bin/sh -c /'],
])('of %j no build args are shown', (createdBy, command) => {
  expect(layersOf([layer(createdBy)], [])[0]?.command).toBe(command)
})

test('a command that is nothing but blanks for megabytes does not stop the run', () => {
  const began = performance.now()
  const [one] = layersOf([layer(`RUN a${' '.repeat(2_000_000)}b`)], [])
  expect(performance.now() - began).toBeLessThan(2000)
  expect(one?.command).toBe('RUN a')
})
