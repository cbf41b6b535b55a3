import type { Clock } from '@steckwerk/kernel'
import type { PlugCarrier, RouteAnswer, RouteCall } from '@steckwerk/plug'
import { excelType, readSheet, writeSheet } from '../excel/workbook.ts'
import { mustBeOpen } from '../assessment/assessment.ts'
import { merge } from '../assessment/merge.ts'
import { notOurs } from '../excel/sheet-rows.ts'
import { assessmentOf, readResult } from './assessments.ts'
import { languageOf } from './request.ts'

type Route = (carrier: PlugCarrier, call: RouteCall, clock: Clock) => Promise<RouteAnswer>

const fileOf = (name: string): Readonly<Record<'content-disposition', string>> => ({ 'content-disposition': `attachment; filename="${name}"` })

const report: Route = async (carrier, call, clock) => {
  const { view, office } = await readResult(carrier, call, clock)
  const language = languageOf(call)
  // Loaded with the first report, with the fonts.
  const { writeReport } = await import('../report/report-pdf.ts')
  return { status: 200, headers: fileOf(`${language === 'de' ? 'Reifegrad' : 'maturity'}-${view.day}.pdf`), file: { contentType: 'application/pdf', content: await writeReport(view, office, language) } }
}

const download: Route = async (carrier, call, clock) => {
  const { found, model } = await assessmentOf(carrier, call)
  const language = languageOf(call)
  const mark = { assessment: found.id, model: model.id, modelVersion: model.version, made: new Date(clock.now()).toISOString() }
  return {
    status: 200, headers: fileOf(`${language === 'de' ? 'Reifegrad' : 'maturity'}-${found.body.day}.xlsx`),
    file: { contentType: excelType, content: await writeSheet(model, found.body, mark, language) },
  }
}

/** What the file would change; nothing is saved. The page shows it, and sends what is wanted to `answers`. */
const upload: Route = async (carrier, call) => {
  const { found, model } = await assessmentOf(carrier, call)
  mustBeOpen(found.body)
  if (call.bytes === undefined) throw notOurs()
  const changes = await readSheet(call.bytes, model, found.body, found.id)
  const { conflicts } = merge(model, found.body, changes, '', '')
  return { status: 200, json: { changes: changes.filter(({ item }) => !conflicts.some((one) => one.item === item)), conflicts } }
}

export const fileRoutes: Readonly<Record<string, Route>> = {
  'GET /offices/:office/assessments/:assessment/report': report,
  'GET /offices/:office/assessments/:assessment/sheet': download,
  'POST /offices/:office/assessments/:assessment/sheet': upload,
}
