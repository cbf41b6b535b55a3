import type { Costs, Evaluation } from './evaluate.ts'
import type { Quarters } from './quarters.ts'
import type { Held } from './withheld.ts'
import { evaluationWords } from './words.ts'

/** Figures of one kind as rows, with how they are counted: what page, paper and file show alike. */
export interface FigureTable {
  readonly name: 'undertakings' | 'stages' | 'topics' | 'durations' | 'partners' | 'introductions' | 'outcomes' | 'events' | 'costs' | 'measured'
  readonly title: string
  /** '' = said by the table before. */
  readonly definition: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** In the words of a language. */
export function tablesOf(evaluation: Evaluation, language: 'de' | 'en'): readonly FigureTable[] {
  const words = evaluationWords[language]
  const { columns, rows, heads, definitions } = words
  const region = language === 'de' ? 'de-DE' : 'en-GB'
  const number = (value: number, digits = 1): string => value.toLocaleString(region, { maximumFractionDigits: digits })
  const held = (value: Held): string => (value === 'withheld' ? words.withheld : number(value))
  const day = (date: string): string => new Date(`${date}T00:00:00Z`).toLocaleDateString(region, { timeZone: 'UTC', day: '2-digit', month: '2-digit', year: 'numeric' })
  const quarters = (of: Quarters | null): readonly string[] => (of === null ? ['0', '–', '–', '–'] : [number(of.count), number(of.median), number(of.lower), number(of.upper)])
  const costs = (name: string, { sum, each }: Costs): readonly string[] => [name, each === null ? words.none : number(sum, 0), ...quarters(each)]
  const quarterColumns = [columns.count, columns.median, columns.lower, columns.upper]
  const { undertakings, stages, topics, durations, partners, introductions, events, costs: { once, yearly }, measured } = evaluation
  return [
    { name: 'undertakings', title: heads.undertakings, definition: definitions.undertakings, columns: [columns.figure, columns.value], rows: [[rows.total, number(undertakings.total)], [rows.begun, number(undertakings.begun)], ...(['running', 'resting', 'ended'] as const).map((state) => [words.states[state], number(undertakings.states[state])])] },
    { name: 'stages', title: heads.stages, definition: definitions.stages, columns: [columns.stage, columns.now, columns.reached], rows: stages.map(({ stage, now, reached }) => [words.stages[stage], number(now), number(reached)]) },
    { name: 'topics', title: heads.topics, definition: definitions.topics, columns: [columns.topic, columns.count], rows: topics.map(({ name, count }) => [name, number(count)]) },
    { name: 'durations', title: `${heads.durations} (${words.days})`, definition: definitions.durations, columns: [columns.to, ...quarterColumns], rows: durations.map(({ to, days }) => [words.stages[to], ...quarters(days)]) },
    { name: 'partners', title: heads.partners, definition: definitions.partners, columns: [columns.figure, columns.value], rows: [[rows.actors, number(partners.actors)], [rows.confirmed, number(partners.confirmed)], [rows.partnersEach, partners.each === null ? '–' : number(partners.each.median)]] },
    ...(introductions === null ? [] : [
      { name: 'introductions', title: heads.introductions, definition: definitions.introductions, columns: [columns.figure, columns.value], rows: [[columns.sum, held(introductions.total)], ...(['agreed', 'open', 'ended', 'noted'] as const).map((state) => [words.introductions[state], held(introductions.states[state])])] } as const,
      { name: 'outcomes', title: heads.outcomes, definition: '', columns: [columns.figure, columns.value], rows: (['talk', 'undertaking', 'none', 'unknown'] as const).map((outcome) => [words.outcomes[outcome], held(introductions.outcomes[outcome])]) } as const,
    ]),
    { name: 'events', title: heads.events, definition: definitions.events, columns: [columns.kind, columns.count], rows: [...events.kinds.map(({ kind, count }) => [words.events[kind] ?? kind, number(count)]), [rows.guests, held(events.guests)]] },
    { name: 'costs', title: `${heads.costs} (${words.euro})`, definition: definitions.costs, columns: [columns.kind, columns.sum, ...quarterColumns], rows: [costs(rows.once, once), costs(rows.yearly, yearly)] },
    {
      name: 'measured', title: heads.measured, definition: definitions.measured, columns: [columns.project, columns.what, columns.before, columns.after, columns.unit, columns.day, columns.source],
      rows: measured.map((one) => [one.title, one.what, one.before === null ? '–' : number(one.before), number(one.after), one.unit, day(one.day), one.source]),
    },
  ]
}
