import { git, tryGit } from '../git.js'
import type { Json } from '../records.js'
import type { Repository } from '../repository.js'
import { notFound, type Route } from '../route.js'
import { fullRepositoryShape } from '../shapes.js'
import { allows } from '../tokens.js'
import { nodeId } from '../templates.js'

/** Above this many bytes contents come without content. */
const LARGE = 1024 * 1024

const RAW = 'application/vnd.github.raw+json; charset=utf-8'

interface TreeEntry {
  readonly mode: string
  readonly type: string
  readonly sha: string
  readonly size?: number
  readonly path: string
}

/** What `git ls-tree` with these arguments lists. */
async function listTree(repository: Repository, args: readonly string[]): Promise<TreeEntry[]> {
  const text = await git(repository.store.directory, ['ls-tree', '-z', '--long', ...args])
  return text
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const tab = line.indexOf('\t')
      const [mode = '', type = '', sha = '', size = ''] = line.slice(0, tab).split(/ +/)
      return { mode, type, sha, path: line.slice(tab + 1), ...(size === '-' ? {} : { size: Number(size) }) }
    })
}

function contentShape({ site, fullName }: Repository, ref: string, { mode, type, sha, size, path }: TreeEntry): Json {
  const kind = type === 'tree' ? 'dir' : type === 'commit' ? 'submodule' : mode === '120000' ? 'symlink' : 'file'
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const url = `${site.apiUrl}/repos/${fullName}/contents/${encoded}?ref=${ref}`
  const gitUrl = `${site.apiUrl}/repos/${fullName}/git/${kind === 'dir' ? 'trees' : 'blobs'}/${sha}`
  const html = `${site.serverUrl}/${fullName}/${kind === 'dir' ? 'tree' : 'blob'}/${ref}/${encoded}`
  return {
    ...{ name: path.slice(path.lastIndexOf('/') + 1), path, sha, size: size ?? 0, type: kind },
    ...{ url, git_url: gitUrl, html_url: html },
    download_url: kind === 'file' ? `${site.serverUrl}/${fullName}/raw/${ref}/${encoded}` : null,
    _links: { self: url, git: gitUrl, html },
  }
}

export const repositoryRoutes: readonly Route[] = [
  {
    operation: 'GET /repos/{owner}/{repo}',
    needs: { metadata: 'read' },
    handle({ repository, token }) {
      const may = (access: 'read' | 'write'): boolean => token !== 'anonymous' && allows(token, 'contents', access)
      const permissions = { admin: false, maintain: false, push: may('write'), triage: may('write'), pull: may('read') }
      return { status: 200, body: { ...fullRepositoryShape(repository), permissions } }
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/contents/{path}',
    needs: { contents: 'read' },
    async handle({ repository, params: { path = '' }, query, accept }) {
      const ref = query.get('ref') ?? repository.store.defaultBranch
      const sha = await repository.store.resolve(ref)
      if (sha === undefined) throw notFound()
      const wanted = path.replace(/\/$/, '')
      const [entry] = await listTree(repository, [sha, '--', wanted])
      if (entry === undefined) throw notFound()
      if (entry.type === 'tree') {
        const entries = await listTree(repository, [sha, '--', `${wanted}/`])
        return { status: 200, body: entries.map((one) => contentShape(repository, ref, one)) }
      }
      const content = await repository.store.read(sha, wanted)
      if (/\braw\b/.test(accept)) return { status: 200, body: content, headers: { 'content-type': RAW } }
      const shape = contentShape(repository, ref, entry)
      if (shape['type'] === 'symlink') return { status: 200, body: { ...shape, target: content.toString() } }
      const [encoding, text] = content.length > LARGE ? ['none', ''] : ['base64', wrapped(content.toString('base64'))]
      return { status: 200, body: { ...shape, encoding, content: text } }
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/git/ref/{ref}',
    needs: { contents: 'read' },
    async handle({ repository, params: { ref = '' } }) {
      const { site, fullName, store } = repository
      const full = `refs/${ref}`
      const found = await tryGit(store.directory, [
        'for-each-ref',
        '--format=%(objecttype) %(objectname) %(refname)',
        full,
      ])
      const [type = '', sha = '', name] = found.stdout.trim().split(' ')
      if (name !== full) throw notFound()
      const api = `${site.apiUrl}/repos/${fullName}/git`
      const object = { type, sha, url: `${api}/${type}s/${sha}` }
      return { status: 200, body: { ref: full, node_id: nodeId('Ref', full), url: `${api}/${full}`, object } }
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    needs: { contents: 'read' },
    async handle({ repository, params: { tree_sha: name = '' }, query }) {
      const { site, fullName, store } = repository
      const from = (await store.resolve(name)) ?? (/^[0-9a-f]{40}$/.test(name) ? name : undefined)
      const tree = await tryGit(store.directory, ['rev-parse', '--verify', '--quiet', `${from ?? 'nothing'}^{tree}`])
      if (from === undefined || tree.status !== 0) throw notFound()
      const sha = tree.stdout.trim()
      // Any value asks for all below it, "0" and "false" too.
      const entries = await listTree(repository, [...(query.has('recursive') ? ['-r', '-t'] : []), sha])
      const api = `${site.apiUrl}/repos/${fullName}/git`
      const urls = entries.map((entry) => ({ ...entry, url: `${api}/${entry.type}s/${entry.sha}` }))
      return { status: 200, body: { sha, url: `${api}/trees/${sha}`, tree: urls, truncated: false } }
    },
  },
]

/** Base64 comes in lines. */
function wrapped(text: string): string {
  return text.replace(/.{1,60}/g, '$&\n')
}
