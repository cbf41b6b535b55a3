import { Fault } from '@steckwerk/kernel'
import { withinBounds } from '@steckwerk/plug/safe-zip'

/** A table as text, its heading first; rows may be of any length. */
export type Table = readonly (readonly string[])[]

/** Without the heading. */
export const mostRows = 5000
/** Of the file as it is sent. */
export const mostFileBytes = 6 * 1024 * 1024
const mostCells = 60
const bounds = { bytes: 32 * 1024 * 1024, rows: mostRows + 1 } as const

const unreadable = (): Fault => new Fault('invalid', 'community/import-file', 'This is neither a table of Excel (.xlsx) nor one as CSV, or it is damaged.')
const tooLong = (): Fault => new Fault('invalid', 'community/import-size', `A table has up to ${mostRows} rows and ${mostCells} columns.`)

/** UTF-8 or UTF-16 with its mark; otherwise UTF-8 where it is that, and else what Excel writes on Windows. */
function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** What separates the heading's cells: what stands there most often outside quotes. */
function separatorOf(text: string): string {
  const heading = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0].replaceAll(/"(?:[^"]|"")*"/g, '') ?? ''
  const count = (one: string): number => heading.split(one).length
  return [';', ',', '\t'].toSorted((a, b) => count(b) - count(a))[0]!
}

async function fromCsv(bytes: Uint8Array): Promise<Table> {
  // A byte that no text has: something else than a table.
  const text = decoded(bytes)
  if (text.includes('\0')) throw unreadable()
  const { parse } = await import('csv-parse/sync')
  try {
    return parse(text, { delimiter: separatorOf(text), relax_column_count: true, skip_empty_lines: true, to: mostRows + 2, max_record_size: 64 * 1024 })
  } catch {
    throw unreadable()
  }
}

async function fromExcel(bytes: Uint8Array): Promise<Table> {
  const archive = withinBounds(bytes, bounds)
  if (archive === undefined) throw unreadable()
  // Loaded with the first file.
  const { default: readExcelFile } = await import('read-excel-file/node')
  const [first] = await readExcelFile(archive).catch(() => {
    throw unreadable()
  })
  return (first?.data ?? []).map((row) => row.map(asText))
}

/** Numbers as they are, dates as instants; anything else says nothing. */
function asText(cell: unknown): string {
  if (typeof cell === 'string') return cell
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : cell instanceof Date ? cell.toISOString() : ''
}

/** The first sheet of an Excel file, or a CSV with `;`, `,` or tabs. Rows without any text are left out. Faults: community/import-file, community/import-size. */
export async function readTable(bytes: Uint8Array): Promise<Table> {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b
  const table = (await (isArchive ? fromExcel(bytes) : fromCsv(bytes))).map((row) => row.map((cell) => cell.trim())).filter((row) => row.some((cell) => cell !== ''))
  if (table.length > mostRows + 1 || table.some((row) => row.length > mostCells)) throw tooLong()
  return table
}
