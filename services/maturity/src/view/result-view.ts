import { answerOf, type Assessment } from '../assessment/assessment.ts'
import { resultOf, valueOf, type Result } from '../assessment/result.ts'
import { progressOf, targetWords, type Completed, type Progress, type Target } from '../assessment/target.ts'
import { radarOf, type Radar } from '../chart/radar.ts'
import { valueWords, type Language, type MaturityModel } from '../model/model.ts'
import type { Edition } from '../peers/edition.ts'
import type { Helper } from '../peers/asked-houses.ts'

/** A value as it is shown: in words, and how far along the scale, 0 to 1. */
export interface Shown {
  readonly value: number | null
  readonly words: string
  readonly share: number
}

export interface TargetView {
  readonly id: string
  readonly words: string
  readonly until: string
  readonly note: string
  readonly state: Progress['state']
  readonly on: string | null
  /** Titles of dimensions that have risen enough; a target that names one says it in its words. */
  readonly dimensions: readonly string[]
}

export interface ResultView {
  readonly model: { readonly id: string; readonly title: string; readonly source: string; readonly values: readonly { readonly title: string; readonly meaning: string }[] }
  readonly day: string
  readonly kind: Assessment['kind']
  readonly team: readonly string[]
  readonly completed: string | null
  /** Day of the assessment that `before` is of. */
  readonly beforeDay: string | null
  readonly dimensions: readonly {
    readonly code: string
    readonly title: string
    readonly now: Shown
    readonly before: Shown | null
    /** null = withheld, or nothing published yet. */
    readonly peers: { readonly lowerQuarter: Shown; readonly median: Shown; readonly upperQuarter: Shown } | null
    /** Searches for fitting projects, and capabilities of services that help. */
    readonly leads: { readonly search: readonly string[]; readonly capabilities: readonly string[] }
    /** Other houses that agreed to be asked, and are at least two levels further. */
    readonly helpers: readonly Helper[]
    /** Named by a target that is open. */
    readonly targeted: boolean
    readonly items: readonly { readonly title: string; readonly question: string; readonly value: string; readonly comment: string; readonly evidence: readonly string[] }[]
  }[]
  readonly overall: Shown | null
  /** Completed assessments of the same model up to this one, oldest first; values in the order of dimensions. */
  readonly history: readonly { readonly id: string; readonly day: string; readonly kind: Assessment['kind']; readonly values: readonly string[] }[]
  readonly radar: Radar
  /** Which line of the radar is which, in their order. */
  readonly lines: readonly ('now' | 'before' | 'peers')[]
  /** When the figures about peers were published. */
  readonly peersPublished: string | null
  readonly targets: readonly TargetView[]
}

export interface Known {
  readonly model: MaturityModel
  readonly id: string
  readonly assessment: Assessment
  /** Of the office and model, by day. */
  readonly completed: readonly Completed[]
  readonly edition: Edition | undefined
  readonly targets: readonly (Target & { readonly id: string })[]
  readonly helpers: ReadonlyMap<string, readonly Helper[]>
  readonly today: string
}

/** Everything a page or a report shows of an assessment. */
export function resultView({ model, id, assessment, completed, edition, targets, helpers, today }: Known, language: Language): ResultView {
  const result = resultOf(model, assessment)
  const earlier = completed.filter((one) => one.id !== id && one.day <= assessment.day)
  const before = earlier.at(-1)
  const history = assessment.completed === undefined ? earlier : [...earlier, { id, day: assessment.day, kind: assessment.kind, result }]
  const show = (value: number | null): Shown => shown(model, value, language)
  const valuesOf = (of: Result): readonly (number | null)[] => model.dimensions.map(({ code }) => valueOf(of, code))
  const figures = model.dimensions.map(({ code }) => edition?.figures[code] ?? null)
  const lines = [
    { name: 'now' as const, values: valuesOf(result) },
    ...(before === undefined ? [] : [{ name: 'before' as const, values: valuesOf(before.result) }]),
    ...(figures.every((figure) => figure === null) ? [] : [{ name: 'peers' as const, values: figures.map((figure) => figure?.median ?? null) }]),
  ]
  return {
    model: {
      id: model.id, title: model.title[language], source: model.source[language],
      values: model.scale.states?.map(({ title, meaning }) => ({ title: title[language], meaning: meaning[language] })) ?? [],
    },
    day: assessment.day, kind: assessment.kind, team: assessment.team, completed: assessment.completed ?? null, beforeDay: before?.day ?? null,
    dimensions: model.dimensions.map(({ code, title, items, leads }, index) => {
      const figure = figures[index]!
      return {
        code, title: title[language], now: show(valueOf(result, code)), before: before === undefined ? null : show(valueOf(before.result, code)),
        peers: figure === null ? null : { lowerQuarter: show(figure.lowerQuarter), median: show(figure.median), upperQuarter: show(figure.upperQuarter) },
        leads: leads ?? { search: [title.de], capabilities: [] }, helpers: helpers.get(code) ?? [],
        targeted: targets.some(({ goal, until }) => goal.kind === 'reach' && goal.dimension === code && until >= today),
        items: items.map((item) => {
          const { value, comment, evidence } = answerOf(assessment, item.code)
          return { title: item.title[language], question: item.question[language], value: valueWords(model, value, language), comment, evidence }
        }),
      }
    }),
    overall: result.overall === undefined ? null : show(result.overall),
    history: history.map((one) => ({ id: one.id, day: one.day, kind: one.kind, values: valuesOf(one.result).map((value) => valueWords(model, value, language)) })),
    radar: radarOf(model, lines.map(({ values }) => values), language),
    lines: lines.map(({ name }) => name),
    peersPublished: edition?.published ?? null,
    targets: targets.map((one) => targetView(model, one, completed, today, language)),
  }
}

export function targetView(model: MaturityModel, target: Target & { readonly id: string }, completed: readonly Completed[], today: string, language: Language): TargetView {
  const { state, on, dimensions } = progressOf(target, completed, today)
  return {
    id: target.id, words: targetWords(model, target, language), until: target.until, note: target.note, state, on: on ?? null,
    dimensions: target.goal.kind === 'reach' ? [] : dimensions.map((code) => model.dimensions.find((one) => one.code === code)?.title[language] ?? code),
  }
}

function shown(model: MaturityModel, value: number | null, language: Language): Shown {
  const { lowest, highest } = model.scale
  return { value, words: valueWords(model, value, language), share: value === null ? 0 : (value - lowest) / (highest - lowest) }
}
