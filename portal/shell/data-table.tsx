import type { ReactNode } from 'react'
import classes from './data-table.module.css'

export interface Column<Row> {
  readonly key: string
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  readonly end?: boolean
  /** Share of the table's width; with it on every column, tables of one kind stand in line. */
  readonly width?: string
  /** Holds words rather than a number: where cells stand side by side it takes two places. */
  readonly wide?: boolean
  /** Names the row. */
  readonly names?: boolean
}

/** A dense table that turns into a list of cards where it has too little room. The roles are written out because a
 *  changed `display` takes a table's meaning away from screen readers. */
export function DataTable<Row>({ caption, columns, rows, rowKey, current }: {
  caption: string; columns: readonly Column<Row>[]; rows: readonly Row[]; rowKey: (row: Row) => string; current?: (row: Row) => boolean
}) {
  return (
    <div className={classes['room']}>
      <table className={classes['table']} role="table">
        <caption className="aloud">{caption}</caption>
        <colgroup>{columns.map(({ key, width }) => <col key={key} style={width === undefined ? undefined : { inlineSize: width }} />)}</colgroup>
        <thead role="rowgroup">
          <tr role="row">{columns.map(({ key, head, end }) => <th key={key} role="columnheader" scope="col" data-end={end}>{head}</th>)}</tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(row => (
            <tr key={rowKey(row)} role="row" data-current={current?.(row) === true ? '' : undefined}>
              {columns.map(({ key, head, cell, end, wide, names }) => names === true
                ? <th key={key} role="rowheader" scope="row" data-label={head}>{cell(row)}</th>
                : <td key={key} role="cell" data-label={head} data-end={end} data-wide={wide}>{cell(row)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
