import type { Random } from './random.ts'

/** A set from which anything can be drawn by chance in constant time. */
export class Pool<T> {
  readonly #items: T[] = []
  readonly #places = new Map<T, number>()

  get size(): number {
    return this.#items.length
  }

  has(item: T): boolean {
    return this.#places.has(item)
  }

  add(item: T): void {
    if (this.#places.has(item)) return
    this.#places.set(item, this.#items.length)
    this.#items.push(item)
  }

  delete(item: T): void {
    const place = this.#places.get(item)
    const last = this.#items.pop()
    if (place === undefined || last === undefined) {
      if (last !== undefined) this.#items.push(last)
      return
    }
    this.#places.delete(item)
    if (last === item) return
    this.#items[place] = last
    this.#places.set(last, place)
  }

  pick(random: Random): T | undefined {
    return this.#items.length === 0 ? undefined : random.pick(this.#items)
  }

  /** One that fits, or undefined after `tries` draws that did not. */
  find(random: Random, fits: (item: T) => boolean, tries = 8): T | undefined {
    for (let i = 0; i < tries; i++) {
      const item = this.pick(random)
      if (item !== undefined && fits(item)) return item
    }
    return undefined
  }
}
