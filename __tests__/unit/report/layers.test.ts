import { expect, test } from '@jest/globals'
import { layersOf } from '../../../src/report/layers.js'

const layer = (createdBy: string, size = 0) => ({ createdBy, created: 1_760_000_000, size })

test('the steps of a build give their times to the layers they made', () => {
  const history = [layer(''), layer('RUN /bin/sh -c touch /a # buildkit', 10), layer('RUN |1 N=1.10 /bin/sh -c echo "N is $N"; sleep 1 # buildkit', 5), layer('ENV A=b')]
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
  const history = [layer('/bin/sh -c #(nop) ADD file:1 in /'), layer('WORKDIR /srv'), layer('COPY /out /srv # buildkit'), layer('RUN /bin/sh -c ./check # buildkit')]
  const steps = [
    { name: '[tools 2/3] WORKDIR /src', cached: true, ms: 1 },
    { name: '[tools 3/3] RUN make', cached: false, ms: 9000 },
    { name: '[stage-1 2/4] WORKDIR /srv', cached: true, ms: 2 },
    { name: '[stage-1 3/4] COPY --from=tools /out /srv', cached: false, ms: 40 },
    { name: '[stage-1 4/4] RUN ./check', cached: false, ms: 70 },
  ]
  expect(layersOf(history, steps).map(({ ms, cached }) => [ms, cached])).toEqual([[null, false], [2, true], [40, false], [70, false]])
})
