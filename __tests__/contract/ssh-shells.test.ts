import { describe, expect, test } from '@jest/globals'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { startSshd } from '../world/services/sshd.js'
import { accessTo, connected, told } from '../world/ssh-access.js'
import { exists, TIMEOUT, writeFiles } from '../world/world.js'

/*
 * Login hosts of universities have users whose login shell is no POSIX shell: csh takes no line end between quotes, fish
 * takes backslashes there for escapes. `scripts/engine up` installs tcsh and fish.
 */
const SHELLS = ['/bin/dash', '/usr/bin/tcsh', '/usr/bin/fish', '/usr/bin/zsh', '/usr/bin/mksh'].filter(existsSync)
const HOSTILE = [
  ...['$(touch x)', '`touch x`', "it's", "'; touch x; '", String.raw`\'; touch x #`, String.raw`a\\b`, 'a\\', 'a\nb'],
  ...['!!', '!touch', '*', '~', '$HOME', '%s', String.raw`\0101`, '', '-n', '{a,b}', '#', 'ä €', '\t', '^a^b', '(x)'],
]

describe.each(SHELLS)('a login host whose users have %s', (shell) => {
  test(
    'runs commands as they are, ends what takes too long, and gives files',
    async () => {
      const host = await startSshd({ shell })
      const connection = await connected(accessTo(host))
      expect(await told(connection, ['printf', '<%s>\n', ...HOSTILE])).toMatchObject({
        ...{ status: 0, lost: undefined },
        out: HOSTILE.map((word) => `<${word}>\n`).join(''),
      })
      expect(await exists(join(host.home, 'x'))).toBe(false)
      expect(await told(connection, ['sh', '-c', 'exit 7'])).toMatchObject({ status: 7 })
      const end = await told(connection, ['sh', '-c', 'sleep 300 & sleep 300'], { timeoutMs: 500, graceMs: 200 })
      expect(end).toMatchObject({ timedOut: true, left: undefined })
      await writeFiles(host.home, { "it's a report": 'bytes' }, 0o644)
      expect(String(await connection.readFile("it's a report", 10))).toBe('bytes')
      const long = 'x'.repeat(30_000)
      expect((await told(connection, ['echo', long])).out).toBe(`${long}\n`)
    },
    TIMEOUT,
  )
})
