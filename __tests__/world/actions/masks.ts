/** The secrets of a job: what is in here never shows in its logs. */
export class Masks {
  #values: string[] = []

  /** Adds a secret, each of its lines, and the forms in which secrets get about (actions/runner, ValueEncoders.cs). */
  add(secret: string): void {
    const lines = secret.split(/[\r\n]+/).map((line) => line.trim())
    const forms = [secret, ...lines].filter((one) => one !== '').flatMap(disguises)
    // The longest first: a secret that is part of another one must not leave the rest of it behind.
    this.#values = [...new Set([...this.#values, ...forms])].sort((a, b) => b.length - a.length)
  }

  apply(text: string): string {
    return this.#values.reduce((masked, value) => masked.replaceAll(value, '***'), text)
  }
}

function disguises(value: string): string[] {
  const bytes = Buffer.from(value)
  // base64("user:" + secret) depends on the length of what is before the secret: three shifts.
  const shifted = [0, 1, 2].filter((by) => bytes.length > by).map((by) => bytes.subarray(by).toString('base64'))
  const xml = value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
  return [value, ...shifted, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), xml]
}
