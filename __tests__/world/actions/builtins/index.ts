import type { Effects } from '../commands.js'
import type { Leg } from '../leg.js'
import { checkout } from './checkout.js'
import { downloadArtifact, uploadArtifact } from './artifacts.js'
import { login } from './login.js'
import { setupNode } from './setup-node.js'

export interface Call {
  readonly inputs: Readonly<Record<string, string>>
  readonly leg: Leg
  readonly effects: Effects
  readonly signal: AbortSignal
}

/** A third party's action, done by the world itself: the effect on the job is real. */
export interface Builtin {
  /** Inputs with their defaults. */
  readonly inputs: Readonly<Record<string, string>>
  /** Throws when the step fails; returns what its post step undoes. */
  readonly run: (call: Call) => Promise<(() => Promise<void>) | undefined>
}

export const builtins: Readonly<Record<string, Builtin>> = {
  'actions/checkout': checkout,
  'actions/upload-artifact': uploadArtifact,
  'actions/download-artifact': downloadArtifact,
  'actions/setup-node': setupNode,
  'docker/login-action': login,
}
