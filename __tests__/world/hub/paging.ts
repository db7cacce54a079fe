import type { Asked } from './route.js'

export interface Page<T> {
  readonly items: readonly T[]
  readonly number: number
  readonly headers: Readonly<Record<string, string>>
}

/** The page that was asked for, with links to the others as GitHub writes them. More than 100 a page there is never. */
export function pageOf<T>(
  items: readonly T[],
  { query, address }: Pick<Asked, 'query' | 'address'>,
  { size: usual = 30, most = 100 } = {},
): Page<T> {
  const size = Math.min(positive(query.get('per_page')) ?? usual, most)
  const number = positive(query.get('page')) ?? 1
  const last = Math.max(1, Math.ceil(items.length / size))
  const link = (page: number, rel: string): string => {
    const search = new URLSearchParams(query)
    search.set('page', String(page))
    return `<${address}?${search.toString()}>; rel="${rel}"`
  }
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
    ...(number > 1 ? [link(1, 'first')] : []),
  ]
  return {
    items: items.slice((number - 1) * size, number * size),
    number,
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  }
}

function positive(text: string | null): number | undefined {
  const value = Number(text)
  return Number.isInteger(value) && value > 0 ? value : undefined
}
