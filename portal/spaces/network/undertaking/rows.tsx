import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useUndertakingWords } from './use-undertaking-words.ts'
import classes from './undertaking.module.css'

/** Several of a kind, each with its fields: added below, taken away one by one. */
export function Rows<Row>({ legend, hint, rows, most, add, name, onChange, children }: {
  legend: ReactNode; hint?: ReactNode; rows: readonly Row[]; most: number; add: { readonly label: ReactNode; readonly row: Row }
  /** What one of them is called, by its number. */
  name: (number: number) => string
  onChange: (rows: readonly Row[]) => void; children: (row: Row, set: (change: Partial<Row>) => void) => ReactNode
}) {
  const words = useUndertakingWords()
  return (
    <fieldset className={classes['rows']}>
      <legend>{legend}</legend>
      {hint !== undefined && <p className={classes['hint']}>{hint}</p>}
      {rows.map((row, at) => (
        // Rows have no name of their own until somebody typed one: their place is what they are known by.
        <div key={at} role="group" aria-label={name(at + 1)} className={classes['row']}>
          {children(row, change => onChange(rows.map((one, other) => (other === at ? { ...one, ...change } : one))))}
          <div><Button variant="default" size="compact-md" aria-label={words.remove(name(at + 1))} onClick={() => onChange(rows.filter((_, other) => other !== at))}><Trans>Entfernen</Trans></Button></div>
        </div>
      ))}
      {rows.length < most && <div><Button variant="default" onClick={() => onChange([...rows, add.row])}>{add.label}</Button></div>}
    </fieldset>
  )
}
