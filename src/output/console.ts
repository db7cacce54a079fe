import type { Writable } from 'node:stream'
import { ProgressBlock, plainLine } from '../report/progress.js'
import type { RunEvent } from '../run/events.js'

/** Shows a run while it goes on. */
export interface ProgressView {
  listen: (event: RunEvent) => void
  /** Leaves the screen clean for what comes after. */
  end: () => void
}

interface Terminal extends Writable {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
}

const FRAME_MS = 120

/** A block that is redrawn in place at a terminal; plain lines anywhere else. */
export function progressView(out: Terminal): ProgressView {
  return out.isTTY === true ? liveView(out) : plainView(out)
}

export function plainView(out: { write: (text: string) => unknown }): ProgressView {
  return {
    listen: (event) => {
      const line = plainLine(event)
      if (line !== undefined) out.write(`${line}\n`)
    },
    end: () => undefined,
  }
}

function liveView(out: Terminal): ProgressView {
  const block = new ProgressBlock()
  let drawn = 0
  const erase = (): string => (drawn > 0 ? `\u001b[${drawn}A\u001b[J` : '')
  const draw = (): void => {
    const lines = block.render(Date.now(), (out.columns ?? 80) - 1, Math.max((out.rows ?? 24) - 1, 1))
    out.write(`${erase()}${lines.map((line) => `${line}\n`).join('')}`)
    drawn = lines.length
  }
  const timer = setInterval(draw, FRAME_MS)
  return {
    listen: (event) => {
      block.add(event, Date.now())
      if (event.type === 'notice') {
        out.write(`${erase()}${plainLine(event) ?? ''}\n`)
        drawn = 0
      }
    },
    end: () => {
      clearInterval(timer)
      draw()
    },
  }
}
