import type Docker from 'dockerode'
import { statfs } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { valueAt } from '../shared/values.js'
import { shortDigest } from '../shared/text.js'
import type { Endpoint } from './endpoint.js'

/** Room on the file system that a folder is on. */
export interface Room {
  readonly path: string
  /** Bytes that may still be written there without being root. */
  readonly free: number
  /** Files that may still be made there; undefined where the file system has no such limit. */
  readonly freeFiles: number | undefined
}

/** What an engine keeps on its disk, as `docker system df` counts it. */
export interface Usage {
  /** Bytes of all layers of all images, each once. */
  readonly images: number
  readonly imageList: readonly HeldImage[]
  /** Bytes of the build cache that no image has, too. */
  readonly buildCache: number
  /** Bytes that containers have written. */
  readonly containers: number
  readonly volumes: number
}

export interface HeldImage {
  /** Its first name, or its short id. */
  readonly name: string
  /** Bytes, with the layers that it shares with other images. */
  readonly size: number
  /** It was built by this project. */
  readonly ours: boolean
}

/** On a big engine the whole count takes minutes; by then nobody waits for it any more. */
const USAGE_MS = 30_000

/** The room of a folder; undefined where that cannot be read. */
export async function roomAt(path: string): Promise<Room | undefined> {
  try {
    const { bavail, bsize, files, ffree } = await statfs(path)
    return { path, free: bavail * bsize, freeFiles: files === 0 ? undefined : ffree }
  } catch {
    return undefined // Not there, or closed to us.
  }
}

/**
 * How many bytes a removal gave back: what is free after it, less what was free before. The sizes of images do not tell:
 * the build cache goes on holding their layers. What others write meanwhile is in it; undefined where it cannot be read.
 */
export async function measured<T>(
  room: () => Promise<Room | undefined>,
  remove: () => Promise<T>,
): Promise<{ readonly result: T; readonly freed: number | undefined }> {
  const before = await room()
  const result = await remove()
  const after = await room()
  const known = before !== undefined && after !== undefined
  return { result, freed: known ? Math.max(after.free - before.free, 0) : undefined }
}

/**
 * The folder on this machine where the engine keeps its data. Undefined when that is on another machine: a socket may be
 * forwarded, or lead out of a container or into a virtual machine, and then the engine's host has another name.
 */
export async function dataFolderOf(docker: Docker, endpoint: Endpoint, hostname: string): Promise<string | undefined> {
  if (endpoint.kind !== 'socket') return undefined
  const info: unknown = await docker.info()
  const folder = valueAt(info, ['DockerRootDir'])
  return valueAt(info, ['Name']) === hostname && typeof folder === 'string' ? folder : undefined
}

/**
 * What takes the room of the engine. It counts for that: seconds on a small engine, so ask only when something is wrong.
 * Undefined when it does not say so in time. `isOurs` is given the labels of an image.
 */
export async function readUsage(
  docker: Docker,
  isOurs: (labels: unknown) => boolean,
  timeoutMs = USAGE_MS,
): Promise<Usage | undefined> {
  const abortSignal = AbortSignal.timeout(timeoutMs)
  // An engine that loses an image while it counts answers with an error; then it is asked again.
  for (let tries = 3; tries > 0 && !abortSignal.aborted; tries--) {
    try {
      return usageOf(await askUsage(docker, abortSignal), isOurs)
    } catch {
      continue
    }
  }
  return undefined
}

async function askUsage(docker: Docker, abortSignal: AbortSignal): Promise<unknown> {
  const modem = docker.modem as {
    dial: (options: object, done: (error: Error | null | undefined, stream: Readable) => void) => void
  }
  // Engines that give only sums give the rest when asked for; older ones do not know the word.
  const path = '/system/df?verbose=1'
  const stream = await new Promise<Readable>((resolve, reject) => {
    modem.dial({ method: 'GET', path, isStream: true, abortSignal, statusCodes: { 200: true } }, (error, answer) =>
      error ? reject(error) : resolve(answer),
    )
  })
  return json(stream)
}

/** Reads the answer of `GET /system/df`: lists at the top, or (API 1.52) below a `…Usage` each. */
export function usageOf(answer: unknown, isOurs: (labels: unknown) => boolean): Usage {
  const images = listOf(answer, 'Images', 'ImageUsage')
  return {
    images: bytesAt(answer, ['LayersSize']) || bytesAt(answer, ['ImageUsage', 'TotalSize']),
    imageList: images.map((image) => ({
      name: nameOf(image),
      size: bytesAt(image, ['Size']),
      ours: isOurs(valueAt(image, ['Labels'])),
    })),
    // As the docker CLI does it: what images have, too, is counted there.
    buildCache: sum(
      listOf(answer, 'BuildCache', 'BuildCacheUsage').filter((entry) => valueAt(entry, ['Shared']) !== true),
      ['Size'],
    ),
    containers: sum(listOf(answer, 'Containers', 'ContainerUsage'), ['SizeRw']),
    volumes: sum(listOf(answer, 'Volumes', 'VolumeUsage'), ['UsageData', 'Size']),
  }
}

function listOf(answer: unknown, before: string, since: string): unknown[] {
  const list = valueAt(answer, [before]) ?? valueAt(answer, [since, 'Items'])
  return Array.isArray(list) ? (list as unknown[]) : []
}

function nameOf(image: unknown): string {
  const names = [valueAt(image, ['RepoTags']), valueAt(image, ['RepoDigests'])]
    .flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))
    .filter((name) => typeof name === 'string' && !name.startsWith('<none>'))
  const [name] = names
  const id = valueAt(image, ['Id'])
  return typeof name === 'string' ? name : `without a name, ${typeof id === 'string' ? shortDigest(id) : '?'}`
}

function sum(list: readonly unknown[], path: readonly string[]): number {
  return list.reduce<number>((total, entry) => total + bytesAt(entry, path), 0)
}

/** What was not counted is -1. */
function bytesAt(value: unknown, path: readonly string[]): number {
  const bytes = valueAt(value, path)
  return typeof bytes === 'number' && bytes > 0 ? bytes : 0
}
