/** Gives back first what comes before all others; adding and taking cost the logarithm of what it holds. */
export class Heap<T> {
  private readonly items: T[] = []

  constructor(private readonly isBefore: (one: T, other: T) => boolean) {}

  push(item: T): void {
    const { items } = this
    let at = items.length
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = items[above] as T
      if (!this.isBefore(item, parent)) break
      items[at] = parent
      at = above
    }
    items[at] = item
  }

  /** Undefined when it is empty. */
  pop(): T | undefined {
    const { items } = this
    const [first] = items
    const last = items.pop()
    if (items.length === 0 || last === undefined) return first
    let at = 0
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      if (left >= items.length) break
      const below = right < items.length && this.isBefore(items[right] as T, items[left] as T) ? right : left
      if (!this.isBefore(items[below] as T, last)) break
      items[at] = items[below] as T
      at = below
    }
    items[at] = last
    return first
  }
}
