import { at, fields, levelIndex, missing, type Field } from './levels.ts'
import type { Comparison } from './compare.ts'
import type { Frequencies } from './frequencies.ts'
import { kinds, type Kind, type Model } from './model.ts'

export interface Score {
  /** Bits: log2 of the odds that both are one person. */
  readonly weight: number
  /** 0 to 1. */
  readonly probability: number
  /** What they are most likely, should they be two persons. */
  readonly otherwise: Exclude<Kind, 'match'>
}

/** One part of a weight: a field's log2(m / u) against strangers; `prior`, how rare a second record is; `relatives`, what is left once
 *  households, twins and namesakes are reckoned with (0 or below). */
export interface Contribution {
  readonly field: Field | 'prior' | 'relatives'
  readonly weight: number
}

const [sameGiven, partialGiven] = [levelIndex('given', 'same'), levelIndex('given', 'partial')]
const namedFamily: ReadonlySet<number> = new Set((['same', 'partial', 'birth-name'] as const).map((level) => levelIndex('family', level)))

/** A model made ready for a population. */
export class Scorer {
  readonly model: Model
  readonly #frequencies: Frequencies
  /** By kind, natural logarithms: of the prior per pair, and of each level's probability by field. */
  readonly #priors: readonly number[]
  readonly #logs: readonly (readonly (readonly number[])[])[]

  constructor(model: Model, frequencies: Frequencies) {
    this.model = model
    this.#frequencies = frequencies
    // A record's second one is somewhere among all others; so are its relatives.
    const others = Math.max(frequencies.people, 100)
    this.#priors = kinds.map((kind) => (kind === 'unrelated' ? 0 : Math.log(model.perRecord[kind] / others)))
    this.#logs = kinds.map((kind) => fields.map((field) => model.probabilities[kind][field].map(Math.log)))
  }

  score(comparison: Comparison): Score {
    const logs = this.logs(comparison)
    const rest = sumOf(logs, 1)
    let other = 1
    for (let kind = 2; kind < logs.length; kind++) if (logs[kind]! > logs[other]!) other = kind
    const odds = logs[0]! - rest
    return { weight: odds / Math.LN2, probability: 1 / (1 + Math.exp(-odds)), otherwise: kinds[other] as Exclude<Kind, 'match'> }
  }

  /** The logarithm of prior times likelihood, by kind. */
  logs({ levels, sharedGiven, sharedFamily }: Comparison): number[] {
    const logs = kinds.map((_, kind) => {
      let sum = this.#priors[kind]!
      for (let field = 0; field < levels.length; field++) {
        const level = levels[field]!
        if (level !== missing) sum += this.#logs[kind]![field]![level]!
      }
      return sum
    })
    const strangers = logs.length - 1
    logs[strangers]! += this.#chance('given', levels[at.given]!, sharedGiven) + this.#chance('family', levels[at.family]!, sharedFamily)
    return logs
  }

  explain(comparison: Comparison): readonly Contribution[] {
    const { levels, sharedGiven, sharedFamily } = comparison
    const parts: Contribution[] = [{ field: 'prior', weight: this.#priors[0]! / Math.LN2 }]
    let sum = this.#priors[0]!
    fields.forEach((field, place) => {
      const level = levels[place]!
      let weight = 0
      if (level !== missing) {
        weight = this.#logs[0]![place]![level]! - this.#logs.at(-1)![place]![level]!
        if (field === 'given') weight -= this.#chance('given', level, sharedGiven)
        if (field === 'family') weight -= this.#chance('family', level, sharedFamily)
      }
      sum += weight
      parts.push({ field, weight: weight / Math.LN2 })
    })
    parts.push({ field: 'relatives', weight: this.score(comparison).weight - sum / Math.LN2 })
    return parts
  }

  /** What a name's own frequency adds to the chance that strangers agree in it, against that of an average name (natural logarithm). */
  #chance(field: 'given' | 'family', level: number, shared: string | undefined): number {
    if (shared === undefined) return 0
    if (field === 'given' ? level !== sameGiven && level !== partialGiven : !namedFamily.has(level)) return 0
    const people = Math.max(this.#frequencies.people, 100)
    // One of the bearers is the person asked for; two are there at least.
    const frequency = Math.max(this.#frequencies[field](shared) - 1, 1) / people
    const average = this.model.probabilities.unrelated[field][0]!
    return Math.min(Math.log(frequency / average), Math.log(20))
  }
}

/** log(exp(a) + exp(b) + …) from a place on. */
function sumOf(logs: readonly number[], from: number): number {
  let most = -Infinity
  for (let i = from; i < logs.length; i++) if (logs[i]! > most) most = logs[i]!
  let sum = 0
  for (let i = from; i < logs.length; i++) sum += Math.exp(logs[i]! - most)
  return most + Math.log(sum)
}
