import { createInterface } from 'node:readline'
import { IDENTITY_TOKEN, type Login } from '../registry/credentials.js'

/** A line of the stream that the engine answers pushes and pulls with. */
export interface TransferLine {
  readonly status?: string
  readonly id?: string
  readonly error?: string
  readonly errorDetail?: { readonly message?: string }
  readonly aux?: { readonly Digest?: string }
}

/** Progress bars come by the thousand; what happened to a layer comes once. */
const NOISE = ['Pushing', 'Preparing', 'Waiting', 'Downloading', 'Extracting', 'Pulling fs layer', 'Verifying Checksum']

/**
 * Reads the stream to its end. A refusal comes as an event in a stream that began with HTTP 200, so every event is read;
 * returns the last one.
 */
export async function readTransfer(
  stream: NodeJS.ReadableStream,
  onStatus: (line: string) => void,
  onLine: (line: TransferLine) => void = () => undefined,
): Promise<string | undefined> {
  let failure: string | undefined
  for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
    if (text.trim() === '') continue
    const line = JSON.parse(text) as TransferLine
    failure = line.error ?? line.errorDetail?.message ?? failure
    onLine(line)
    if (line.status !== undefined && !NOISE.includes(line.status))
      onStatus(line.id === undefined ? line.status : `${line.id}: ${line.status}`)
  }
  return failure
}

/** An identity token goes to the engine in a field of its own. */
export function authOf(
  login: Login | undefined,
  serveraddress: string,
): { serveraddress: string; username: string; password: string; identitytoken?: string } {
  if (login?.username === IDENTITY_TOKEN)
    return { serveraddress, username: '', password: '', identitytoken: login.password }
  return { serveraddress, username: login?.username ?? '', password: login?.password ?? '' }
}

/** The refusal of a registry is one for want of a login. */
export function isDenied(failure: string): boolean {
  return /unauthorized|authentication required|no basic auth|denied|forbidden/i.test(failure)
}
