import { NativeSelect } from '@mantine/core'
import { useLingui } from '@lingui/react/macro'

export const usualHours = 24

/** How long a time is held for the answer; never longer than until it begins. */
export function OfferHours({ hours, onChange }: { hours: number; onChange: (hours: number) => void }) {
  const { t } = useLingui()
  return (
    <NativeSelect
      label={t`Antwort innerhalb von`} value={String(hours)} onChange={event => onChange(Number(event.currentTarget.value))}
      data={[{ value: '2', label: t`2 Stunden` }, { value: '24', label: t`einem Tag` }, { value: '72', label: t`3 Tagen` }]}
    />
  )
}
