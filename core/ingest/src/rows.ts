import type { Sql } from '@steckwerk/kernel'

const texts = new Map<string, string>()

function statementText(table: string, columns: readonly string[], rows: number, tail: string): string {
  const name = `${table}(${columns.join()})${rows}${tail}`
  let text = texts.get(name)
  if (text === undefined) {
    const places = Array.from({ length: rows }, (_, row) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(', ')})`)
    text = `insert into st.${table} (${columns.join(', ')}) values ${places.join(', ')}${tail}`
    texts.set(name, text)
  }
  return text
}

/** Statements that insert all rows, in chunks of a power of two so that few prepared statements serve every size.
 *  `table`, `columns` and `tail` are constants of the calling code, never input. */
export function insertRows(table: string, columns: readonly string[], rows: readonly (readonly unknown[])[], tail = ''): Sql[] {
  const statements: Sql[] = []
  for (let from = 0; from < rows.length; ) {
    const size = Math.min(128, 2 ** Math.floor(Math.log2(rows.length - from)))
    statements.push({ text: statementText(table, columns, size, tail), values: rows.slice(from, from + size).flat() })
    from += size
  }
  return statements
}
