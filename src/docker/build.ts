import type Docker from 'dockerode'
import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import { WorkError } from '../shared/errors.js'
import type { CredentialsFor } from '../registry/credentials.js'
import { openSession } from './session.js'
import { decodeTrace, type Trace } from './trace.js'

export interface BuildRequest {
  /** Tar of the context. */
  readonly context: Readable
  /** Path of the Dockerfile in the context. */
  readonly dockerfile: string
  readonly tags: readonly string[]
  readonly buildArgs: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  readonly noCache: boolean
  readonly credentialsFor: CredentialsFor
  readonly signal: AbortSignal
  readonly onTrace: (trace: Trace) => void
}

interface BuildLine {
  readonly id?: string
  readonly aux?: string | { readonly ID?: string }
  readonly error?: string
  readonly errorDetail?: { readonly message?: string }
}

/**
 * Builds with the engine's BuildKit (POST /build?version=2). Returns the id of the image.
 * Throws a WorkError with the engine's message; an answer that ends without image and without error is one too.
 */
export async function buildImage(docker: Docker, request: BuildRequest): Promise<string> {
  const session = await openSession(docker, request.credentialsFor)
  try {
    const stream = await post(docker, request, session.id)
    let image: string | undefined
    let failure: string | undefined
    for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
      if (text.trim() === '') continue
      const line = JSON.parse(text) as BuildLine
      if (line.id === 'moby.buildkit.trace' && typeof line.aux === 'string') request.onTrace(decodeTrace(line.aux))
      else if (typeof line.aux === 'object' && line.aux.ID !== undefined) image = line.aux.ID
      failure = line.error ?? line.errorDetail?.message ?? failure
    }
    request.signal.throwIfAborted()
    if (failure !== undefined) throw new WorkError(failure)
    if (image === undefined) throw new WorkError('the engine ended the build without an image and without an error')
    return image
  } finally {
    session.close()
  }
}

function post(docker: Docker, request: BuildRequest, session: string): Promise<Readable> {
  const modem = docker.modem as {
    dial: (options: object, done: (error: Error | null | undefined, stream: Readable) => void) => void
  }
  return new Promise((resolve, reject) => {
    // A context that cannot be read must fail the build, not leave the engine waiting for the rest of the tar.
    request.context.once('error', reject)
    modem.dial(
      {
        method: 'POST',
        path: '/build?',
        file: request.context,
        options: {
          version: '2',
          session,
          dockerfile: request.dockerfile,
          t: request.tags,
          buildargs: request.buildArgs,
          labels: request.labels,
          nocache: request.noCache,
        },
        abortSignal: request.signal,
        isStream: true,
        statusCodes: { 200: true, 400: 'bad request', 500: 'server error' },
      },
      (error, stream) => (error ? reject(error) : resolve(stream)),
    )
  })
}
