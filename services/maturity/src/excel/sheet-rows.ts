import { Fault } from '@steckwerk/kernel'
import { answerOf, checkAnswer, sameAnswer, answer as answerShape, type Answer, type Assessment } from '../assessment/assessment.ts'
import type { Change } from '../assessment/merge.ts'
import type { Language, MaturityModel } from '../model/model.ts'

export type Cell = string | number | null
export type Row = readonly Cell[]

/** What a file says of itself, so that it finds back to its assessment. */
export interface SheetMark {
  readonly assessment: string
  readonly model: string
  readonly modelVersion: number
  /** The instant the file was made. */
  readonly made: string
}

const headings: Readonly<Record<Language, readonly string[]>> = {
  de: ['Schlüssel', 'Dimension', 'Teilbereich', 'Frage', 'Wert', 'Kommentar', 'Nachweise (je Zeile einer)'],
  en: ['Key', 'Dimension', 'Part', 'Question', 'Value', 'Comment', 'Evidence (one a line)'],
}
const [keyAt, valueAt, commentAt, evidenceAt] = [0, 4, 5, 6]

/** The sheet that people fill in: a heading, and a row an item. States stand as their words, points as numbers. */
export function answerRows(model: MaturityModel, assessment: Assessment, language: Language): readonly Row[] {
  return [headings[language], ...model.dimensions.flatMap((dimension) => dimension.items.map((item) => {
    const { value, comment, evidence } = answerOf(assessment, item.code)
    const shown = value === null ? null : model.scale.states?.find((state) => state.value === value)?.title[language] ?? value
    return [item.code, dimension.title[language], item.title[language], item.question[language], shown, comment === '' ? null : comment, evidence.length === 0 ? null : evidence.join('\n')]
  }))]
}

/** The second sheet: what may be entered, and the file's mark. */
export function legendRows(model: MaturityModel, mark: SheetMark, language: Language): readonly Row[] {
  const german = language === 'de'
  const values: readonly Row[] = model.scale.states?.map(({ title, meaning }) => [title[language], meaning[language]])
    ?? [[`${model.scale.lowest}–${model.scale.highest}`, german ? 'ganze Punkte' : 'whole points']]
  return [
    [german ? 'Werte' : 'Values', null], ...values,
    [null, null],
    [german ? 'Nicht ändern: damit das Portal die Datei wiedererkennt' : 'Do not change: by this the portal knows the file again', null],
    ['assessment', mark.assessment], ['model', mark.model], ['version', mark.modelVersion], ['made', mark.made],
    [null, null],
    [model.title[language], model.source[language]],
  ]
}

/** Faults: maturity/sheet where it is none of ours. */
export function readMark(rows: readonly Row[]): SheetMark {
  const told = new Map(rows.map(([name, value]) => [name, value]))
  const [assessment, model, modelVersion, made] = [told.get('assessment'), told.get('model'), told.get('version'), told.get('made')]
  if (typeof assessment !== 'string' || typeof model !== 'string' || typeof modelVersion !== 'number' || typeof made !== 'string' || Number.isNaN(Date.parse(made))) throw notOurs()
  return { assessment, model, modelVersion, made }
}

/** What a sheet changes, an item at a time. An answer that was given in the portal after the file was made is not laid over: `was` is then empty of it, and
 *  {@link merge} tells the conflict. Rows may stand in any order; rows that are missing change nothing.
 *  Faults: maturity/sheet, maturity/sheet-row, maturity/item-unknown, maturity/value. */
export function changesOf(model: MaturityModel, assessment: Assessment, rows: readonly Row[], made: string): readonly Change[] {
  if (rows[0]?.[keyAt] !== headings.de[keyAt] && rows[0]?.[keyAt] !== headings.en[keyAt]) throw notOurs()
  const seen = new Set<string>()
  return rows.slice(1).flatMap((row, index) => {
    const key = row[keyAt]
    if (key === null || key === undefined) return []
    const at = `row ${index + 2}`
    if (typeof key !== 'string' || seen.has(key)) throw new Fault('invalid', 'maturity/sheet-row', 'A row of the sheet has no question\'s key, or one that stands twice.', { at })
    seen.add(key)
    const now = answerIn(model, row, at)
    checkAnswer(model, key, now)
    const current = answerOf(assessment, key)
    if (sameAnswer(current, now)) return []
    const later = (assessment.answers[key]?.at ?? '') > made
    return [{ item: key, was: later ? now : current, now }]
  })
}

function answerIn(model: MaturityModel, row: Row, at: string): Answer {
  const read = answerShape.safeParse({
    value: valueIn(model, row[valueAt] ?? null, at), comment: String(row[commentAt] ?? ''),
    evidence: String(row[evidenceAt] ?? '').split(/\r?\n/).filter((line) => line.trim() !== ''),
  })
  if (!read.success) throw new Fault('invalid', 'maturity/sheet-row', 'A row of the sheet has a comment or evidence that cannot be taken: too long, or with characters that are none.', { at })
  return read.data
}

function valueIn(model: MaturityModel, cell: Cell, at: string): number | null {
  if (cell === null || String(cell).trim() === '') return null
  const said = String(cell).trim().toLowerCase()
  const found = model.scale.states?.find(({ value, title }) => [title.de, title.en].some((words) => words.toLowerCase() === said) || String(value) === said)?.value
    ?? (model.scale.states === undefined && /^\d{1,4}$/.test(said) ? Number(said) : undefined)
  if (found === undefined) throw new Fault('invalid', 'maturity/value', 'The model has no such value.', { at })
  return found
}

export function notOurs(): Fault {
  return new Fault('invalid', 'maturity/sheet', 'This is no Excel file of an assessment.')
}
