import { describe, expect, test } from '@jest/globals'
import { NO_SSH, sshSecrets } from '../../../../src/run/suites/ssh-defaults.js'
import { veilOf } from '../../../../src/run/suites/veil.js'

const KEY = [
  '-----BEGIN OPENSSH PRIVATE KEY-----',
  'b3BlbnNzaC1r',
  'QyNTUxOQAAAC',
  'AA==',
  '-----END OPENSSH PRIVATE KEY-----',
  '',
]

describe('what must not be shown', () => {
  test.each(['\n', '\r\n'])('every line of a key, but for those that every key has (%j)', (end) => {
    expect(sshSecrets({ ...NO_SSH, key: KEY.join(end) })).toEqual(['b3BlbnNzaC1r', 'QyNTUxOQAAAC', 'AA=='])
  })
  test('passphrase and password, where they are long enough', () => {
    expect(sshSecrets({ ...NO_SSH, passphrase: 'open sesame', password: 'abc' })).toEqual(['open sesame'])
    expect(sshSecrets(NO_SSH)).toEqual([])
  })
})

describe('a veil', () => {
  const veil = veilOf(['sesame', 'open sesame', 'a"b\\c'])

  test('lies over all of a secret, also where a part of it is another one', () => {
    expect(veil.text('say open sesame, sesame!')).toBe('say ***, ***!')
  })
  test('lies over results, remedies and reports', () => {
    const { result, remedy, junit } = veil.run({
      result: {
        ...{ name: 's', kind: 'command', on: 'ssh', outcome: 'failed', ms: 1, message: 'open sesame' },
        failures: [{ name: 'a"b\\c', message: 'm', lines: ['x sesame'] }],
      },
      remedy: 'Say sesame.',
      junit: Buffer.from('<x a="a&quot;b\\c">open sesame</x>'),
    })
    expect(result).toMatchObject({ message: '***', failures: [{ name: '***', lines: ['x ***'] }] })
    expect([remedy, junit?.toString()]).toEqual(['Say ***.', '<x a="***">***</x>'])
  })
  test('changes nothing where there is nothing to hide', () => {
    const run = { result: { name: 's' } as never, remedy: undefined, junit: Buffer.from([0xff]) }
    expect(veilOf([]).run(run)).toBe(run)
  })
})
