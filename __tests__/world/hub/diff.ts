import { git } from './git.js'
import type { Store } from './store.js'

/** A file that differs between two commits, in GitHub's words. */
export interface ChangedFile {
  readonly filename: string
  readonly previous_filename?: string
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed'
  /** Hash of the blob; of a removed file the old one. */
  readonly sha: string
  readonly additions: number
  readonly deletions: number
  readonly changes: number
}

const STATUS: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'changed',
}

/** Two commits never change, so neither does what differs: pages of one list ask git once. */
const known = new WeakMap<Store, Map<string, Promise<ChangedFile[]>>>()

/** All files that differ between two commits, renames found as GitHub finds them, in git's order. */
export function changedFiles(store: Store, from: string, to: string): Promise<ChangedFile[]> {
  const diffs = known.get(store) ?? new Map<string, Promise<ChangedFile[]>>()
  known.set(store, diffs)
  const key = `${from}..${to}`
  const files = diffs.get(key) ?? readDiff(store, from, to)
  diffs.set(key, files)
  return files
}

async function readDiff(store: Store, from: string, to: string): Promise<ChangedFile[]> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--numstat', '--no-abbrev', '-M', from, to]
  const fields = (await git(store.directory, args)).split('\0')
  const files = new Map<string, ChangedFile>()
  for (let at = 0; at < fields.length; at++) {
    const field = fields[at] ?? ''
    if (field.startsWith(':')) {
      // :100644 100644 <old> <new> R090, then one path, or two for a rename
      const [, , before = '', after = '', kind = ''] = field.split(' ')
      const renamed = kind.startsWith('R')
      const [first = '', second = ''] = [fields[++at], renamed ? fields[++at] : undefined]
      const filename = renamed ? second : first
      files.set(filename, {
        sha: kind === 'D' ? before : after,
        filename,
        status: STATUS[kind.charAt(0)] ?? 'changed',
        additions: 0,
        deletions: 0,
        changes: 0,
        ...(renamed ? { previous_filename: first } : {}),
      })
    } else if (field !== '') {
      // 3<tab>1<tab>path, or an empty path and two more fields for a rename; "-" for binary files
      const [added = '', deleted = '', ...path] = field.split('\t')
      const filename = path.join('\t') || (fields[(at += 2)] ?? '')
      const file = files.get(filename)
      const [additions, deletions] = [Number(added) || 0, Number(deleted) || 0]
      if (file !== undefined) files.set(filename, { ...file, additions, deletions, changes: additions + deletions })
    }
  }
  return [...files.values()]
}

/** The tree without files: what a first commit is compared with. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
