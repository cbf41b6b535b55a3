import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { input } from '../body.ts'
import { isEditor } from '../caller.ts'
import type { Asked, CommunityRoute } from '../community-route.ts'
import { csvOf } from '../csv.ts'
import { dayOf } from '../undertaking/records.ts'
import { evaluate, type Evaluation, type Period } from './evaluate.ts'
import { materialOf } from './material.ts'
import { evaluationKind, settingsId, settingsOf, type Settings } from './settings.ts'
import { tablesOf, type FigureTable } from './tables.ts'
import { evaluationWords } from './words.ts'

const period = z.strictObject({ from: z.iso.date(), to: z.iso.date() }).refine(({ from, to }) => from <= to)

const languageOf = ({ call }: Asked): 'de' | 'en' => (call.caller.language === 'en' ? 'en' : 'de')

/** This year and the one before it, where nothing is asked. Faults: community/input. */
function periodOf({ call, now }: Asked): Period {
  const today = dayOf(now)
  const read = period.safeParse({ from: call.query.get('from') ?? `${Number(today.slice(0, 4)) - 1}-01-01`, to: call.query.get('to') ?? today })
  if (!read.success) throw new Fault('invalid', 'community/input', 'A period begins before it ends.', { at: 'from' })
  return read.data
}

interface Figures {
  readonly evaluation: Evaluation
  readonly tables: readonly FigureTable[]
  readonly settings: Settings
}

/** Faults: community/evaluation-closed (who asks is no editor, and the figures are not for everybody), community/input. */
async function figuresFor(asked: Asked): Promise<Figures> {
  const settings = await settingsOf(asked.documents)
  if (!settings.public && !isEditor(asked)) throw new Fault('forbidden', 'community/evaluation-closed', 'These figures are for the editors.')
  const whole = evaluate(await materialOf(asked.carrier, asked.now), periodOf(asked))
  const evaluation = isEditor(asked) ? whole : { ...whole, introductions: null }
  return { evaluation, tables: tablesOf(evaluation, languageOf(asked)), settings }
}

async function showEvaluation(asked: Asked): Promise<RouteAnswer> {
  const { evaluation, tables, settings } = await figuresFor(asked)
  return { status: 200, json: { evaluation, tables, public: settings.public, editor: isEditor(asked) } }
}

const named = ({ period: { from, to } }: Evaluation, ending: string): string => `attachment; filename="auswertung-${from}-${to}.${ending}"`

/** One table below the other. */
async function evaluationCsv(asked: Asked): Promise<RouteAnswer> {
  const { evaluation, tables } = await figuresFor(asked)
  const words = evaluationWords[languageOf(asked)]
  const rows = [[words.title, asked.carrier.name], [words.period, evaluation.period.from, evaluation.period.to], ...tables.flatMap(({ title, definition, columns, rows: lines }) => [[], [title], ...(definition === '' ? [] : [[definition]]), columns, ...lines])]
  return { status: 200, headers: { 'content-disposition': named(evaluation, 'csv') }, file: { contentType: 'text/csv; charset=utf-8', content: csvOf(rows) } }
}

async function evaluationFile(asked: Asked): Promise<RouteAnswer> {
  const { evaluation, tables } = await figuresFor(asked)
  const { evaluationPdf } = await import('./evaluation-pdf.ts')
  return { status: 200, headers: { 'content-disposition': named(evaluation, 'pdf') }, file: { contentType: 'application/pdf', content: await evaluationPdf(evaluation, tables, asked.carrier.name, languageOf(asked)) } }
}

async function setPublic(asked: Asked): Promise<RouteAnswer> {
  const settings: Settings = input(z.strictObject({ public: z.boolean() }), asked)
  await asked.documents.write([{ kind: evaluationKind, id: settingsId, body: settings }])
  return { status: 204 }
}

/** Figures for the interim evaluation. */
export const evaluationRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/evaluation', access: 'public', answer: showEvaluation },
  { method: 'GET', path: '/evaluation.csv', access: 'public', answer: evaluationCsv },
  { method: 'GET', path: '/evaluation.pdf', access: 'public', answer: evaluationFile },
  { method: 'PUT', path: '/editor/evaluation', access: 'editor', answer: setPublic },
]
