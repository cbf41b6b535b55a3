import { TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { LaunchPerson } from '@steckwerk/api/contract/smart'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { findPersons } from '../../client/app-consent.ts'
import { Choices } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Notice } from '../../shell/notice.tsx'

/** Staff find the Patient an app is to be opened for, among those they may see. */
export function PersonSearch({ uid, chosen, onChoose, missing }: { uid: string; chosen: LaunchPerson | undefined; onChoose: (person: LaunchPerson | undefined) => void; missing: boolean }) {
  const { t } = useLingui()
  const { date } = useFormats()
  const faultText = useFaultText()
  const [name, setName] = useState('')
  const wanted = useDeferredValue(name.trim())
  const found = useQuery({ queryKey: ['app-consent', uid, 'persons', wanted], queryFn: ({ signal }) => findPersons(uid, wanted, signal), enabled: wanted.length >= 2, gcTime: 0 })
  const persons = found.data ?? []
  return (
    <>
      <TextInput type="search" label={t`Für wen?`} description={t`Mindestens zwei Buchstaben des Namens. Gefunden wird, wen Sie behandeln.`} value={name} onChange={event => setName(event.currentTarget.value)} size="md" autoComplete="off" error={missing ? t`Bitte wählen Sie, um wen es geht.` : undefined} />
      {found.isError && <Notice tone="bad" live>{faultText(found.error)}</Notice>}
      {found.isSuccess && persons.length === 0 && <p role="status"><Trans>Niemand gefunden. Prüfen Sie die Schreibweise, oder ob die Person bei Ihnen in Behandlung ist.</Trans></p>}
      {persons.length > 0 && (
        <Choices
          legend={<Trans>Gefunden</Trans>} chosen={chosen === undefined ? [] : [chosen.patient]} onChange={([patient]) => onChoose(persons.find(one => one.patient === patient))}
          options={persons.map(one => ({ value: one.patient, label: one.name, hint: one.birthDate === null ? undefined : date(one.birthDate) }))}
        />
      )}
    </>
  )
}
