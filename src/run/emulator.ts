import { messageOf, WorkError } from '../shared/errors.js'

/** What the kernel says of a program for another machine, through runc and shells alike. */
const FOREIGN = /exec format error/i

/** The same error; where a program of another platform could not run, with what to do about it. */
export function withEmulator(error: unknown, platform: string, own: string): unknown {
  const evidence = error instanceof WorkError ? error.evidence : []
  if (platform === own || ![messageOf(error), ...evidence].some((text) => FOREIGN.test(text))) return error
  return new WorkError(messageOf(error), {
    evidence,
    cause: error,
    remedy: `This machine does not run ${platform}: register an emulator (in a workflow docker/setup-qemu-action), or use a runner of that platform.`,
  })
}
