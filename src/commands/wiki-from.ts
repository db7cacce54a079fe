import { readJournal, type JournalRecord } from '../registry/journal.js'
import type { BookEvent } from '../report/wiki/book.js'
import type { MoveNews } from '../report/wiki/news.js'
import { messageOf, userError } from '../shared/errors.js'
import { sourceTag, type RunFacts } from '../stack/stages.js'
import { membersOf, placeOf } from './move-names.js'
import type { Ground } from './moving.js'

interface Named {
  readonly id: string
  readonly ref: string
  readonly digest: string
  readonly record: JournalRecord | undefined
}

/**
 * What a tag or stage names now, for pages of what was published before there were any: since when, by whom and from what,
 * as the journals say. Throws a UserError where it names nothing at all.
 */
export async function newsFrom(
  from: string,
  images: readonly string[],
  { stack, bases, registry }: Pick<Ground, 'stack' | 'bases' | 'registry'>,
  facts: RunFacts,
  {
    now,
    signal,
    notice,
  }: { readonly now: Date; readonly signal: AbortSignal; readonly notice: (text: string) => void },
): Promise<MoveNews[]> {
  const members = membersOf(stack, images)
  const chosen = [...new Set(members.map(({ variant }) => variant))]
  const all = await Promise.all(
    members.map(async ({ id, image, variant }): Promise<Named | string> => {
      const repository = placeOf(image, bases[0])
      const { tag } = sourceTag(from, stack, variant, facts, { image: image.name, chosen })
      const ref = `${repository}:${tag}`
      const digest = await registry.digest(repository, tag)
      if (digest === undefined) return ref
      const journal = await readJournal(registry, repository, { signal }).catch((error: unknown) => {
        signal.throwIfAborted()
        notice(`the journal of ${repository} cannot be read: ${messageOf(error)}`)
        return []
      })
      const record = journal.findLast((one) => one.tag === tag && one.new === digest && one.state === 'done')
      return { id, ref, digest, record }
    }),
  )
  const found = all.filter((one) => typeof one !== 'string')
  const missing = all.filter((one) => typeof one === 'string')
  if (found.length === 0)
    throw userError(`no image has the name ${from}: ${missing.slice(0, 3).join(', ')}`, {
      remedy: 'Name a tag or stage that was published, with --from (input `from`).',
    })
  for (const ref of missing) notice(`there is no ${ref}`)
  return grouped(found, now)
}

/** One event for what was moved at once; what no journal knows is taken for published now. */
function grouped(found: readonly Named[], now: Date): MoveNews[] {
  const groups = new Map<string, Named[]>()
  for (const one of found) {
    const key = one.record?.operation ?? ''
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].map((group) => {
    const record = group[0]?.record
    const event: BookEvent = {
      kind:
        record?.kind === 'tag' || record?.kind === 'rollback' || record?.kind === 'release' ? record.kind : 'publish',
      at: new Date(record?.at ?? now).toISOString(),
      by: record?.by ?? '',
      run: record?.run ?? '',
      from: record?.kind === 'publish' ? '' : (record?.from ?? ''),
      images: group.map(({ id, ref, digest }) => ({ id, refs: [ref], digest })),
    }
    return { event, sources: new Map<string, string>() }
  })
}
