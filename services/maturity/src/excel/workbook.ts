import type { Row as WrittenRow } from 'write-excel-file/node'
import { withinBounds } from '@steckwerk/plug/safe-zip'
import type { Assessment } from '../assessment/assessment.ts'
import type { Change } from '../assessment/merge.ts'
import type { Language, MaturityModel } from '../model/model.ts'
import { answerRows, changesOf, legendRows, notOurs, readMark, type Cell, type Row, type SheetMark } from './sheet-rows.ts'

export const excelType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Of a file that is sent in. */
export const mostSheetBytes = 1024 * 1024
const bounds = { bytes: 8 * 1024 * 1024, rows: 5000 } as const

const names: Readonly<Record<Language, readonly [answers: string, legend: string]>> = { de: ['Einschätzung', 'Legende'], en: ['Assessment', 'Legend'] }

/** An assessment as an Excel file of two sheets, to be worked at without the portal. */
export async function writeSheet(model: MaturityModel, assessment: Assessment, mark: SheetMark, language: Language): Promise<Buffer> {
  const [answers, legend] = names[language]
  // Loaded with the first file, as is what reads one: together they are a tenth of what a hub would load at its start.
  const { default: writeExcelFile } = await import('write-excel-file/node')
  return await writeExcelFile([
    {
      sheet: answers, data: answerRows(model, assessment, language).map((row, index) => styled(row, index === 0)), stickyRowsCount: 1, orientation: 'landscape',
      columns: [{ width: 22 }, { width: 26 }, { width: 26 }, { width: 46 }, { width: 22 }, { width: 44 }, { width: 40 }],
    },
    { sheet: legend, data: legendRows(model, mark, language).map((row) => styled(row, false)), columns: [{ width: 44 }, { width: 70 }] },
  ]).toBuffer()
}

function styled(row: Row, heading: boolean): WrittenRow {
  return row.map((value) => (value === null ? null : typeof value === 'number' ? { value, type: Number } : { value: escaped(value), type: String, wrap: true, alignVertical: 'top', ...(heading ? { fontWeight: 'bold' as const } : {}) }))
}

/** Excel reads `_x000D_` as a character's number: a text that looks so is marked as text. Source: ECMA-376 part 1, 22.9.2.19. A text that is a member of every
 *  object is lost in the writer's table of texts; with one letter as its number it is another there. */
function escaped(text: string): string {
  const marked = text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return marked in Object.prototype ? `_x${marked.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_${marked.slice(1)}` : marked
}

/** What a file changes at an assessment. The file has two sheets as {@link writeSheet} makes them, in whatever order.
 *  Faults: maturity/sheet, maturity/sheet-row, maturity/item-unknown, maturity/value. */
export async function readSheet(bytes: Uint8Array, model: MaturityModel, assessment: Assessment, id: string): Promise<readonly Change[]> {
  const archive = withinBounds(bytes, bounds)
  if (archive === undefined) throw notOurs()
  const { default: readExcelFile } = await import('read-excel-file/node')
  const sheets = await readExcelFile(archive, { trim: false }).catch(() => {
    throw notOurs()
  })
  const tables = sheets.map(({ data }) => data.map((row) => row.map(asCell)))
  const legend = tables.find((rows) => rows.some(([name]) => name === 'assessment'))
  const answers = tables.find((rows) => rows !== legend)
  if (legend === undefined || answers === undefined) throw notOurs()
  const mark = readMark(legend)
  if (mark.assessment !== id || mark.model !== model.id || mark.modelVersion !== model.version) throw notOurs()
  return changesOf(model, assessment, answers, mark.made)
}

function asCell(cell: unknown): Cell {
  if (typeof cell === 'string' || typeof cell === 'number') return cell
  return cell instanceof Date ? cell.toISOString() : typeof cell === 'boolean' ? String(cell) : null
}
