import type { AnyAuthMethod, AuthenticationType, Prompt } from 'ssh2'
import { clip, plain } from '../shared/text.js'
import { fingerprintOf } from './known-hosts.js'
import type { PrivateKey } from './private-key.js'

export interface Credentials {
  readonly user: string
  readonly key: PrivateKey | undefined
  readonly password: string | undefined
  /** Socket of an agent. */
  readonly agent: string | undefined
}

/** One try to be let in, method by method, and what came of each. */
export interface LogIn {
  /** What the ssh library asks before each try; false: nothing is left. */
  next: (offered: readonly AuthenticationType[] | null, partial: boolean | null) => AnyAuthMethod | false
  /** What the agent said instead of signing. */
  agentFailed: (message: string) => void
  /** What was tried, and what the server would take: for the error. */
  said: () => string
}

interface Step {
  readonly method: AuthenticationType
  readonly tells: string
  readonly way: AnyAuthMethod
}

/**
 * Each means once, and only where the server offers it: key, agent, password. A server that does not take passwords as such
 * but asks for one (keyboard-interactive) is told it once; other questions (codes, say) are left open, and named.
 */
export function logIn({ user: username, key, password, agent }: Credentials): LogIn {
  const asked: string[] = []
  let answered = false
  const prompt = (
    _name: string,
    _text: string,
    _lang: string,
    prompts: Prompt[],
    finish: (answers: string[]) => void,
  ) =>
    finish(
      prompts.map(({ prompt: question, echo }) => {
        // What is not to be seen, and was not answered before, is the password.
        if (echo !== true && !answered && password !== undefined && !/code|token|otp|pin\b/i.test(question)) {
          answered = true
          return password
        }
        // A server may ask for ever, and may say what it was told.
        const shown = password === undefined ? question : question.replaceAll(password, '***')
        if (asked.length < MAX_ASKED) asked.push(clip(plain(shown).trim(), 60))
        return ''
      }),
    )
  const steps: Step[] = []
  if (key !== undefined) {
    const way: AnyAuthMethod = { type: 'publickey', username, key: key.text }
    steps.push({
      method: 'publickey',
      tells: `the key (${key.type} ${fingerprintOf(key.publicBlob)})`,
      way: key.passphrase === undefined ? way : { ...way, passphrase: key.passphrase },
    })
  }
  if (agent !== undefined)
    steps.push({ method: 'publickey', tells: "the agent's keys", way: { type: 'agent', username, agent } })
  if (password !== undefined) {
    steps.push(
      { method: 'password', tells: 'the password', way: { type: 'password', username, password } },
      {
        ...{ method: 'keyboard-interactive', tells: 'the password, as an answer' },
        way: { type: 'keyboard-interactive', username, prompt },
      },
    )
  }
  const tried: string[] = []
  const agentSaid: string[] = []
  let offers: readonly AuthenticationType[] | undefined
  let isAccepted = false
  return {
    next: (offered, partial) => {
      // The first question is what there is to choose from (RFC 4252, 5.2).
      if (offered === null) return { type: 'none', username }
      offers = offered
      isAccepted ||= partial === true
      const index = steps.findIndex(
        ({ method }) =>
          offered.includes(method) &&
          (method !== 'keyboard-interactive' || !offered.includes('password') || isAccepted),
      )
      const [step] = index < 0 ? [] : steps.splice(index, 1)
      if (step === undefined) return false
      tried.push(step.tells)
      return step.way
    },
    agentFailed: (message) => void agentSaid.push(plain(message)),
    said: () => {
      const what = tried.length > 0 ? `${tried.join(', ')} did not do` : 'nothing that was given could be tried'
      const left = isAccepted ? `, and after a first success it wants ${list(offers)}` : `; it takes ${list(offers)}`
      const questions = asked.length > 0 ? `; it asked: ${asked.join(' ')}` : ''
      return `${what}${left}${questions}${agentSaid.map((one) => `; the agent: ${one}`).join('')}`
    },
  }
}

/** Questions in a message. */
const MAX_ASKED = 5

function list(offers: readonly string[] | undefined): string {
  return offers === undefined || offers.length === 0 ? 'nothing' : offers.map((one) => clip(plain(one), 40)).join(', ')
}
