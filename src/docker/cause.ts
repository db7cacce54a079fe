/** The ways that an error took through BuildKit and buildx, each of which puts its name before it. */
const WAY =
  /^(?:ERROR: |rpc error: code = \w+ desc = |failed to build: |failed to solve(?: with frontend [\w.]+)?: |failed to create LLB definition: )+/

/** A builder's message without its way: the same from each of them. */
export function causeOf(message: string): string {
  return message.replace(WAY, '')
}
