import { newPage, pageWidth, type Column } from '@steckwerk/plug/tagged-page'
import type { Evaluation } from './evaluate.ts'
import type { FigureTable } from './tables.ts'
import { evaluationWords } from './words.ts'

/** Figures as a tagged A4 PDF that says everything also without its picture, and prints in grey. */
export async function evaluationPdf(evaluation: Evaluation, tables: readonly FigureTable[], network: string, language: 'de' | 'en'): Promise<Buffer> {
  const words = evaluationWords[language]
  const day = (date: string): string => new Date(`${date}T00:00:00Z`).toLocaleDateString(language === 'de' ? 'de-DE' : 'en-GB', { timeZone: 'UTC', day: '2-digit', month: '2-digit', year: 'numeric' })
  const page = newPage(`${words.title} – ${network}`, network, language)
  page.text('P', network, { size: 9.5 })
  page.text('H1', words.title, { size: 18, weight: 700, above: 6 })
  page.text('P', `${words.period}: ${day(evaluation.period.from)} – ${day(evaluation.period.to)}`)
  for (const { name, title, definition, columns, rows } of tables) {
    page.text('H2', title, { size: 13, weight: 700, above: 12 })
    if (definition !== '') page.text('P', definition, { size: 8.5 })
    if (name === 'stages') page.figure(language === 'de' ? 'Balken je Stufe; die Zahlen stehen in der Tabelle.' : 'Bars by stage; the numbers stand in the table.', evaluation.stages.length * 18 + 10, (doc) => drawStages(doc, evaluation, words.stages))
    page.table(columnsOf(columns), rows.length === 0 ? [columns.map((_, at) => (at === 0 ? words.none : ''))] : rows)
  }
  return page.end()
}

/** The first column is for words, the others for numbers. */
function columnsOf(columns: readonly string[]): readonly Column[] {
  const first = columns.length > 6 ? 0.22 : columns.length === 2 ? 0.7 : 0.34
  return columns.map((title, at) => ({ title, share: at === 0 ? first : (1 - first) / (columns.length - 1) }))
}

function drawStages(doc: PDFKit.PDFDocument, { stages }: Evaluation, names: Readonly<Record<string, string>>): void {
  const [from, to] = [130, pageWidth - 40]
  const most = Math.max(1, ...stages.map(({ now }) => now))
  stages.forEach(({ stage, now }, at) => {
    const y = at * 18 + 6
    doc.font('latin-400').fontSize(8.5).fillColor('black').text(names[stage]!, 0, y + 1, { width: from - 8, height: 10, ellipsis: true })
    doc.rect(from, y, Math.max(0.5, (now / most) * (to - from)), 10).fillColor('#666666').fill()
    doc.fillColor('black').text(String(now), to + 6, y + 1, { lineBreak: false })
  })
}
