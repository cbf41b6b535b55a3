import { blockingKeys, compare, countNames, defaultModel, featuresOf, largestBlock, Scorer, usualIn, type Features } from '@steckwerk/match'
import type { TruthSet } from '@steckwerk/match/testing'
import { Recorder } from '../recorder.ts'

/** What a new Patient costs among all that are there: their keys, the members of their blocks, and the comparison with each. In memory, without what the
 *  database adds. */
export function lookUp(set: TruthSet, times: number): Recorder {
  const people = set.patients.map(featuresOf)
  const frequencies = countNames(people)
  const [scorer, usual] = [new Scorer(defaultModel, frequencies), usualIn(frequencies)]
  const blocks = new Map<string, Features[]>()
  for (const person of people) {
    for (const key of blockingKeys(person)) {
      const block = blocks.get(key)
      if (block === undefined) blocks.set(key, [person])
      else block.push(person)
    }
  }
  const recorder = new Recorder()
  for (let i = 0; i < times; i++) {
    const begun = performance.now()
    const person = featuresOf(set.patients[i % set.patients.length]!)
    const others = new Set<Features>()
    for (const key of blockingKeys(person)) {
      const block = blocks.get(key) ?? []
      if (block.length <= largestBlock) for (const other of block) others.add(other)
    }
    for (const other of others) scorer.score(compare(person, other, usual))
    recorder.record(performance.now() - begun)
  }
  return recorder
}
