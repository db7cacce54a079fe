import type { IncomingMessage, ServerResponse } from 'node:http'
import { serve } from '../registries.js'
import type { Results } from '../types.js'
import { tempDir } from '../world.js'
import { artifactService, type Artifact } from './artifacts.js'
import { blobStore, PREFIX } from './blobs.js'
import { cacheService, type Cache } from './caches.js'
import { bodyOf, sendJson } from './http.js'
import { cacheScopes, runtimeTokens } from './runtime-token.js'
import { TwirpError, type Method } from './twirp.js'

/** A job that gets a token. */
export type Job = Parameters<Results['env']>[0] & {
  /** Default: `org/images`. */
  readonly repository?: string
  /** Refs whose caches it sees: its own, which it may write, then its base and the default branch. Default: main. */
  readonly cacheRefs?: readonly string[]
}

/** What the service does instead of its work. */
export interface Failure {
  readonly status: number
  /** In the answer's `msg`; "insufficient usage …" is what a full quota says. */
  readonly message?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Which requests: `ArtifactService/CreateArtifact`, `PUT blob`, … Default: all. */
  readonly only?: RegExp
  /** How many of them. Default: all. */
  readonly times?: number
}

/** A request that came in. */
export interface ResultsRequest {
  /** `ArtifactService/CreateArtifact`, `GET blob`, … */
  readonly what: string
  readonly status: number
}

export interface ResultsServer extends Results {
  env: (job: Job) => Readonly<Record<string, string>>
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** The artifacts of a run, oldest first. */
  artifacts: (runId: string) => readonly Artifact[]
  /** One of them; throws when there is none. */
  artifact: (runId: string, name: string) => Artifact
  /** All artifacts of all runs. */
  allArtifacts: () => readonly Artifact[]
  /** The caches of all repositories, oldest first. */
  caches: () => readonly Cache[]
  /** Lets requests fail from now on; the returned call ends that. */
  fail: (failure: Failure) => () => void
  readonly requests: readonly ResultsRequest[]
}

const TWIRP = '/twirp/github.actions.results.api.v1.'

/** GitHub's artifact and cache service on a free port; it ends, with its files, with this test file. */
export async function startResults(): Promise<ResultsServer> {
  const tokens = runtimeTokens()
  const blobs = blobStore(await tempDir(), () => url)
  const [artifacts, caches] = [artifactService(blobs), cacheService(blobs)]
  const methods = new Map<string, Method>([
    ...Object.entries(artifacts.methods).map(([name, work]) => [`ArtifactService/${name}`, work] as const),
    ...Object.entries(caches.methods).map(([name, work]) => [`CacheService/${name}`, work] as const),
  ])
  const failures: { readonly failure: Failure; left: number }[] = []
  const requests: ResultsRequest[] = []

  async function call(what: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const caller = tokens.check(request.headers.authorization)
    if (caller === undefined) throw new TwirpError('unauthenticated', 'this is not a token of a job')
    const work = methods.get(what)
    if (request.method !== 'POST' || work === undefined) throw new TwirpError('bad_route', `there is no method ${what}`)
    sendJson(response, 200, await work(JSON.parse(body.toString()), caller))
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? '/', url)
    const { pathname } = address
    const what = pathname.startsWith(TWIRP) ? pathname.slice(TWIRP.length) : `${request.method ?? ''} blob`
    response.once('finish', () => requests.push({ what, status: response.statusCode }))
    const failing = failures.find(({ failure, left }) => left > 0 && (failure.only ?? /^/).test(what))
    if (failing !== undefined) {
      failing.left--
      const { status, message = 'the test wants it so', headers } = failing.failure
      await bodyOf(request)
      sendJson(response, status, { code: 'unavailable', msg: message }, headers)
      return
    }
    try {
      if (pathname.startsWith(TWIRP)) await call(what, request, response)
      else if (pathname.startsWith(PREFIX)) await blobs.handle(request, response, address)
      else throw new TwirpError('bad_route', `there is nothing at ${pathname}`)
    } catch (error) {
      if (!(error instanceof TwirpError)) throw error
      request.resume()
      sendJson(response, error.status, { code: error.code, msg: error.message })
    }
  }

  const host = await serve((request, response) => {
    // What is thrown here is a connection that broke, or a fault of this service: the client shall see an end.
    answer(request, response).catch(() => response.destroy())
  })
  const url = `http://${host}`

  const ofRun = (runId: string): Artifact[] => artifacts.all().filter((artifact) => artifact.runId === runId)
  return {
    url,
    requests,
    env: ({ runId, jobId, cacheMode, repository = 'org/images', cacheRefs = ['refs/heads/main'] }) => ({
      ACTIONS_RUNTIME_TOKEN: tokens.issue({ repository, runId, jobId, caches: cacheScopes(cacheRefs, cacheMode) }),
      ACTIONS_RESULTS_URL: `${url}/`,
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ...(cacheMode === undefined ? {} : { ACTIONS_CACHE_MODE: cacheMode }),
    }),
    artifacts: ofRun,
    artifact: (runId, name) => {
      const found = ofRun(runId)
      const one = found.find((artifact) => artifact.name === name)
      if (one !== undefined) return one
      throw new Error(
        `run ${runId} has no artifact ${name}, only: ${found.map((artifact) => artifact.name).join(', ')}`,
      )
    },
    allArtifacts: artifacts.all,
    caches: caches.all,
    fail: (failure) => {
      const entry = { failure, left: failure.times ?? Infinity }
      failures.push(entry)
      return () => {
        entry.left = 0
      }
    },
  }
}
