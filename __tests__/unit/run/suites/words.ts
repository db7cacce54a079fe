import type { SuiteWords } from '../../../../src/run/suites/templates.js'

/** What a run tells its suites, before the push. */
export const WORDS: SuiteWords = {
  image: 'a',
  variant: 'default',
  ref: 'acme/a:fp-1',
  digest: '',
  tag: 'main',
  platform: 'linux/amd64',
  prefix: '2026.4',
  branch: 'main',
  sha: 'abc1234',
  stage: 'ci',
  version: '1.2',
}
