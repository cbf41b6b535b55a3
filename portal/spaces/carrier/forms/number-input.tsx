import { TextInput } from '@mantine/core'
import { useLingui } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import { readNumber, writeNumber } from '../../../client/form-answer.ts'

/** A number or nothing. What cannot be read stays in the field, is told, and changes nothing. */
export function NumberInput({ label, description, value, onChange, wrong, whole = false }: { label: string; description?: ReactNode; value: number | undefined; onChange: (value: number | undefined) => void; wrong?: string | undefined; whole?: boolean }) {
  const { t, i18n } = useLingui()
  const written = value === undefined ? '' : writeNumber(value, i18n.locale === 'en' ? 'en' : 'de')
  const [text, setText] = useState(written)
  const read = text.trim() === '' ? undefined : readNumber(text, whole)
  const isUnread = text.trim() !== '' && read === undefined
  // Changed elsewhere: the other answers moved, or the kind is another one.
  if (!isUnread && read !== value) setText(written)
  return (
    <TextInput label={label} description={description} inputMode={whole ? 'numeric' : 'decimal'} autoComplete="off" value={text} error={isUnread ? (whole ? t`Bitte eine ganze Zahl` : t`Bitte eine Zahl`) : wrong}
      onChange={event => {
        const next = event.currentTarget.value
        const number = next.trim() === '' ? undefined : readNumber(next, whole)
        setText(next)
        if (next.trim() === '' || number !== undefined) onChange(number)
      }} />
  )
}
