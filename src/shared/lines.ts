import { StringDecoder } from 'node:string_decoder'

/** Cuts what a program writes into lines; what never ends its line is cut after `longest` characters. */
export function byLine(
  onLine: (line: string) => void,
  longest = Infinity,
): { push: (data: Buffer) => void; end: () => void } {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  const take = (text: string): void => {
    const lines = (rest + text).split(/\r?\n/)
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
    if (rest.length > longest) {
      onLine(rest)
      rest = ''
    }
  }
  return {
    push: (data) => take(decoder.write(data)),
    end: () => {
      take(decoder.end())
      if (rest !== '') onLine(rest)
      rest = ''
    },
  }
}
