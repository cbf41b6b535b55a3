import { blockingKeys, largestBlock } from './blocking.ts'
import type { Features } from './features.ts'

/** Every two people that share a block, once, as indexes (the later one first). */
export function* candidatePairs(people: readonly Features[]): Generator<readonly [number, number]> {
  const blocks = new Map<string, number[]>()
  const keys = people.map(blockingKeys)
  keys.forEach((own, person) => {
    for (const key of own) {
      const block = blocks.get(key)
      if (block === undefined) blocks.set(key, [person])
      else block.push(person)
    }
  })
  for (let person = 0; person < people.length; person++) {
    const others = new Set<number>()
    for (const key of keys[person]!) {
      const block = blocks.get(key)!
      if (block.length > largestBlock) continue
      for (const other of block) {
        if (other >= person) break
        others.add(other)
      }
    }
    for (const other of others) yield [person, other]
  }
}
