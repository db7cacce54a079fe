import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { BlobStore } from './blobs.js'
import type { Claims } from './runtime-token.js'
import { method, TwirpError, type Method } from './twirp.js'
import { readZip } from './zip.js'

/** An artifact that was uploaded whole. */
export interface Artifact {
  readonly id: number
  readonly name: string
  readonly repository: string
  readonly runId: string
  /** The job that uploaded it. */
  readonly jobId: string
  readonly size: number
  /** `sha256:…`, of the zip or of the single file. */
  readonly digest: string
  readonly mimeType: string
  /** ISO 8601. */
  readonly createdAt: string
  /** ISO 8601; undefined: as long as the repository keeps artifacts. */
  readonly expiresAt: string | undefined
  /** The bytes as they were uploaded. */
  readonly bytes: () => Promise<Buffer>
  /** The files in it: name → content. An artifact that was not archived has one, of its own name. */
  readonly files: () => Promise<Map<string, Buffer>>
  /** A signed address, as the REST API redirects to. */
  readonly downloadUrl: () => string
}

interface Entry {
  readonly about: Omit<Artifact, 'size' | 'digest' | 'bytes' | 'files' | 'downloadUrl'>
  readonly blob: string
  finalized: boolean
}

const ids = { workflow_run_backend_id: z.string(), workflow_job_run_backend_id: z.string() }
const named = z.strictObject({ ...ids, name: z.string().min(1) })

export interface ArtifactService {
  readonly methods: Readonly<Record<string, Method>>
  readonly all: () => readonly Artifact[]
}

/** github.actions.results.api.v1.ArtifactService, as @actions/artifact 6 calls it. */
export function artifactService(blobs: BlobStore): ArtifactService {
  const entries = new Map<number, Entry>()
  let last = 0

  const find = (runId: string, name: string): Entry | undefined =>
    [...entries.values()].find(({ about }) => about.runId === runId && about.name === name)
  const need = (runId: string, name: string): Entry => {
    const entry = find(runId, name)
    if (entry?.finalized !== true) throw new TwirpError('not_found', `there is no artifact ${name}`)
    return entry
  }
  const signed = ({ blob, about: { name, mimeType } }: Entry): string =>
    blobs.downloadUrl(blob, {
      fileName: mimeType === 'application/zip' && !name.endsWith('.zip') ? `${name}.zip` : name,
      contentType: mimeType,
    })

  const methods = {
    CreateArtifact: method(
      named.extend({ version: z.int(), mime_type: z.string().optional(), expires_at: z.iso.datetime().optional() }),
      (body, caller) => {
        mine(body, caller, { job: true })
        // Names are taken from here on, not from the end of the upload: of two jobs that race, one loses.
        if (find(caller.runId, body.name) !== undefined)
          throw new TwirpError('already_exists', 'an artifact with this name already exists on the workflow run')
        const { name: blob, uploadUrl } = blobs.create()
        const about = {
          id: ++last,
          name: body.name,
          ...{ repository: caller.repository, runId: caller.runId, jobId: caller.jobId },
          mimeType: body.mime_type ?? 'application/zip',
          createdAt: new Date().toISOString(),
          expiresAt: body.expires_at,
        }
        entries.set(about.id, { about, blob, finalized: false })
        return { ok: true, signed_upload_url: uploadUrl }
      },
    ),
    FinalizeArtifact: method(named.extend({ size: z.string(), hash: z.string().optional() }), (body, caller) => {
      mine(body, caller, { job: true })
      const entry = find(caller.runId, body.name)
      const blob = entry === undefined ? undefined : blobs.get(entry.blob)
      if (entry === undefined || blob === undefined)
        throw new TwirpError('failed_precondition', `nothing was uploaded for ${body.name}`)
      if (Number(body.size) !== blob.size || (body.hash ?? blob.digest) !== blob.digest)
        throw new TwirpError('invalid_argument', `${body.name} has ${blob.size} bytes, ${blob.digest}`)
      entry.finalized = true
      return { ok: true, artifact_id: String(entry.about.id) }
    }),
    ListArtifacts: method(
      z.strictObject({ ...ids, name_filter: z.string().optional(), id_filter: z.string().optional() }),
      (body, caller) => {
        mine(body, caller)
        const found = all().filter(
          (one) =>
            one.runId === caller.runId &&
            (body.name_filter ?? one.name) === one.name &&
            (body.id_filter ?? String(one.id)) === String(one.id),
        )
        return {
          artifacts: found.map((one) => ({
            workflow_run_backend_id: one.runId,
            workflow_job_run_backend_id: one.jobId,
            database_id: String(one.id),
            name: one.name,
            size: String(one.size),
            created_at: one.createdAt,
            digest: one.digest,
          })),
        }
      },
    ),
    GetSignedArtifactURL: method(named, (body, caller) => {
      mine(body, caller)
      return { signed_url: signed(need(caller.runId, body.name)) }
    }),
    DeleteArtifact: method(named, async (body, caller) => {
      mine(body, caller)
      const entry = need(caller.runId, body.name)
      entries.delete(entry.about.id)
      await blobs.remove(entry.blob)
      return { ok: true, artifact_id: String(entry.about.id) }
    }),
  }

  const all = (): Artifact[] =>
    [...entries.values()].flatMap((entry) => {
      const { about, finalized } = entry
      const blob = blobs.get(entry.blob)
      if (!finalized || blob === undefined) return []
      const bytes = (): Promise<Buffer> => readFile(blob.path)
      return {
        ...about,
        ...{ size: blob.size, digest: blob.digest, bytes },
        downloadUrl: () => signed(entry),
        files: async () =>
          about.mimeType === 'application/zip' ? readZip(await bytes()) : new Map([[about.name, await bytes()]]),
      }
    })

  return { methods, all }
}

/** A token is good for its own run; to upload, for its own job. */
function mine(
  body: { readonly workflow_run_backend_id: string; readonly workflow_job_run_backend_id: string },
  { runId, jobId }: Claims,
  { job = false } = {},
): void {
  if (body.workflow_run_backend_id !== runId || (job && body.workflow_job_run_backend_id !== jobId))
    throw new TwirpError('permission_denied', `this token is for run ${runId}, job ${jobId}`)
}
