import { Trans } from '@lingui/react/macro'
import type { AppointmentView } from '@steckwerk/api/contract/booking'
import { Tag } from '../../shell/notice.tsx'

/** A request never looks like a booking. */
export function AppointmentState({ state }: { state: AppointmentView['state'] }) {
  if (state === 'booked') return <Tag tone="ok"><Trans>Gebucht</Trans></Tag>
  if (state === 'requested') return <Tag tone="warn" icon="clock"><Trans>Anfrage, noch nicht bestätigt</Trans></Tag>
  if (state === 'offered') return <Tag tone="warn" icon="calendar"><Trans>Angebot, wartet auf Ihre Antwort</Trans></Tag>
  if (state === 'waiting') return <Tag tone="quiet" icon="clock"><Trans>Auf der Warteliste</Trans></Tag>
  if (state === 'cancelled') return <Tag tone="bad" icon="cross"><Trans>Abgesagt</Trans></Tag>
  if (state === 'moved') return <Tag tone="quiet" icon="replay"><Trans>Verschoben</Trans></Tag>
  if (state === 'missed') return <Tag tone="quiet" icon="clock"><Trans>Nicht wahrgenommen</Trans></Tag>
  if (state === 'arrived') return <Tag tone="ok" icon="person"><Trans>Sie sind angemeldet</Trans></Tag>
  return <Tag tone="quiet" icon="check"><Trans>Vorbei</Trans></Tag>
}
