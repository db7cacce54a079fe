/**
 * Caches as buildx takes them, `type=registry,ref=host/name:tag` in the form of a line of CSV; without a `=` it is a ref
 * (https://docs.docker.com/reference/cli/docker/buildx/build/#cache-from).
 */
export function cacheType(text: string): string {
  return cacheValue(text, 'type') ?? 'registry'
}

/** The value of a key, if it is there. */
export function cacheValue(text: string, key: string): string | undefined {
  for (const field of fieldsOf(text)) {
    const at = field.indexOf('=')
    if (at >= 0 && field.slice(0, at).trim().toLowerCase() === key) return field.slice(at + 1).trim()
  }
  return undefined
}

function fieldsOf(text: string): string[] {
  return [...text.matchAll(/"((?:[^"]|"")*)"|[^,]+/g)].map(([whole, quoted]) => quoted?.replaceAll('""', '"') ?? whole)
}

/** A field of a line of CSV. */
export function csvField(text: string): string {
  return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
