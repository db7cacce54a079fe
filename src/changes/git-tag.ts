import { UserError, WorkError, type Problem } from '../shared/errors.js'
import { clip } from '../shared/text.js'
import { askGit, failed, runGit } from './ask-git.js'

/** A git tag that says which commit a release was made of. */
export interface GitTag {
  readonly name: string
  readonly message: string
  /** It was released before: where the tag is, it stays, on whatever commit. */
  readonly mayStay?: boolean
}

/** What became of a tag: `there`: it was on this very commit already. */
export interface TaggedCommit {
  readonly name: string
  readonly local: 'made' | 'there'
  /** Undefined: it was not to be pushed. */
  readonly remote: 'pushed' | 'there' | undefined
}

const REMOTE = 'origin'
/** A tag is small; the time goes to the connection. */
const PUSH_MS = 300_000

/**
 * Throws a UserError that tells every tag which exists on another commit, here or (when it is to be pushed) at `origin`, and
 * every name that git does not take. Nothing is moved: a tag that people have fetched does not change any more.
 */
export async function checkGitTags(
  directory: string,
  tags: readonly GitTag[],
  { commit, push }: { readonly commit: string; readonly push: boolean },
): Promise<void> {
  if (tags.length === 0) return
  if (commit === '')
    throw new UserError([
      {
        message: 'the stack has changes that no commit holds (or there is no commit): a git tag would name other code',
        remedy: 'Commit them first.',
      },
    ])
  const problems: Problem[] = []
  const remote = push ? await remoteTags(directory, tags) : new Map<string, string>()
  for (const { name, mayStay = false } of tags) {
    if (!(await isName(directory, name))) {
      problems.push({ message: `"${name}" is no name for a git tag`, remedy: 'Check git_tag of the stage.' })
      continue
    }
    const places: [string, string | undefined][] = [
      ['here', await commitOf(directory, name)],
      [`at ${REMOTE}`, remote.get(name)],
    ]
    for (const [where, found] of places) {
      if (found === undefined || found === commit || mayStay) continue
      problems.push({
        message: `the git tag ${name} exists ${where} on another commit (${found.slice(0, 7)}, this is ${commit.slice(0, 7)})`,
        remedy: 'Release a new version; or check out the commit that the tag names.',
      })
    }
  }
  if (problems.length > 0) throw new UserError(problems)
}

/** Makes annotated tags of a commit and pushes them; one that is there on this commit is left as it is. */
export async function makeGitTags(
  directory: string,
  tags: readonly GitTag[],
  { commit, push }: { readonly commit: string; readonly push: boolean },
): Promise<TaggedCommit[]> {
  await checkGitTags(directory, tags, { commit, push })
  const remote = push ? await remoteTags(directory, tags) : new Map<string, string>()
  const made: TaggedCommit[] = []
  for (const { name, message, mayStay = false } of tags) {
    // A checkout may have come without its tags.
    const there = (await commitOf(directory, name)) !== undefined || (mayStay && remote.has(name))
    if (!there)
      await askGit(directory, [...(await identity(directory)), 'tag', '--annotate', '--message', message, name, commit])
    made.push({
      name,
      local: there ? 'there' : 'made',
      remote: !push ? undefined : remote.has(name) ? 'there' : 'pushed',
    })
  }
  const refs = made.filter((one) => one.remote === 'pushed').map(({ name }) => `refs/tags/${name}`)
  // All of them or none, where the other side can.
  if (refs.length > 0) await pushRefs(directory, refs)
  return made
}

async function pushRefs(directory: string, refs: readonly string[]): Promise<void> {
  const push = (more: readonly string[]): ReturnType<typeof runGit> =>
    runGit(directory, ['push', '--quiet', ...more, REMOTE, ...refs.map((ref) => `${ref}:${ref}`)], PUSH_MS)
  const first = await push(['--atomic'])
  const cannot = first.status !== 0 && /does not support --atomic/.test(first.stderr)
  const result = cannot ? await push([]) : first
  if (result.status === 0) return
  const { message, evidence } = failed(['push'], result)
  // The other side's reason says more than git's own last word.
  const reason =
    evidence.find((line) => line.includes('[remote rejected]')) ?? evidence.find((line) => line.startsWith('remote:'))
  throw new WorkError(reason === undefined ? message : `git push: ${clip(reason, 200)}`, {
    evidence,
    remedy: `The tags are made here: "git push ${REMOTE} ${refs.map((ref) => ref.slice('refs/tags/'.length)).join(' ')}" does the rest, with the right to push (in a workflow contents: write).`,
  })
}

/** The commit a tag names here. */
async function commitOf(directory: string, name: string): Promise<string | undefined> {
  const { status, stdout } = await runGit(directory, [
    'rev-parse',
    '--quiet',
    '--verify',
    '--end-of-options',
    `refs/tags/${name}^{commit}`,
  ])
  return status === 0 ? stdout.trim() : undefined
}

/** The commits that the tags of these names name at `origin`. */
async function remoteTags(directory: string, tags: readonly GitTag[]): Promise<Map<string, string>> {
  const names = tags.flatMap(({ name }) => [`refs/tags/${name}`, `refs/tags/${name}^{}`])
  const answer = await askGit(directory, ['ls-remote', '--tags', REMOTE, ...names], PUSH_MS)
  const found = new Map<string, string>()
  for (const line of answer.split('\n')) {
    const [hash = '', ref = ''] = line.split('\t')
    const name = ref.replace(/^refs\/tags\//, '')
    // An annotated tag comes twice: itself, then (^{}) the commit that it names.
    if (name.endsWith('^{}')) found.set(name.slice(0, -3), hash)
    else if (name !== '' && !found.has(name)) found.set(name, hash)
  }
  return found
}

async function isName(directory: string, name: string): Promise<boolean> {
  if (name.startsWith('-')) return false
  return (await runGit(directory, ['check-ref-format', `refs/tags/${name}`])).status === 0
}

/** An annotated tag says who made it; runners of workflows have no name. */
async function identity(directory: string): Promise<string[]> {
  const known = await runGit(directory, ['-c', 'user.useConfigOnly=true', 'var', 'GIT_COMMITTER_IDENT'])
  return known.status === 0 ? [] : ['-c', 'user.name=stack-action', '-c', 'user.email=stack-action@localhost']
}
