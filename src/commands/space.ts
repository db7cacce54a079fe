import { roomAt } from '../docker/space.js'
import type { Engine } from '../docker/engine.js'
import { isHosted, type FreeDiskEnv } from '../github/free-disk.js'
import type { Folders } from '../report/closing.js'
import { FINGERPRINT_LABEL } from '../run/context.js'
import { spaceCheck, withSpace, type SpacePorts } from '../run/space.js'
import { valueAt } from '../shared/values.js'
import type { Plan } from '../stack/plan.js'
import type { Inputs } from './inputs.js'

/** The room that a run has, and what to say when it has none. */
export interface SpaceGuard {
  /** Throws a WorkError that names what takes the room. */
  readonly check: () => Promise<void>
  /** The same error, with what takes the room, where a full disk was its cause. */
  readonly explain: (error: unknown) => Promise<unknown>
}

export interface GuardRequest {
  readonly inputs: Pick<Inputs, 'minFree' | 'freeDisk'>
  readonly env: FreeDiskEnv
  readonly engine: Engine
  readonly folders: Folders
  readonly plan: Plan
  readonly notice: (text: string) => void
}

export function guardSpace({ inputs, env, engine, folders, plan, notice }: GuardRequest): SpaceGuard {
  let folder: Promise<string | undefined> | undefined
  const engineFolder = (): Promise<string | undefined> => (folder ??= engine.dataFolder())
  const ports: SpacePorts = {
    readSpace: async () => {
      const at = await engineFolder()
      const [room, output] = await Promise.all([at === undefined ? undefined : roomAt(at), roomAt(folders.logs)])
      return { engine: room, output }
    },
    readUsage: () => engine.usage((labels) => valueAt(labels, [FINGERPRINT_LABEL]) !== undefined),
    reclaim: async (isEnough) => {
      const keep = new Set(plan.images.map((image) => image.fingerprint))
      const removed = await engine.removeLeftovers(FINGERPRINT_LABEL, keep, isEnough).catch(() => 0)
      if (removed > 0)
        notice(`the disk is short of room: ${removed} ${removed === 1 ? 'image' : 'images'} of earlier runs removed`)
    },
    minFree: inputs.minFree,
    place: { canFree: isHosted(env) && !inputs.freeDisk },
  }
  return { check: spaceCheck(ports), explain: (error) => withSpace(error, ports) }
}
