import { Trans, useLingui } from '@lingui/react/macro'
import type { Calendar } from '../../../client/calendar/model.ts'
import type { Waiting } from '../../../client/calendar/waiting.ts'
import { DataTable } from '../../../shell/data-table.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Empty } from '../../../shell/notice.tsx'
import { dayOf } from '../../../client/calendar/days.ts'
import { useWishWords } from '../../booking/use-wish-words.ts'
import { useOfferWords } from './use-offer-words.ts'
import shared from '../carrier.module.css'

/** Who waits for a time, the longest first. */
export function WaitingList({ waiting, calendars, now, onOpen }: { waiting: readonly Waiting[]; calendars: readonly Calendar[]; now: number; onOpen: (waiting: Waiting) => void }) {
  const { t } = useLingui()
  const { date } = useFormats()
  const wishes = useWishWords()
  const offerWords = useOfferWords()
  const nameOf = (id: string): string => calendars.find(one => one.id === id)?.name ?? id
  return (
    <section className={shared['panel']} aria-label={t`Warteliste`}>
      <header className={shared['panelHead']}><h2><Trans>Warteliste</Trans></h2></header>
      {waiting.length === 0
        ? <Empty icon="clock" title={<Trans>Niemand wartet</Trans>}><Trans>Wer beim Buchen keine passende Zeit findet, kann sich auf die Warteliste setzen und steht dann hier. Frei werdende Zeiten werden von selbst angeboten.</Trans></Empty>
        : (
          <DataTable
            caption={t`Warteliste`} rows={waiting} rowKey={({ id }) => id}
            columns={[
              { key: 'who', head: t`Person`, names: true, width: '22%', cell: one => <button type="button" className={shared['rowLink']} onClick={() => onOpen(one)}>{one.person.name === '' ? <Trans>Ohne Namen</Trans> : one.person.name}</button> },
              { key: 'since', head: t`Seit`, width: '12%', cell: ({ since }) => Number.isNaN(since) ? '–' : date(dayOf(since)) },
              { key: 'for', head: t`Wartet auf`, wide: true, width: '22%', cell: one => [one.service, one.calendars.map(nameOf).join(', ')].filter(part => part !== '').join(' · ') || '–' },
              { key: 'wishes', head: t`Wünsche`, wide: true, width: '24%', cell: one => wishes.all(one.wishes).join(' · ') },
              { key: 'offers', head: t`Angebote`, wide: true, width: '20%', cell: one => offerWords(one, now) },
            ]}
          />
        )}
    </section>
  )
}
