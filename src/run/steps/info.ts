import type { PlannedImage } from '../../stack/plan.js'
import type { InfoOutput } from '../events.js'
import type { RunState } from '../state.js'
import { LineSplitter } from '../suites/lines.js'

/** More than any package list has; a command that never stops printing must not fill our memory. */
const MAX_INFO_LINES = 50_000

/** Runs the info commands of an image and keeps what they print. One that fails is told and fails nothing. */
export async function info(state: RunState, image: PlannedImage, signal: AbortSignal): Promise<void> {
  const { engine, stack, timeouts, emit } = state.request
  const outputs: InfoOutput[] = []
  for (const name of image.infos) {
    const command = stack.infos.get(name)
    if (command === undefined) continue
    const lines: string[] = []
    const output = new LineSplitter((line) => {
      if (lines.length < MAX_INFO_LINES) lines.push(line)
    })
    const done = await engine.run({
      image: await state.imageId(image, 'info', signal),
      ...(image.platform === engine.platform ? {} : { platform: image.platform }),
      command: command.command,
      env: {},
      files: [],
      network: false,
      timeoutMs: timeouts.infoMs,
      signal,
      onOutput: (stream, data) => output.push(stream, data),
    })
    output.end()
    outputs.push({ info: command, status: done.status, output: lines.join('\n') })
    if (done.status !== 0) state.notice(`${image.id}: info command ${name} ended with exit status ${done.status}`)
  }
  state.resultOf(image).infos = outputs.map(({ info: { name }, status }) => ({
    name,
    outcome: status === 0 ? 'passed' : 'failed',
  }))
  emit({ type: 'infos', image: image.id, outputs })
}
