import { spawn } from 'node:child_process'

/** Nothing of this machine's or this person's git: hashes are the same everywhere. */
export const GIT_ENV: Readonly<Record<string, string | undefined>> = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
}

/** The hash that stands for "no commit" in payloads and on the wire. */
export const ZEROS = '0'.repeat(40)

export interface GitEnd {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs git to its end. Output is read as latin1 where file contents come through it. */
export function tryGit(
  directory: string,
  args: readonly string[],
  input: string | Buffer = '',
  encoding: BufferEncoding = 'utf8',
): Promise<GitEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: directory, env: GIT_ENV })
    const kept = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
    child.stdout.on('data', (chunk: Buffer) => kept.stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => kept.stderr.push(chunk))
    child.once('error', reject)
    child.once('close', (status) => {
      const [stdout, stderr] = [Buffer.concat(kept.stdout).toString(encoding), Buffer.concat(kept.stderr).toString()]
      resolve({ status, stdout, stderr })
    })
    child.stdin.on('error', () => undefined) // It may end before it has read everything; its status says so.
    child.stdin.end(input)
  })
}

/** Runs git, which must succeed; returns its output. */
export async function git(
  directory: string,
  args: readonly string[],
  input: string | Buffer = '',
  encoding: BufferEncoding = 'utf8',
): Promise<string> {
  const { status, stdout, stderr } = await tryGit(directory, args, input, encoding)
  if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status ?? 'a signal'}: ${stderr}`)
  return stdout
}
