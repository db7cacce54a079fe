import { beforeAll, describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { Client, type ClientChannel, type ConnectConfig } from 'ssh2'
import { pack } from 'tar-stream'
import { pushImage } from '../../src/docker/push.js'
import { registryClient, type RegistryClient } from '../../src/registry/client.js'
import { dockerCredentials } from '../../src/registry/credentials.js'
import { engine, removeAtEnd } from '../world/engines.js'
import { digestAt, startRegistry, tagsAt, type TestRegistry } from '../world/registries.js'
import { faultProxy, type FaultProxy } from '../world/services/faults.js'
import { startTokenRegistry, type TokenRegistry } from '../world/services/registry-token.js'
import { startResults, type Job, type ResultsServer } from '../world/services/results.js'
import { startSshd, type Sshd } from '../world/services/sshd.js'
import { toolkit, type ToolkitJob } from '../world/services/toolkit.js'
import { atEnd, cleanEnv, output, tempDir, TIMEOUT, unique, writeFiles } from '../world/world.js'

async function jobOf(service: ResultsServer, module: string, job: Job): Promise<ToolkitJob> {
  return { module, workspace: await tempDir(), env: service.env(job) }
}

describe('artifacts, with @actions/artifact', () => {
  const module = import.meta.resolve('@actions/artifact')
  const taken =
    'Failed to CreateArtifact: Received non-retryable error: Failed request: (409) Conflict: an artifact with this name already exists on the workflow run'

  test.concurrent(
    'upload, list, get, download with its digest, taken name, delete',
    async () => {
      const service = await startResults()
      const job = await jobOf(service, module, { runId: 'run-1', jobId: 'job-1' })
      // More than a block, which is 8 MiB.
      const big = randomBytes(9_000_000)
      await writeFiles(job.workspace, { 'a/small.txt': 'ä small file\n', 'big.bin': big })
      const files = ['a/small.txt', 'big.bin'].map((name) => join(job.workspace, name))
      const up = await toolkit(job, ['uploadArtifact', 'logs', files, job.workspace, { retentionDays: 3 }])

      const stored = service.artifact('run-1', 'logs')
      const { id, name, size, digest, createdAt, expiresAt } = stored
      expect(up.outcomes).toEqual([{ value: { id, size, digest: digest.slice('sha256:'.length) } }])
      const content = await stored.files()
      expect([...content.keys()]).toEqual(['a/small.txt', 'big.bin'])
      expect(content.get('a/small.txt')?.toString()).toBe('ä small file\n')
      expect(content.get('big.bin')?.equals(big)).toBe(true)
      expect((Date.parse(expiresAt ?? '') - Date.parse(createdAt)) / 86_400_000).toBeCloseTo(3, 1)

      const later = await jobOf(service, module, { runId: 'run-1', jobId: 'job-2' })
      const down = join(later.workspace, 'down')
      const { outcomes } = await toolkit(
        later,
        ['listArtifacts'],
        ['getArtifact', 'logs'],
        ['downloadArtifact', id, { path: down, expectedHash: digest }],
        ['downloadArtifact', id, { path: down, expectedHash: `sha256:${'0'.repeat(64)}` }],
        ['uploadArtifact', 'logs', [files[0]], job.workspace],
        ['deleteArtifact', 'logs'],
        ['listArtifacts'],
      )
      const listed = { id, name, size, digest, createdAt }
      expect(outcomes).toEqual([
        { value: { artifacts: [listed] } },
        { value: { artifact: listed } },
        { value: { downloadPath: down, digestMismatch: false } },
        { value: { downloadPath: down, digestMismatch: true } },
        { error: taken },
        { value: { id } },
        { value: { artifacts: [] } },
      ])
      expect((await readFile(join(down, 'big.bin'))).equals(big)).toBe(true)
      expect(service.artifacts('run-1')).toEqual([])
    },
    TIMEOUT,
  )

  test.concurrent(
    'one file without a zip keeps its name; addresses are signed and take ranges',
    async () => {
      const service = await startResults()
      const job = await jobOf(service, module, { runId: 'run-1', jobId: 'job-1' })
      await writeFiles(job.workspace, { 'report.html': '0123456789' })
      const down = join(job.workspace, 'down')
      const { outcomes } = await toolkit(
        job,
        ['uploadArtifact', 'ignored', [join(job.workspace, 'report.html')], job.workspace, { skipArchive: true }],
        ['downloadArtifact', 1, { path: down }],
      )
      expect(outcomes).toMatchObject([{ value: { size: 10 } }, { value: { downloadPath: down } }])
      const artifact = service.artifact('run-1', 'report.html')
      expect(artifact.mimeType).toBe('text/html')
      expect((await artifact.files()).get('report.html')?.toString()).toBe('0123456789')
      expect(await readFile(join(down, 'report.html'), 'utf8')).toBe('0123456789')

      const url = artifact.downloadUrl()
      const part = await fetch(url, { headers: { range: 'bytes=2-4' } })
      expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234'])
      const past = await fetch(url, { headers: { range: 'bytes=10-' } })
      expect(past.status).toBe(416)
      const forged = await fetch(url.replace('sp=r', 'sp=cw'), { method: 'PUT', body: 'x' })
      expect([forged.status, forged.headers.get('x-ms-error-code')]).toEqual([403, 'AuthenticationFailed'])
    },
    TIMEOUT,
  )

  test.concurrent(
    'runs are apart, and so are services; a name is free in another run',
    async () => {
      const [service, elsewhere] = await Promise.all([startResults(), startResults()])
      const job = await jobOf(service, module, { runId: 'run-1', jobId: 'job-1' })
      await writeFiles(job.workspace, { file: 'content' })
      const upload = ['uploadArtifact', 'logs', [join(job.workspace, 'file')], job.workspace] as const
      const other = { ...job, env: service.env({ runId: 'run-2', jobId: 'job-1' }) }
      const foreign = { ...job, env: { ...job.env, ACTIONS_RESULTS_URL: elsewhere.url } }
      const [first] = await Promise.all([toolkit(job, upload), toolkit(other, upload)])
      expect(first.outcomes).toMatchObject([{ value: { size: service.artifact('run-1', 'logs').size } }])
      expect(service.artifacts('run-2').map(({ name }) => name)).toEqual(['logs'])
      expect((await toolkit(foreign, upload)).outcomes).toEqual([
        { error: expect.stringContaining('(401) Unauthorized: this is not a token of a job') },
      ])
    },
    TIMEOUT,
  )

  test.concurrent(
    'failures on demand: a full quota, and a server error that passes',
    async () => {
      const service = await startResults()
      const job = await jobOf(service, module, { runId: 'run-1', jobId: 'job-1' })
      await writeFiles(job.workspace, { file: 'content' })
      const upload = ['uploadArtifact', 'logs', [join(job.workspace, 'file')], job.workspace] as const
      const end = service.fail({
        status: 403,
        message: 'insufficient usage to create artifact',
        only: /CreateArtifact/,
      })
      expect((await toolkit(job, upload)).outcomes).toEqual([
        { error: expect.stringContaining('Artifact storage quota has been hit') },
      ])
      end()
      // Azure's client tries blobs again after 4 s; the toolkit, its own calls after 3 s.
      service.fail({ status: 500, only: /FinalizeArtifact/, times: 1 })
      expect((await toolkit(job, upload)).outcomes).toMatchObject([{ value: { id: 1 } }])
      expect(service.requests.filter(({ what }) => what.includes('Finalize'))).toEqual([
        { what: 'ArtifactService/FinalizeArtifact', status: 500 },
        { what: 'ArtifactService/FinalizeArtifact', status: 200 },
      ])
    },
    TIMEOUT,
  )
})

/** Where @actions/cache is: the repository's, or one that is fetched for this test alone. */
async function cachePackage(): Promise<string> {
  try {
    return createRequire(import.meta.url).resolve('@actions/cache')
  } catch {
    const folder = await tempDir()
    await writeFiles(folder, { 'package.json': '{"private":true}' })
    const args = 'install --no-save --ignore-scripts --no-audit --no-fund @actions/cache@6.3.0'.split(' ')
    await output('npm', args, { cwd: folder, env: process.env })
    return join(folder, 'node_modules/@actions/cache/lib/cache.js')
  }
}

describe('caches, with @actions/cache', () => {
  let module: string
  beforeAll(async () => {
    module = await cachePackage()
  }, TIMEOUT)

  async function cacheJob(service: ResultsServer, job: Partial<Job> = {}): Promise<ToolkitJob> {
    const made = await jobOf(service, module, { runId: 'run-1', jobId: 'job-1', ...job })
    await writeFiles(made.workspace, { 'kept/file': 'content' })
    return made
  }
  const save = (key: string) => ['saveCache', ['kept'], key] as const
  const restore = (key: string, prefixes: readonly string[] = []) => ['restoreCache', ['kept'], key, prefixes] as const
  const values = async (job: ToolkitJob, ...calls: Parameters<typeof toolkit>[1][]): Promise<unknown[]> =>
    (await toolkit(job, ...calls)).outcomes.map(({ value, error }) => error ?? value)

  test.concurrent(
    'save, exact, prefix (the newest), look-up only, miss, other paths, taken key',
    async () => {
      const service = await startResults()
      expect(await values(await cacheJob(service), save('key-1'), save('key-2'), save('key-1'))).toEqual([1, 2, -1])
      expect(service.caches().map(({ key, scope }) => [key, scope])).toEqual([
        ['key-1', 'refs/heads/main'],
        ['key-2', 'refs/heads/main'],
      ])
      const later = await jobOf(service, module, { runId: 'run-2', jobId: 'job-1' })
      expect(
        await values(
          later,
          ['restoreCache', ['kept'], 'key-1', [], { lookupOnly: true }],
          ['restoreCache', ['others'], 'key-1'],
          restore('nothing'),
          restore('key-1'),
          restore('key-3', ['none-', 'key-']),
        ),
      ).toEqual(['key-1', undefined, undefined, 'key-1', 'key-2'])
      expect(service.requests.filter(({ what }) => what === 'GET blob')).toHaveLength(2)
      expect(await readFile(join(later.workspace, 'kept/file'), 'utf8')).toBe('content')
    },
    TIMEOUT,
  )

  test.concurrent(
    'modes: what the client keeps to, the service enforces as well',
    async () => {
      const service = await startResults()
      const look = 'CacheService/GetCacheEntryDownloadURL'
      await values(await cacheJob(service), save('key'))
      /** Calls, and what reached the service; unaware: a client that does not know of modes, so that the token alone says it. */
      const tries = async (cacheMode: NonNullable<Job['cacheMode']>, unaware = false) => {
        const job = await cacheJob(service, { cacheMode })
        const { ACTIONS_CACHE_MODE: told, ...env } = job.env
        expect(told).toBe(cacheMode)
        const before = service.requests.length
        const { outcomes, log } = await toolkit(unaware ? { ...job, env } : job, restore('key'), save(cacheMode))
        const calls = service.requests.slice(before).map(({ what }) => what)
        return { values: outcomes.map(({ value }) => value), calls, log }
      }
      // One after another: they count the requests.
      expect(await tries('read')).toMatchObject({ values: ['key', -1], calls: [look, 'GET blob'] })
      expect(await tries('read', true)).toMatchObject({
        ...{ values: ['key', -1], calls: [look, 'GET blob', 'CacheService/CreateCacheEntry'] },
        log: expect.stringContaining('cache write denied: token has no writable scopes'),
      })
      expect(await tries('none')).toMatchObject({ values: [undefined, -1], calls: [] })
      expect(await tries('write-only', true)).toMatchObject({
        values: [undefined, 2],
        log: expect.stringContaining('cache read denied: token has no readable scopes'),
      })
    },
    TIMEOUT,
  )

  test.concurrent(
    'a pull request reads the caches of main, main not those of a pull request, other repositories none',
    async () => {
      const service = await startResults()
      const main = await cacheJob(service)
      const pull = await cacheJob(service, { cacheRefs: ['refs/pull/7/merge', 'refs/heads/main'] })
      const other = await cacheJob(service, { repository: 'org/other' })
      await values(main, save('key-main'))
      expect(await values(pull, restore('key-main'), save('key-pull'), restore('x', ['key-']))).toEqual([
        'key-main',
        2,
        'key-pull',
      ])
      expect(await values(main, restore('key-pull'))).toEqual([undefined])
      expect(await values(other, restore('key-main'))).toEqual([undefined])
    },
    TIMEOUT,
  )
})

/** Makes an image of one file on the engine. */
async function tinyImage(ref: string, bytes = 1000): Promise<void> {
  const tar = pack()
  tar.entry({ name: 'content' }, randomBytes(bytes))
  tar.finalize()
  const colon = ref.lastIndexOf(':')
  const options = { repo: ref.slice(0, colon), tag: ref.slice(colon + 1) }
  await text(await engine.docker.importImage(Readable.from(tar), options))
}

function push(ref: string, { user, password }: TestRegistry, signal = new AbortController().signal): Promise<string> {
  return pushImage(engine.docker, ref, { username: user, password }, () => undefined, signal)
}

function clientOf({ user, password }: Pick<TestRegistry, 'user' | 'password'>): RegistryClient {
  return registryClient(() => Promise.resolve({ username: user, password }))
}

describe('a registry with tokens', () => {
  const id = unique()
  removeAtEnd(id)
  let registry: TokenRegistry
  let name: string
  beforeAll(async () => {
    registry = await startTokenRegistry({
      users: { pusher: { [`${id}/*`]: ['pull', 'push'] }, puller: { '*': ['pull'] } },
      anonymous: { [`${id}/open`]: ['pull'] },
    })
    name = `${registry.host}/${id}/image`
    await tinyImage(`${name}:1`)
    await push(`${name}:1`, registry.as('pusher'))
  }, TIMEOUT)

  test(
    'who may push does, and moves names',
    async () => {
      const client = clientOf(registry.as('pusher'))
      const manifest = await client.manifest(name, '1')
      if (manifest === undefined) throw new Error('the push left nothing')
      await client.put(name, '2', manifest)
      expect(await client.digest(name, '2')).toBe(manifest.digest)
      expect(registry.requests).toContainEqual({
        ...{ grant: 'password', user: 'pusher' },
        scopes: [`repository:${id}/image:pull,push`],
        granted: [`repository:${id}/image:pull,push`],
      })
      // Rights end at the repository: team/* is not team2/x.
      await expect(clientOf(registry.as('pusher')).put(`${registry.host}/${id}2/x`, '1', manifest)).rejects.toThrow(
        '401',
      )
    },
    TIMEOUT,
  )

  test(
    'who may only pull is refused by the registry, engine and client alike',
    async () => {
      const puller = registry.as('puller')
      const client = clientOf(puller)
      const manifest = await client.manifest(name, '1')
      if (manifest === undefined) throw new Error('the push left nothing')
      await expect(client.put(name, '3', manifest)).rejects.toMatchObject({ status: 401 })
      await tinyImage(`${name}:denied`)
      await expect(push(`${name}:denied`, puller)).rejects.toThrow('denied')
      expect(registry.requests).toContainEqual({
        ...{ grant: 'password', user: 'puller' },
        scopes: [`repository:${id}/image:push,pull`],
        granted: [`repository:${id}/image:pull`],
      })
    },
    TIMEOUT,
  )

  test(
    'a wrong password, and no login',
    async () => {
      await expect(clientOf({ user: 'pusher', password: 'wrong' }).checkPush(name)).rejects.toMatchObject({
        status: 401,
      })
      const anonymous = registryClient(() => Promise.resolve(undefined))
      await expect(anonymous.digest(name, '1')).rejects.toMatchObject({ status: 401 })
      expect(await anonymous.digest(`${registry.host}/${id}/open`, '1')).toBeUndefined()
    },
    TIMEOUT,
  )

  test(
    'docker login keeps a refresh token, which is good for tokens',
    async () => {
      const config = await tempDir()
      const { user, password } = registry.as('pusher')
      await output('docker', ['login', '--username', user, '--password', password, registry.host], {
        cwd: '/',
        env: cleanEnv({ DOCKER_HOST: engine.host, DOCKER_CONFIG: config }),
      })
      const credentials = dockerCredentials({ DOCKER_CONFIG: config })
      expect(await credentials(registry.host)).toEqual({
        username: '<token>',
        password: registry.refreshToken('pusher'),
      })
      expect(await registryClient(credentials).digest(name, '1')).toMatch(/^sha256:/)
      expect(registry.requests.at(-1)).toMatchObject({ grant: 'refresh_token', user: 'pusher' })
    },
    TIMEOUT,
  )

  test(
    'as on GitHub, the token server itself may refuse',
    async () => {
      const strict = await startTokenRegistry({ users: { puller: { '*': ['pull'] } }, denied: 'refuse' })
      const client = clientOf(strict.as('puller'))
      expect(await client.digest(`${strict.host}/${id}/image`, '1')).toBeUndefined()
      await expect(client.checkPush(`${strict.host}/${id}/image`)).rejects.toMatchObject({ status: 403 })
      expect(strict.requests.at(-1)).toMatchObject({ user: 'puller', granted: undefined })
    },
    TIMEOUT,
  )
})

describe('a registry where things go wrong', () => {
  const id = unique()
  removeAtEnd(id)
  let registry: TestRegistry
  let digest: string
  beforeAll(async () => {
    registry = await startRegistry()
    await tinyImage(`${registry.host}/${id}/image:1`, 200_000)
    digest = await push(`${registry.host}/${id}/image:1`, registry)
  }, TIMEOUT)

  /** A proxy of its own for each test, and the repository behind it. */
  async function behind(): Promise<{ proxy: FaultProxy; name: string; client: RegistryClient }> {
    const proxy = await faultProxy(registry.host)
    return { proxy, name: `${proxy.host}/${id}/image`, client: clientOf(registry) }
  }

  test.concurrent('5xx and 429 that pass: the client waits as it is told and tries again', async () => {
    const { proxy, name, client } = await behind()
    const soon = { 'retry-after': '0' }
    proxy.inject({ method: 'HEAD', after: 1, times: 1 }, { kind: 'answer', status: 503, headers: soon })
    proxy.inject(
      { method: 'HEAD', after: 1, times: 1 },
      { kind: 'answer', status: 429, headers: { 'retry-after': '1' } },
    )
    const began = Date.now()
    expect(await client.digest(name, '1')).toBe(digest)
    expect(Date.now() - began).toBeGreaterThanOrEqual(990)
    expect(proxy.requests.map(({ status, fault }) => [status, fault])).toEqual([
      [401, undefined],
      [503, 'answer'],
      [429, 'answer'],
      [200, undefined],
    ])
    const rule = proxy.inject({}, { kind: 'answer', status: 502, headers: soon, body: 'bad gateway' })
    await expect(client.digest(name, '1')).rejects.toMatchObject({ status: 502 })
    expect(rule.hits).toBe(4)
    rule.stop()
    expect(await client.digest(name, '1')).toBe(digest)
  })

  test.concurrent('cut connections: before the registry hears, after it did, within the answer', async () => {
    const { proxy, name, client } = await behind()
    const manifest = await client.manifest(name, '1')
    if (manifest === undefined) throw new Error('the push left nothing')
    // Logged in before: the challenge's own answer would be cut too.
    await client.checkPush(name)
    proxy.inject({ method: 'HEAD', times: 1 }, { kind: 'cut-request' })
    proxy.inject({ path: /manifests\/lost$/ }, { kind: 'cut-answer' })
    proxy.inject({ path: /manifests\/half$/ }, { kind: 'cut-body' })
    await client.put(name, 'half', manifest).catch(() => undefined)
    expect(await digestAt(registry, `${id}/image`, 'half')).toBe(digest)
    await Promise.all([
      expect(client.digest(name, '1')).resolves.toBe(digest),
      expect(client.put(name, 'lost', manifest)).rejects.toThrow('does not answer'),
      expect(client.manifest(name, 'half')).rejects.toThrow(),
    ])
    expect(await digestAt(registry, `${id}/image`, 'lost')).toBe(digest)
    const seen = (fault: string) => proxy.requests.filter((request) => request.fault === fault)
    expect(seen('cut-request')).toMatchObject([{ status: undefined, received: 0 }])
    expect(seen('cut-answer')[0]).toMatchObject({ status: undefined, sent: manifest.bytes.length })
    expect(seen('cut-body').at(-1)).toMatchObject({ status: 200, received: manifest.bytes.length >> 1 })
  })

  test.concurrent('answers that are wrong: another digest, half a body', async () => {
    const { proxy, name, client } = await behind()
    const manifest = await client.manifest(name, '1')
    if (manifest === undefined) throw new Error('the push left nothing')
    const wrong = `sha256:${'0'.repeat(64)}`
    const rule = proxy.inject({ method: 'PUT' }, { kind: 'digest', digest: wrong })
    await expect(client.put(name, '2', manifest)).rejects.toThrow(`the registry made ${wrong} of ${digest}`)
    rule.stop()
    proxy.inject({ method: 'GET', path: /manifests/ }, { kind: 'truncate', bytes: 300 })
    // The engine does check what it gets.
    const authconfig = { username: registry.user, password: registry.password, serveraddress: proxy.host }
    await expect(engine.docker.pull(`${name}@${digest}`, { authconfig })).rejects.toThrow(/JSON|verification/)
    expect(proxy.requests.at(-1)).toMatchObject({ fault: 'truncate', status: 200, received: 300 })
  })

  test.concurrent(
    'pushes: one that is cut and tried again, one that stalls until it is given up, a slow one',
    async () => {
      const [cut, stalled, slow] = await Promise.all([behind(), behind(), behind()])
      await Promise.all([cut, stalled, slow].map(({ name }) => tinyImage(`${name}:2`, 300_000)))
      cut.proxy.inject({ method: 'PATCH', times: 1 }, { kind: 'cut-request' })
      const stall = stalled.proxy.inject({ method: 'PATCH' }, { kind: 'stall', afterBytes: 50_000 })
      slow.proxy.inject({ method: 'PATCH' }, { kind: 'slow', waitMs: 100, bytesPerSecond: 600_000 })
      const began = Date.now()
      await Promise.all([
        push(`${cut.name}:2`, registry),
        push(`${slow.name}:2`, registry).then(() => expect(Date.now() - began).toBeGreaterThan(500)),
        expect(push(`${stalled.name}:2`, registry, AbortSignal.timeout(1000))).rejects.toThrow('timeout'),
      ])
      expect(stall.hits).toBeGreaterThan(0)
      expect(stalled.proxy.requests.at(-1)).toMatchObject({ fault: 'stall', status: undefined })
      expect(stalled.proxy.requests.at(-1)?.sent).toBeGreaterThanOrEqual(50_000)
      const uploads = cut.proxy.requests.filter(({ method }) => method === 'PATCH')
      expect(uploads.slice(0, 2)).toMatchObject([
        { fault: 'cut-request', status: undefined },
        { fault: undefined, status: 202 },
      ])
      expect(uploads[1]?.sent).toBeGreaterThan(300_000)
      expect(await tagsAt(registry, `${id}/image`)).toContain('2')
    },
    TIMEOUT,
  )
})

describe('sshd, with ssh2', () => {
  let sshd: Sshd
  beforeAll(async () => {
    sshd = await startSshd({ config: { MaxSessions: 2 } })
  }, TIMEOUT)

  function connect(login: ConnectConfig, hostKey = sshd.hostKey.blob): Promise<Client> {
    const client = new Client()
    atEnd(() => Promise.resolve(client.end()))
    return new Promise((resolve, reject) => {
      client.once('ready', () => resolve(client))
      client.once('error', reject)
      client.connect({
        ...{ host: sshd.host, port: sshd.port, username: sshd.user },
        hostVerifier: (key: Buffer) => key.equals(hostKey),
        algorithms: { serverHostKey: ['ssh-ed25519'] },
        ...login,
      })
    })
  }

  interface Command {
    readonly channel: ClientChannel
    readonly ended: Promise<{ code: number | null; signal?: string; out: string; err: string }>
  }

  function exec(client: Client, command: string): Promise<Command> {
    return new Promise((resolve, reject) => {
      client.exec(command, (error, channel) => {
        if (error !== undefined) {
          reject(error)
          return
        }
        // At once: the exit may lie in the same packet as the word that the command has started.
        const exit = new Promise<{ code: number | null; signal?: string }>((end) => {
          channel.once('exit', (code: number | null, signal?: string) =>
            end({ code, ...(signal === undefined ? {} : { signal }) }),
          )
        })
        const ended = Promise.all([exit, text(channel), text(channel.stderr)])
        resolve({ channel, ended: ended.then(([how, out, err]) => ({ ...how, out, err })) })
      })
    })
  }

  const run = async (client: Client, command: string) => (await exec(client, command)).ended
  const byKey = () => connect({ privateKey: sshd.privateKey })

  test('password, key, and key with a passphrase; nothing else', async () => {
    const { password, lockedKey, user, home } = sshd
    const logins = [
      ...(password === undefined ? [] : [{ password }]),
      { privateKey: sshd.privateKey },
      { privateKey: lockedKey.key, passphrase: lockedKey.passphrase },
    ]
    for (const login of logins) {
      expect(await run(await connect(login), 'id -un; echo "$HOME"')).toEqual({
        code: 0,
        out: `${user}\n${home}\n`,
        err: '',
      })
    }
    await expect(connect({ password: 'wrong' })).rejects.toThrow('All configured authentication methods failed')
    // The user is known to this server alone.
    if (password !== undefined) expect(await readFile('/etc/passwd', 'utf8')).not.toContain(user)
  })

  test('a client that pins another host key goes away', async () => {
    const other = await startSshd()
    expect(other.hostKey.knownHosts).toMatch(/^\[127\.0\.0\.1\]:\d+ ssh-ed25519 AAAA/)
    await expect(connect({ privateKey: sshd.privateKey }, other.hostKey.blob)).rejects.toThrow('verification failed')
  })

  test('exit status, signal and both streams; launch.sh is on the PATH', async () => {
    const client = await byKey()
    expect(await run(client, 'echo out; echo err >&2; exit 7')).toEqual({ code: 7, out: 'out\n', err: 'err\n' })
    expect(await run(client, 'kill -TERM $$')).toMatchObject({ code: null, signal: 'SIGTERM' })
    expect(await run(client, 'launch.sh -i ref -f "pytest x"')).toEqual({
      code: 0,
      out: '-i\nref\n-f\npytest x\n',
      err: '',
    })
  })

  test('a signal takes the whole process group', async () => {
    const client = await byKey()
    const { channel, ended } = await exec(client, 'sleep 300 & echo $!; wait </dev/null')
    const sleeper = await new Promise<string>((resolve) =>
      channel.once('data', (data: Buffer) => resolve(data.toString().trim())),
    )
    // Dead, or a zombie that nobody has buried yet.
    const lives = `grep -qs '^State:[[:space:]]*[^Z[:space:]]' /proc/${sleeper}/status`
    expect(await run(client, lives)).toMatchObject({ code: 0 })
    channel.signal('KILL')
    expect(await ended).toMatchObject({ code: null, signal: 'SIGKILL' })
    expect(await run(client, `while ${lives}; do sleep 0.02; done`)).toMatchObject({ code: 0 })
  })

  test('no more sessions than it was told', async () => {
    const client = await byKey()
    const [first, second] = [await exec(client, 'cat'), await exec(client, 'cat')]
    await expect(exec(client, 'true')).rejects.toThrow('Channel open failure')
    for (const { channel, ended } of [first, second]) {
      channel.end()
      expect(await ended).toMatchObject({ code: 0 })
    }
  })
})
