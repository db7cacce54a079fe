import { pageOf } from '../paging.js'
import { listOf, type CommentRecord } from '../records.js'
import { notFound, type Asked, type Route } from '../route.js'
import { BOT, userShape } from '../shapes.js'
import { nodeId, timestamp } from '../templates.js'

/** A pull request is an issue as well, so either right will do. */
const READ = { issues: 'read', 'pull-requests': 'read' } as const
const WRITE = { issues: 'write', 'pull-requests': 'write' } as const

/** Comments of an issue or a pull request; the hub knows pull requests only. */
function commentsOf({ repository, params }: Asked): CommentRecord[] {
  const number = Number(params['issue_number'])
  if (!repository.pulls.some((pull) => pull.number === number)) throw notFound()
  return listOf(repository.records.comments, number)
}

function find({ repository, params }: Asked): { comments: CommentRecord[]; at: number; comment: CommentRecord } {
  for (const comments of repository.records.comments.values()) {
    const at = comments.findIndex((comment) => String(comment.id) === params['comment_id'])
    const comment = comments[at]
    if (comment !== undefined) return { comments, at, comment }
  }
  throw notFound()
}

export const commentRoutes: readonly Route[] = [
  {
    operation: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    needs: READ,
    handle(asked) {
      const page = pageOf(commentsOf(asked), asked)
      return { status: 200, body: page.items, headers: page.headers }
    },
  },
  {
    operation: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    needs: WRITE,
    handle(asked) {
      const { site, fullName } = asked.repository
      const [id, number] = [site.nextId(), asked.params['issue_number'] ?? '']
      const url = `${site.apiUrl}/repos/${fullName}/issues`
      const now = timestamp(new Date())
      const comment: CommentRecord = {
        id,
        node_id: nodeId('IssueComment', id),
        url: `${url}/comments/${id}`,
        html_url: `${site.serverUrl}/${fullName}/pull/${number}#issuecomment-${id}`,
        issue_url: `${url}/${number}`,
        body: (asked.body as CommentRecord).body,
        user: userShape(site, BOT),
        created_at: now,
        updated_at: now,
        author_association: 'NONE',
        performed_via_github_app: null,
      }
      commentsOf(asked).push(comment)
      return { status: 201, body: comment }
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/issues/comments/{comment_id}',
    needs: READ,
    handle: (asked) => ({ status: 200, body: find(asked).comment }),
  },
  {
    operation: 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
    needs: WRITE,
    handle(asked) {
      const { comments, at, comment } = find(asked)
      const after = { ...comment, body: (asked.body as CommentRecord).body, updated_at: timestamp(new Date()) }
      comments[at] = after
      return { status: 200, body: after }
    },
  },
  {
    operation: 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
    needs: WRITE,
    handle(asked) {
      const { comments, at } = find(asked)
      comments.splice(at, 1)
      return { status: 204 }
    },
  },
]
