import type { Introduction } from '../introduction/records.ts'
import type { Item } from '../published/item.ts'
import { dayOf, type Entry, type Undertaking } from '../undertaking/records.ts'
import { stages, type Stage, type State } from '../undertaking/stage.ts'
import { quartersOf, type Quarters } from './quarters.ts'
import { withheld, type Held } from './withheld.ts'

/** Days, both counted in. */
export interface Period {
  readonly from: string
  readonly to: string
}

/** What the network has, of which figures are made. */
export interface Material {
  /** Published ones, with their entries in order. */
  readonly undertakings: readonly { readonly id: string; readonly body: Undertaking; readonly entries: readonly Entry[] }[]
  readonly cases: readonly Introduction[]
  readonly items: readonly Item[]
  /** Registrations, by barcamp. */
  readonly guests: ReadonlyMap<string, number>
}

export interface Evaluation {
  readonly period: Period
  /** At the end of the period. */
  readonly undertakings: { readonly total: number; readonly begun: number; readonly states: Readonly<Record<State, number>> }
  /** `now`: stand there at the end of the period · `reached`: came there in it. */
  readonly stages: readonly { readonly stage: Stage; readonly now: number; readonly reached: number }[]
  readonly topics: readonly { readonly name: string; readonly count: number }[]
  /** Days from the need; of those that came there in the period. */
  readonly durations: readonly { readonly to: Stage; readonly days: Quarters | null }[]
  readonly partners: { readonly actors: number; readonly confirmed: number; readonly each: Quarters | null }
  /** null = not for everybody. */
  readonly introductions: { readonly total: Held; readonly states: Readonly<Record<'agreed' | 'open' | 'ended' | 'noted', Held>>; readonly outcomes: Readonly<Record<'talk' | 'undertaking' | 'none' | 'unknown', Held>> } | null
  readonly events: { readonly kinds: readonly { readonly kind: string; readonly count: number }[]; readonly guests: Held }
  /** Euro. */
  readonly costs: { readonly once: Costs; readonly yearly: Costs }
  readonly measured: readonly { readonly id: string; readonly title: string; readonly what: string; readonly unit: string; readonly before: number | null; readonly after: number; readonly day: string; readonly source: string }[]
}

export interface Costs {
  readonly sum: number
  /** null = nobody has said. */
  readonly each: Quarters | null
}

/** Of these the time is measured. */
const measuredStages = ['pilot', 'rollout', 'reference'] as const
const eventKinds = ['barcamp', 'talk', 'meeting', 'group'] as const

export function evaluate({ undertakings, cases, items, guests }: Material, period: Period): Evaluation {
  const isIn = (day: string): boolean => day >= period.from && day <= period.to
  const there = undertakings.flatMap(({ id, body, entries }) => {
    const steps = entries.filter(({ kind, day }) => (kind === 'begun' || kind === 'stage' || kind === 'state') && day <= period.to)
    return steps.length === 0 ? [] : [{ id, body, steps, last: steps.at(-1)! }]
  })
  const reachedOn = (steps: readonly Entry[], stage: Stage): string | undefined => steps.find((one) => one.kind !== 'state' && one.stage === stage)?.day
  const states: Record<State, number> = { running: 0, resting: 0, ended: 0 }
  for (const { last } of there) states[last.state]++
  const partners = there.map(({ body }) => body.partners)
  const asked = cases.filter(({ opened, state }) => state !== 'unconfirmed' && isIn(dayOf(opened)))
  const held = items.filter(({ when }) => when !== undefined && when.cancelled !== true && isIn(dayOf(Date.parse(when.start))))
  return {
    period,
    undertakings: { total: there.length, begun: there.filter(({ steps }) => isIn(steps[0]!.day)).length, states },
    stages: stages.map((stage) => ({ stage, now: there.filter(({ last }) => last.stage === stage).length, reached: there.filter(({ steps }) => isIn(reachedOn(steps, stage) ?? '')).length })),
    topics: counted(there.flatMap(({ body }) => body.topics)),
    durations: measuredStages.map((to) => ({
      to,
      days: quartersOf(there.flatMap(({ steps }) => {
        const [from, until] = [reachedOn(steps, 'need'), reachedOn(steps, to)]
        return from === undefined || until === undefined || !isIn(until) ? [] : [(Date.parse(until) - Date.parse(from)) / (24 * 3_600_000)]
      })) ?? null,
    })),
    partners: {
      actors: new Set(partners.flat().map(({ actor }) => actor)).size, confirmed: new Set(partners.flat().filter(({ confirmed }) => confirmed).map(({ actor }) => actor)).size,
      each: quartersOf(partners.map((one) => one.length)) ?? null,
    },
    introductions: introductionsOf(asked),
    events: {
      kinds: eventKinds.map((kind) => ({ kind, count: held.filter((one) => one.kind === kind).length })).filter(({ count }) => count > 0),
      guests: withheld({ guests: held.reduce((sum, { kind, id }) => sum + (kind === 'barcamp' ? guests.get(id) ?? 0 : 0), 0) }).total,
    },
    costs: { once: costsOf(there.map(({ body }) => body.costs.once)), yearly: costsOf(there.map(({ body }) => body.costs.yearly)) },
    measured: there.flatMap(({ id, body: { title, evidence } }) => evidence.figures.filter(({ day }) => isIn(day)).map((figure) => ({ id, title, ...figure }))),
  }
}

function introductionsOf(cases: readonly Introduction[]): Evaluation['introductions'] {
  const of = (fits: (one: Introduction) => boolean): number => cases.filter(fits).length
  const states = withheld({
    agreed: of(({ state }) => state === 'agreed'), open: of(({ state }) => state === 'waiting' || state === 'asked'),
    ended: of(({ state }) => state === 'declined' || state === 'withdrawn' || state === 'expired'), noted: of(({ state }) => state === 'noted'),
  })
  const outcomes = withheld({ talk: of(({ outcome }) => outcome === 'talk'), undertaking: of(({ outcome }) => outcome === 'undertaking'), none: of(({ outcome }) => outcome === 'none'), unknown: of(({ outcome }) => outcome === '') })
  return { total: states.total, states: states.parts, outcomes: outcomes.parts }
}

function costsOf(amounts: readonly (number | null)[]): Costs {
  const said = amounts.filter((amount) => amount !== null)
  return { sum: said.reduce((sum, amount) => sum + amount, 0), each: quartersOf(said) ?? null }
}

function counted(values: readonly string[]): readonly { readonly name: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const one of values) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, count })).toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'de')).slice(0, 25)
}
