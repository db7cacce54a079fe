import { beforeAll, describe, expect, jest, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expectAgreement } from '../world/agreement.js'
import { engine, removeAtEnd } from '../world/engines.js'
import { DOCKER_AT_DOOR, engineDoor } from '../world/services/engine-door.js'
import { startSshd, type Sshd } from '../world/services/sshd.js'
import { cli, tempDir, TIMEOUT, unique, writeFiles, writeStack, type Ended } from '../world/world.js'

/* The engine of another machine, as the docker command has it: DOCKER_HOST=ssh://…, or a context. */

jest.setTimeout(TIMEOUT)

let host: Sshd
beforeAll(async () => {
  host = await startSshd({ programs: { docker: DOCKER_AT_DOOR } })
  await engineDoor(host, engine)
}, TIMEOUT)

const address = (): string => `ssh://${host.user}@${host.host}:${host.port}`

interface Site {
  readonly id: string
  readonly out: string
  readonly call: (command: string, env: Readonly<Record<string, string>>) => Promise<Ended>
}

/** A stack of one tiny image with a suite, and a user whose home has a key and knows the host. */
async function siteOf(): Promise<Site & { readonly home: string }> {
  const id = unique()
  removeAtEnd(id)
  const [folder, out, home] = [await tempDir(), await tempDir(), await tempDir()]
  const spec = await writeStack(join(folder, 'images'), {
    id,
    images: { base: {} },
    more: { suites: { made: { run: 'test -e /made/base' } } },
  })
  await writeFiles(
    home,
    { '.ssh/id_ed25519': host.privateKey, '.ssh/known_hosts': `${host.hostKey.knownHosts}\n` },
    0o600,
  )
  const call = (command: string, env: Readonly<Record<string, string>>): Promise<Ended> =>
    cli([command, '--spec', spec, '--out', out], { cwd: folder, env: { HOME: home, ...env } })
  return { id, out, home, call }
}

describe('DOCKER_HOST=ssh://', () => {
  test('builds and tests over there, with the key and the known hosts of the home', async () => {
    const { id, out, call } = await siteOf()
    // Left over from another engine: of no use here.
    const built = await call('build', { DOCKER_HOST: address(), DOCKER_CERT_PATH: '/nonexistent' })
    await expectAgreement(out, built)
    expect(built).toMatchObject({ status: 0 })
    expect(built.stderr).not.toContain('DeprecationWarning')
    // It is one engine, by two ways.
    const images = await engine.docker.listImages()
    expect(images.some(({ RepoTags }) => (RepoTags ?? []).some((name) => name.includes(id)))).toBe(true)
    const tested = await call('test', { DOCKER_HOST: address() })
    const {
      images: [image],
    } = await expectAgreement(out, tested)
    expect(tested).toMatchObject({ status: 0 })
    expect(image?.suites).toMatchObject([{ name: 'made', outcome: 'passed' }])
  })

  test('a host that shows another key is refused, with both keys and the line to write', async () => {
    const { home, id, call } = await siteOf()
    const other = await startSshd()
    const wrong = other.hostKey.knownHosts.replace(`:${other.port}`, `:${host.port}`)
    await writeFiles(home, { '.ssh/known_hosts': `${wrong}\n` }, 0o600)
    const { status, stderr } = await call('build', { DOCKER_HOST: address() })
    expect(status).toBe(2)
    expect(stderr).toContain('DOCKER_HOST: the login host')
    expect(stderr).toContain('shows another key than the one that is known')
    expect(stderr).toContain(host.hostKey.knownHosts)
    const images = await engine.docker.listImages()
    expect(images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((name) => name.includes(id))).toEqual([])
  })

  test('a host that nobody knows is never learnt: the line to add is said, and with it the call goes', async () => {
    const { home, call } = await siteOf()
    await writeFiles(home, { '.ssh/known_hosts': '' }, 0o600)
    const refused = await call('build', { DOCKER_HOST: address() })
    expect(refused.status).toBe(2)
    expect(refused.stderr).toContain('is not known: it shows ssh-ed25519 SHA256:')
    expect(await readFile(join(home, '.ssh/known_hosts'), 'utf8')).toBe('')
    const [line] = /\[127\.0\.0\.1\]:\d+ ssh-ed25519 \S+/.exec(refused.stderr) ?? []
    expect(line).toBe(host.hostKey.knownHosts.trim())
    expect(await call('build', { DOCKER_HOST: address(), STACK_SSH_KNOWN_HOSTS: line ?? '' })).toMatchObject({
      status: 0,
    })
  })

  test('without docker over there it is said what answered instead', async () => {
    const bare = await startSshd({ programs: { docker: '#!/bin/sh\necho docker: not for you >&2; exit 1\n' } })
    const { call } = await siteOf()
    const { status, stderr } = await call('build', {
      DOCKER_HOST: `ssh://${bare.user}@${bare.host}:${bare.port}`,
      ...{ STACK_SSH_KEY: bare.privateKey, STACK_SSH_KNOWN_HOSTS: bare.hostKey.knownHosts },
    })
    expect(`${status} ${stderr}`).toMatch(/^2 /) // Whoever has ended before anybody listened is told, too.
    expect(stderr).toContain('docker: not for you')
  })
})

test('a docker context of the ssh kind is the same', async () => {
  const { out, home, call } = await siteOf()
  const config = join(home, '.docker')
  await writeFiles(config, {
    'config.json': JSON.stringify({ currentContext: 'gpu' }),
    [`contexts/meta/${createHash('sha256').update('gpu').digest('hex')}/meta.json`]: JSON.stringify({
      Name: 'gpu',
      Endpoints: { docker: { Host: address() } },
    }),
  })
  const env = { DOCKER_HOST: '', DOCKER_CONFIG: config }
  expect(await call('build', env)).toMatchObject({ status: 0 })
  const ended = await call('test', env)
  const {
    images: [image],
  } = await expectAgreement(out, ended)
  expect(ended).toMatchObject({ status: 0 })
  expect(image?.suites).toMatchObject([{ name: 'made', outcome: 'passed' }])
})
