import { Trans } from '@lingui/react/macro'
import type { Person } from '../../../client/calendar/model.ts'
import { useFormats } from '../../../shell/format.ts'
import shared from '../carrier.module.css'

/** Whom an entry is about, as far as it may be seen. */
export function PersonBanner({ person }: { person: Person }) {
  const { date } = useFormats()
  return (
    <p className={shared['banner']}>
      <strong>{person.name === '' ? <Trans>Ohne Namen</Trans> : person.name}</strong>
      {person.hasRecord
        ? <span>{person.birthDate === undefined ? <Trans>Geburtsdatum unbekannt</Trans> : <Trans>geboren {date(person.birthDate)}</Trans>}</span>
        : <span><Trans>Noch nicht in Behandlung: Sie sehen den Namen, nicht die Akte.</Trans></span>}
      {person.number !== undefined && <span>{person.number}</span>}
    </p>
  )
}
