import { TextInput } from '@mantine/core'
import { useLingui } from '@lingui/react/macro'
import type { RefObject } from 'react'

/** Six digits of an authenticator app. */
export function CodeField({ value, onChange, wrong, field }: { value: string; onChange: (value: string) => void; wrong?: string | undefined; field?: RefObject<HTMLInputElement | null> }) {
  const { t } = useLingui()
  return (
    <TextInput
      ref={field} name="code" label={t`Code aus der App`} description={t`6 Ziffern`} inputMode="numeric" autoComplete="one-time-code" pattern="[0-9 ]*" maxLength={7} size="md" required withAsterisk={false}
      value={value} onChange={event => onChange(event.currentTarget.value.replaceAll(/[^\d ]/g, ''))} error={wrong}
    />
  )
}
