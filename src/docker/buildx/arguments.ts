import { csvField } from '../caches.js'
import type { BuildRequest } from '../builder.js'

/** Where a build finds and leaves things. */
export interface BuildPlaces {
  /** A directory (absolute); undefined: a tar on its standard input. */
  readonly directory: string | undefined
  /** Absolute, beside a directory; path in the tar otherwise. */
  readonly dockerfile: string
  /** A file that it writes: what it says of the image that it made. */
  readonly metadataFile: string
  /** Files of the secrets, by id. */
  readonly secrets: ReadonlyMap<string, string>
}

/**
 * The arguments of `docker` for a build. Every value is part of an option (`--x=value`), so that none can be taken for an
 * option itself; what buildx reads as a line of CSV is quoted as such.
 */
export function buildArguments(
  request: Omit<BuildRequest, 'context' | 'credentialsFor' | 'signal' | 'onTrace'>,
  builder: { readonly name: string; readonly keeps: 'engine' | 'registry' },
  places: BuildPlaces,
): string[] {
  const pairs = (option: string, values: Readonly<Record<string, string>>): string[] =>
    Object.entries(values).map(([name, value]) => `--${option}=${name}=${value}`)
  return [
    'buildx',
    'build',
    `--builder=${builder.name}`,
    '--progress=rawjson',
    `--platform=${request.platform}`,
    `--file=${places.dockerfile}`,
    ...pairs('build-arg', request.buildArgs),
    ...pairs('label', request.labels),
    ...(request.noCache ? ['--no-cache'] : []),
    ...request.cacheFrom.map((cache) => `--cache-from=${cache}`),
    ...request.cacheTo.map((cache) => `--cache-to=${cache}`),
    ...[...places.secrets].map(([id, file]) => `--secret=${csvField(`id=${id}`)},${csvField(`src=${file}`)}`),
    ...(request.ssh ? ['--ssh=default'] : []),
    // Said even where there shall be none: by default it adds some, with the time in it, and then no two builds are the same.
    `--provenance=${request.provenance || 'false'}`,
    `--sbom=${request.sbom || 'false'}`,
    ...(builder.keeps === 'engine'
      ? ['--load', ...request.tags.map((tag) => `--tag=${tag}`)]
      : [`--output=type=image,${csvField(`name=${request.tags.join(',')}`)},push=true`]),
    `--metadata-file=${places.metadataFile}`,
    '--',
    places.directory ?? '-',
  ]
}
