import { TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ConsentVocabulary } from '@steckwerk/api/contract/consent'
import { useState } from 'react'
import { Choices } from '../../shell/calm.tsx'
import calm from '../../shell/calm.module.css'

const easilyRead = 8

/** Who may see the data: a hospital as a whole or one of its sites; to be searched where the list is long. */
export function RecipientChoice({ recipients, chosen, onChange, wrong }: { recipients: ConsentVocabulary['recipients']; chosen: string; onChange: (key: string) => void; wrong?: string }) {
  const { t } = useLingui()
  const [query, setQuery] = useState('')
  const words = query.toLowerCase().split(/\s+/).filter(word => word !== '')
  const keyOf = (one: (typeof recipients)[number]) => `${one.kind} ${one.id}`
  const found = recipients.filter(one => keyOf(one) === chosen || words.every(word => `${one.name} ${one.carrierName}`.toLowerCase().includes(word)))
  return (
    <div className={calm['form']}>
      {recipients.length > easilyRead && <TextInput type="search" label={t`Empfänger suchen`} value={query} onChange={event => setQuery(event.currentTarget.value)} autoComplete="off" size="md" />}
      <Choices
        legend={<Trans>2. Wer darf sie sehen?</Trans>} chosen={[chosen]} onChange={([next]) => onChange(next ?? '')} {...(wrong === undefined ? {} : { wrong })}
        options={found.map(one => ({ value: keyOf(one), label: one.name, hint: one.kind === 'carrier' ? <Trans>alle Häuser und Praxen dieses Trägers</Trans> : one.carrierName }))}
      />
      {found.length === 0 && <p role="status"><Trans>Nichts gefunden. Prüfen Sie die Schreibweise; wer hier fehlt, ist noch nicht an dieses Portal angeschlossen.</Trans></p>}
    </div>
  )
}
