import manifest from '../../package.json' with { type: 'json' }

/** The version of this bundle. */
export function version(): string {
  return manifest.version
}
