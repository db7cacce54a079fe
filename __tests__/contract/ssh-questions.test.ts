import { expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import ssh2 from 'ssh2'
import { connectSsh } from '../../src/remote/connection.js'
import { fingerprintOf } from '../../src/remote/known-hosts.js'
import { atEnd } from '../world/world.js'

/**
 * A server that takes a password only as an answer to a question, as sshd with PAM does (which no test can set up without
 * touching the machine). Gives what it was told.
 */
async function asking(questions: readonly string[], right: string) {
  const hostKey = ssh2.utils.generateKeyPairSync('ed25519')
  const told: string[][] = []
  const server = new ssh2.Server({ hostKeys: [hostKey.private] }, (client) => {
    client
      .on('error', () => undefined)
      .on('authentication', (context) => {
        if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive'])
        context.prompt(
          questions.map((prompt) => ({ prompt, echo: false })),
          (answers) => {
            told.push(answers)
            if (answers[0] === right && answers.length === 1) context.accept()
            else context.reject(['keyboard-interactive'])
          },
        )
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(() => {
    server.close()
    return Promise.resolve()
  })
  const parsed = ssh2.utils.parseKey(hostKey.public)
  if (parsed instanceof Error) throw parsed
  const { port } = server.address() as { port: number }
  const access = {
    ...{ place: { host: '127.0.0.1', port, user: 'me' }, jump: undefined, key: undefined, passphrase: undefined },
    ...{ password: right, agent: undefined, knownHosts: fingerprintOf(parsed.getPublicSSH()) },
    ...{ connectMs: 5000, keepAliveMs: 0 },
  }
  return { access, told }
}
const { signal } = new AbortController()

test('a server that asks for the password is told it', async () => {
  const { access, told } = await asking(['Password: '], 'secret')
  const connection = await connectSsh(access, signal)
  connection.close()
  expect(told).toEqual([['secret']])
})

test('a wrong one is said once', async () => {
  const { access, told } = await asking(['Password: '], 'secret')
  const wrong = `wrong-${randomBytes(4).toString('hex')}`
  await expect(connectSsh({ ...access, password: wrong }, signal)).rejects.toThrow(
    'the password, as an answer did not do; it takes keyboard-interactive',
  )
  expect(told).toEqual([[wrong]])
})

test('no code is guessed: what it asks besides is in the error', async () => {
  const { access, told } = await asking(['Password: ', 'Verification code: '], 'secret')
  await expect(connectSsh(access, signal)).rejects.toThrow(/it asked: Verification code:$/)
  expect(told).toEqual([['secret', '']])
})

test('a server that repeats what it was told, and asks for ever, fills no message', async () => {
  const { access } = await asking(
    ['Password: ', ...Array.from({ length: 50 }, (_none, at) => `${at}: you said secret? `)],
    'secret',
  )
  const error = (await connectSsh(access, signal).catch((one: unknown) => one)) as Error
  expect(error.message).toContain('it asked: 0: you said ***? 1: you said ***? ')
  expect(error.message).not.toContain('secret')
  expect(error.message).not.toContain('9: you said')
})
