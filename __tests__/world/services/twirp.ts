import type { z } from 'zod'
import type { Claims } from './runtime-token.js'

/** Twirp's error codes that occur here, with their HTTP status (https://twitchtv.github.io/twirp/docs/errors.html). */
const STATUS = {
  malformed: 400,
  invalid_argument: 400,
  unauthenticated: 401,
  permission_denied: 403,
  bad_route: 404,
  not_found: 404,
  already_exists: 409,
  failed_precondition: 412,
} as const

/** A refusal as a Twirp service says it. */
export class TwirpError extends Error {
  readonly status: number

  constructor(
    readonly code: keyof typeof STATUS,
    message: string,
  ) {
    super(message)
    this.status = STATUS[code]
  }
}

/** A method of a service: takes JSON from a job, gives JSON. */
export type Method = (body: unknown, caller: Claims) => object | Promise<object>

/** A method whose request must look exactly like this: a client that sends anything else is found out. */
export function method<T extends z.ZodType>(
  schema: T,
  work: (body: z.output<T>, caller: Claims) => object | Promise<object>,
): Method {
  return (body, caller) => {
    const { data, error, success } = schema.safeParse(body)
    if (!success)
      throw new TwirpError('malformed', error.issues.map((one) => `${one.path.join('.')}: ${one.message}`).join('; '))
    return work(data, caller)
  }
}
