import { expect, test } from '@jest/globals'
import { lineOfStep } from '../../../src/stack/dockerfile.js'

const DOCKERFILE = `# syntax=docker/dockerfile:1
FROM debian AS one
RUN make
RUN make all && \\
    make  install
COPY \${WHAT} /x
FROM one
RUN make all
`

test.each([
  ['[one 2/4] RUN make ended with exit status 2', 3],
  ['[one 3/4] RUN make all && make install ended with exit status 2', 4],
  ['[stage-1 2/2] RUN make all ended with exit status 2', 8],
  ['[2/2] FROM debian AS one: not found', 2],
  ['[one 4/4] COPY nothing /x: "/nothing" not found', undefined],
  ['[internal] load metadata for docker.io/library/debian', undefined],
  ['took longer than 2.0s and was stopped', undefined],
])('%s is at line %s', (message, line) => {
  expect(lineOfStep(DOCKERFILE, message)).toBe(line)
})
