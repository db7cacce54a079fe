import { durationText, plain } from '../shared/text.js'
import { valueAt } from '../shared/values.js'
import { RegistryError } from './authorize.js'
import { askedWaitMs, type Answer } from './http.js'
import { locate } from './locate.js'
import { loginRemedy } from './remedies.js'

/** Throws a RegistryError with the registry's own words when the status is another one. */
export function expect(answer: Answer, status: number, what: string, repository: string): void {
  if (answer.status === status) return
  const lacking = /error="insufficient_scope"/.test(answer.headers.get('www-authenticate') ?? '')
  const said = [saidBy(answer), lacking ? 'the login is not enough for that (insufficient_scope)' : ''].filter(Boolean)
  const refused = answer.status === 401 || answer.status === 403
  const wait = answer.status === 429 ? askedWaitMs(answer.headers) : undefined
  throw new RegistryError(
    `${what}: the registry answered ${answer.status}${said.map((one) => `: ${one}`).join('')}`,
    answer.status,
    refused
      ? { remedy: loginRemedy(locate(repository).host) }
      : wait === undefined
        ? {}
        : { remedy: `It asks to be left alone for ${durationText(wait)}; logged in, there may be more to be had.` },
  )
}

/** The registry's own words on one line; its error codes are specified: distribution-spec, "Error Codes". */
export function saidBy({ body }: Answer): string {
  const text = plain(body.toString('utf8').slice(0, 500)).replaceAll(/\s+/g, ' ').trim()
  let first: unknown
  try {
    first = valueAt(JSON.parse(body.toString('utf8')), ['errors', 0])
  } catch {
    return text
  }
  const [code, message] = [valueAt(first, ['code']), valueAt(first, ['message'])]
  if (typeof code !== 'string' || typeof message !== 'string') return text
  return plain(`${code}: ${message}`.slice(0, 500))
}
