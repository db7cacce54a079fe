/** What a file of a commit holds: content of a plain file, or more where the mode matters. */
export type FileContent =
  string | Buffer | { readonly content: string | Buffer; readonly mode: '100644' | '100755' | '120000' }

export interface Person {
  readonly name: string
  readonly email: string
}

/** What somebody changes in one commit. */
export interface Change {
  readonly files?: Readonly<Record<string, FileContent>>
  readonly delete?: readonly string[]
  /** Old path → new path. */
  readonly rename?: Readonly<Record<string, string>>
  readonly message?: string
  readonly author?: Person
}

export interface ImportedCommit extends Change {
  readonly author: Person
  readonly committer: Person
  /** Seconds since 1970. */
  readonly when: number
  /** Hashes; the first one's tree is what the change starts from. */
  readonly parents: readonly string[]
}

/**
 * The commit as a stream for `git fast-import`, which reports its hash: one process, be it one file or three thousand.
 * The ref it builds on is one of our own; branches move by update-ref, so that everybody sees old and new values.
 */
export function importStream(ref: string, commit: ImportedCommit): Buffer {
  const parts: (string | Buffer)[] = []
  const line = (text: string): number => parts.push(`${text}\n`)
  const data = (content: string | Buffer): void => {
    const bytes = Buffer.from(content)
    line(`data ${bytes.length}`)
    parts.push(bytes, '\n')
  }
  const stamp = `${commit.when} +0000`
  // Without a "from", fast-import would go on from what the ref held before.
  line(`reset ${ref}\n`)
  line(`commit ${ref}`)
  line('mark :1')
  line(`author ${commit.author.name} <${commit.author.email}> ${stamp}`)
  line(`committer ${commit.committer.name} <${commit.committer.email}> ${stamp}`)
  data(commit.message ?? 'A change')
  commit.parents.forEach((parent, index) => line(`${index === 0 ? 'from' : 'merge'} ${parent}`))
  for (const path of commit.delete ?? []) line(`D ${quoted(path)}`)
  for (const [from, to] of Object.entries(commit.rename ?? {})) line(`R ${quoted(from)} ${quoted(to)}`)
  for (const [path, file] of Object.entries(commit.files ?? {})) {
    const { content, mode } =
      typeof file === 'string' || Buffer.isBuffer(file) ? { content: file, mode: '100644' } : file
    line(`M ${mode} inline ${quoted(path)}`)
    data(content)
  }
  line('\nget-mark :1\ndone')
  return Buffer.concat(parts.map((part) => Buffer.from(part)))
}

/** Any path, as a C string. */
function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
}
