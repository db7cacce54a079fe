import { lastState } from '../../shared/text.js'

const TAIL = 40
/** A program that prints gigabytes without a line end must not fill our memory. */
const MAX_LINE = 64 * 1024

/** Cuts streams into lines, characters that are split between chunks kept whole; remembers the last lines. */
export class LineSplitter {
  readonly tail: string[] = []
  private readonly rest = { stdout: '', stderr: '' }
  private readonly decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() }
  constructor(private readonly onLine: (text: string) => void) {}

  push(stream: 'stdout' | 'stderr', data: Buffer): void {
    const lines = (this.rest[stream] + this.decoders[stream].decode(data, { stream: true })).split('\n')
    this.rest[stream] = lines.pop() ?? ''
    for (const line of lines) this.line(line)
    if (this.rest[stream].length > MAX_LINE) {
      this.line(this.rest[stream])
      this.rest[stream] = ''
    }
  }

  end(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.rest[stream] + this.decoders[stream].decode()
      if (rest !== '') this.line(rest)
      this.rest[stream] = ''
    }
  }

  private line(raw: string): void {
    const line = lastState(raw)
    this.tail.push(line)
    if (this.tail.length > TAIL) this.tail.shift()
    this.onLine(line)
  }
}
