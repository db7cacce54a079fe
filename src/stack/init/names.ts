/** Directories whose name says nothing about what is built in them. */
const GENERIC = new Set(['docker', 'build', 'container', 'containers', 'dockerfile', 'dockerfiles', 'image', 'images'])

/** Files that make or describe Dockerfiles. */
const NOT_A_DOCKERFILE =
  /\.(?:dockerignore|containerignore|tmpl|template|tpl|j2|jinja2?|in|erb|m4|mustache|md|txt|bak|orig|rej|sw[op]|sh|py|ya?ml|json)$|~$/i

/** The place of a Dockerfile, as far as names follow from it. */
export interface Place {
  /** `.` is the top of the tree. */
  readonly directory: string
  readonly file: string
}

/** `Dockerfile`, `Containerfile`, `Dockerfile.gpu`, `gpu.Dockerfile` …; not their templates and lists of what to ignore. */
export function isDockerfileName(file: string): boolean {
  return !NOT_A_DOCKERFILE.test(file) && variantOf(file) !== undefined
}

/** What a file name says beside "Dockerfile": '' for a plain one; undefined when it is none. */
function variantOf(file: string): string | undefined {
  const found = /^(?:dockerfile|containerfile)(?:[._-](.+))?$|^(.+)\.(?:dockerfile|containerfile)$/i.exec(file)
  return found === null ? undefined : (found[1] ?? found[2] ?? '')
}

/**
 * A name for each place, all different, also when upper and lower case are one: the directory's, with those above it where
 * that alone is a version or is taken, and with what the file's own name adds. `top` names the top of the tree.
 */
export function namesFor(places: readonly Place[], top: string): string[] {
  const folders = new Set(places.map(({ directory }) => directory))
  const choices = places.map((place) => candidatesOf(place, top, folders))
  const steps = choices.map(() => 0)
  const nameAt = (index: number): string => choices[index]?.[steps[index] ?? 0] ?? ''
  for (let again = true; again;) {
    again = false
    for (const group of groups(choices.map((_, index) => nameAt(index).toLowerCase()))) {
      for (const index of group.length > 1 ? group : []) {
        if ((steps[index] ?? 0) + 1 >= (choices[index]?.length ?? 0)) continue
        steps[index] = (steps[index] ?? 0) + 1
        again = true
      }
    }
  }
  const taken = new Set<string>()
  return choices.map((_, index) => {
    const name = nameAt(index)
    let unique = name
    for (let turn = 2; taken.has(unique.toLowerCase()); turn++) unique = `${name}-${turn}`
    taken.add(unique.toLowerCase())
    return unique
  })
}

/** Names of a place from the shortest that says something to the whole path. */
function candidatesOf({ directory, file }: Place, top: string, folders: ReadonlySet<string>): string[] {
  const whole = directory === '.' ? [] : directory.split('/')
  // Within another image's directory lies a kind of that image.
  const within = whole.findIndex((_, at) => at > 0 && folders.has(whole.slice(0, at).join('/')))
  const kinds = within < 0 ? 0 : whole.slice(within).filter((part) => !isGeneric(part)).length
  const telling = whole.filter((part) => !isGeneric(part))
  const variant = variantOf(file) ?? ''
  if (variant === '') return candidates(telling, 1 + kinds, whole, top)
  // `api/api.Dockerfile` is api.
  const last = telling.at(-1)?.toLowerCase() ?? ''
  if (last !== '' && variant.toLowerCase().startsWith(last))
    return candidates([...telling.slice(0, -1), variant], 1, [...whole, variant], top)
  // `docker/api.Dockerfile` is api too; `api/Dockerfile.gpu` is api-gpu, and so is `api/docker/Dockerfile.gpu`.
  const alone = telling.length === 0 || (isGeneric(whole.at(-1) ?? '') && !/^(?:docker|container)file/i.test(file))
  return candidates([...telling, variant], alone ? 1 : 2, [...whole, variant], top)
}

function candidates(parts: readonly string[], least: number, whole: readonly string[], top: string): string[] {
  if (parts.length === 0) return [asName(top), ...(whole.length === 0 ? [] : [asName(whole.join('-'))])]
  const names: string[] = []
  for (let length = Math.min(least, parts.length); length <= parts.length; length++) {
    const saysWhat = !isVersion(parts[parts.length - length] ?? '') || length === parts.length
    if (saysWhat) names.push(asName(parts.slice(-length).join('-')))
  }
  return [...new Set([...names, asName(whole.join('-'))])]
}

function isGeneric(part: string): boolean {
  return GENERIC.has(part.toLowerCase())
}

/** `3.11`, `v2`, `22.04-lts`, `cuda12`, `slim`: which of something, not what. */
function isVersion(part: string): boolean {
  return /^v?\d|^(?:latest|stable|edge|main|dev|prod|slim|alpine|cuda|gpu|cpu|rocm|amd64|arm64|x86)[\d._-]*$/i.test(
    part,
  )
}

/** As spec.yml takes names: letters, digits, and single separators between them. */
function asName(text: string): string {
  const name = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/[._-]{2,}/g, '-')
    .replace(/^[._-]+/, '')
    .slice(0, 100)
    .replace(/[._-]+$/, '')
  return name === '' ? 'image' : name
}

function groups(keys: readonly string[]): number[][] {
  const found = new Map<string, number[]>()
  keys.forEach((key, index) => {
    const group = found.get(key)
    if (group === undefined) found.set(key, [index])
    else group.push(index)
  })
  return [...found.values()]
}
