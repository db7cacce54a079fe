import { readFile } from 'node:fs/promises'
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { JOURNAL_TAG } from '../../src/registry/journal.js'
import { atEnd, cleanEnv, start, tempDir, writeFiles } from './world.js'

export interface TestRegistry {
  /** `127.0.0.1:PORT` */
  readonly host: string
  readonly user: string
  readonly password: string
}

/** `right-pass`, as bcrypt. */
const HASH = '$2y$04$abcdefghijklmnopqrstuuMAVYJKbzxmzbNJS5pCFkr7WlaWBgtEC'

/** Starts Debian's docker-registry on a port of its own; it ends with this test file. */
export async function startRegistry(
  options: { readonly readOnly?: boolean; readonly auth?: object; readonly data?: string } = {},
): Promise<TestRegistry & { data: string }> {
  const folder = await tempDir()
  const data = options.data ?? join(folder, 'data')
  const htpasswd = join(folder, 'htpasswd')
  await writeFiles(folder, {
    htpasswd: `dev:${HASH}\n`,
    'config.yml': stringify({
      version: '0.1',
      log: { level: 'info' },
      storage: {
        filesystem: { rootdirectory: data },
        ...(options.readOnly === true ? { maintenance: { readonly: { enabled: true } } } : {}),
      },
      http: { addr: '127.0.0.1:0' },
      auth: options.auth ?? { htpasswd: { realm: 'test', path: htpasswd } },
    }),
  })
  const server = start('docker-registry', ['serve', join(folder, 'config.yml')], { cwd: folder, env: cleanEnv() })
  const port = (await server.sees(/listening on 127\.0\.0\.1:(\d+)/))?.[1] ?? ''
  return { host: `127.0.0.1:${port}`, user: 'dev', password: 'right-pass', data }
}

/** A DOCKER_CONFIG folder with these logins. */
export async function dockerConfig(logins: readonly TestRegistry[]): Promise<string> {
  const folder = await tempDir()
  const auths = Object.fromEntries(
    logins.map(({ host, user, password }) => [host, { auth: Buffer.from(`${user}:${password}`).toString('base64') }]),
  )
  await writeFiles(folder, { 'config.json': JSON.stringify({ auths }) }, 0o600)
  return folder
}

/** The registry of scripts/engine and the login that lies in DOCKER_CONFIG. */
export async function sharedRegistry(): Promise<TestRegistry> {
  const { STACK_REGISTRY: host, DOCKER_CONFIG: config } = process.env
  if (host === undefined || config === undefined)
    throw new Error('STACK_REGISTRY and DOCKER_CONFIG are not set: run "npm test", or export $(scripts/engine env)')
  const { auths } = JSON.parse(await readFile(join(config, 'config.json'), 'utf8')) as {
    auths: Record<string, { auth: string } | undefined>
  }
  const [user = '', password = ''] = Buffer.from(auths[host]?.auth ?? '', 'base64')
    .toString()
    .split(':')
  return { host, user, password }
}

const ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

/** What the registry itself says a name's digest is; undefined when it has no such name. */
export async function digestAt(registry: TestRegistry, name: string, tag: string): Promise<string | undefined> {
  const authorization = `Basic ${Buffer.from(`${registry.user}:${registry.password}`).toString('base64')}`
  const response = await fetch(`http://${registry.host}/v2/${name}/manifests/${tag}`, {
    method: 'HEAD',
    headers: { accept: ACCEPT, authorization },
  })
  if (response.status === 404) return undefined
  if (response.status !== 200) throw new Error(`${registry.host} answered ${response.status} for ${name}:${tag}`)
  return response.headers.get('docker-content-digest') ?? undefined
}

/** The same for a whole ref, `host/name:tag`. */
export function digestOfRef(registry: TestRegistry, ref: string): Promise<string | undefined> {
  const colon = ref.lastIndexOf(':')
  return digestAt(registry, ref.slice(registry.host.length + 1, colon), ref.slice(colon + 1))
}

/** All tags of a repository, but for the one under which its journal is. */
export async function tagsAt(registry: TestRegistry, name: string): Promise<string[]> {
  const authorization = `Basic ${Buffer.from(`${registry.user}:${registry.password}`).toString('base64')}`
  const response = await fetch(`http://${registry.host}/v2/${name}/tags/list`, { headers: { authorization } })
  if (response.status === 404) return []
  const { tags } = (await response.json()) as { tags: string[] | null }
  return (tags ?? []).filter((tag) => tag !== JOURNAL_TAG).sort()
}

/** A server on a free port, gone at the end. Returns `127.0.0.1:PORT`. */
export async function serve(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server: Server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(
    () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  )
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A port on which nothing listens: one that was just given back. */
export async function deadHost(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `127.0.0.1:${port}`
}

/** What a proxy answers itself. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A proxy before a registry that answers some requests itself; it hears of every one. Returns its `127.0.0.1:PORT`. */
export function proxyTo(target: string, answer: (method: string, path: string) => Answer | undefined): Promise<string> {
  return serve((incoming, outgoing) => {
    const own = answer(incoming.method ?? '', incoming.url ?? '')
    if (own !== undefined) {
      incoming.resume()
      outgoing.writeHead(own.status, own.headers).end(own.body)
      return
    }
    // The Host header stays: the registry then makes its Location headers lead back here.
    const { method, url, headers } = incoming
    const passed = request(`http://${target}${url ?? ''}`, { method, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    incoming.pipe(passed)
  })
}
