import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { serve } from './registries.js'

export interface ResultsService {
  /** What the runner adds to the environment of an action. */
  readonly env: Readonly<Record<string, string>>
  /** Finished artifacts: name → the zip. */
  readonly artifacts: ReadonlyMap<string, Buffer>
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/**
 * The part of GitHub's results service that an artifact upload needs: Twirp's CreateArtifact and FinalizeArtifact, and a
 * blob store that takes blocks and a list of them. `failing`: it answers with 403 only.
 */
export async function resultsService({ failing = false } = {}): Promise<ResultsService> {
  const artifacts = new Map<string, Buffer>()
  const blobs = new Map<string, { blocks: Map<string, Buffer>; data: Buffer }>()
  const handle = async (request: IncomingMessage): Promise<{ status: number; body: object | undefined }> => {
    const url = new URL(request.url ?? '/', `http://${host}`)
    const body = await bodyOf(request)
    if (failing) return { status: 403, body: { code: 'permission_denied', msg: 'artifact storage quota has been hit' } }
    if (url.pathname.startsWith('/blob/')) {
      const name = decodeURIComponent(url.pathname.slice('/blob/'.length))
      const blob = blobs.get(name) ?? { blocks: new Map<string, Buffer>(), data: Buffer.alloc(0) }
      blobs.set(name, blob)
      const step = url.searchParams.get('comp')
      if (step === 'block') blob.blocks.set(url.searchParams.get('blockid') ?? '', body)
      else if (step !== 'blocklist') blob.data = body
      else {
        const ids = [...body.toString().matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]+)</g)]
        blob.data = Buffer.concat(ids.map((id) => blob.blocks.get(id[1] ?? '') ?? Buffer.alloc(0)))
      }
      return { status: 201, body: undefined }
    }
    const { name } = JSON.parse(body.toString()) as { name: string }
    if (url.pathname.endsWith('ArtifactService/CreateArtifact')) {
      if (artifacts.has(name))
        return { status: 409, body: { code: 'already_exists', msg: 'an artifact with this name already exists' } }
      return {
        status: 200,
        body: { ok: true, signed_upload_url: `http://${host}/blob/${encodeURIComponent(name)}?sig=x` },
      }
    }
    if (url.pathname.endsWith('ArtifactService/FinalizeArtifact')) {
      artifacts.set(name, blobs.get(name)?.data ?? Buffer.alloc(0))
      return { status: 200, body: { ok: true, artifact_id: '1' } }
    }
    return { status: 404, body: { code: 'bad_route', msg: url.pathname } }
  }
  const host = await serve((request, response) => {
    handle(request).then(
      ({ status, body }) => {
        response.writeHead(status, {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...{
            'x-ms-version': '2025-01-05',
            'x-ms-request-id': randomUUID(),
            etag: '"1"',
            'last-modified': new Date().toUTCString(),
          },
        })
        response.end(body === undefined ? undefined : JSON.stringify(body))
      },
      () => response.destroy(),
    )
  })
  const token = `${encode({ alg: 'none', typ: 'JWT' })}.${encode({ scp: 'Actions.Results:run-1:job-1' })}.c2ln`
  return { env: { ACTIONS_RUNTIME_TOKEN: token, ACTIONS_RESULTS_URL: `http://${host}/` }, artifacts }
}

/** Names of the files in a zip, from its central directory. */
export function namesInZip(zip: Buffer): string[] {
  const names: string[] = []
  for (
    let at = zip.indexOf('PK\u0001\u0002', 0, 'latin1');
    at >= 0;
    at = zip.indexOf('PK\u0001\u0002', at + 4, 'latin1')
  ) {
    names.push(zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)))
  }
  return names.sort()
}
