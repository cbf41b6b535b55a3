import { stringify } from 'csv-stringify/sync'

/** Rows as CSV that German spreadsheets open as it is: semicolons, a byte order mark, and nothing that they would take for a formula. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  stringify(rows as string[][], { bom: true, delimiter: ';', quoted: true, record_delimiter: 'windows', escape_formulas: true })
