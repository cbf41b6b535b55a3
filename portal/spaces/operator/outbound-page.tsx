import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { blockedBy, fetchHeld, queuesOf } from '../../client/outbound.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useSession } from '../../shell/session-context.ts'
import { useNow } from '../../shell/use-now.ts'
import { OutboundDetail } from './outbound-detail.tsx'
import { OutboundList } from './outbound-list.tsx'
import classes from './problems.module.css'

const askAgain = 10_000

/** Messages to the systems of one carrier's houses that were refused or never acknowledged: each waits for somebody to decide. */
export function OutboundPage() {
  const { t } = useLingui()
  const { carrier } = useParams({ from: '/frame/leitstand/rueckweg/$carrier' })
  const { me } = useSession()
  const { number } = useFormats()
  const faultText = useFaultText()
  const now = useNow(30_000)
  const [chosen, setChosen] = useState<string | null>(null)
  const held = useQuery({ queryKey: ['outbound', carrier], queryFn: ({ signal }) => fetchHeld(carrier, signal), refetchInterval: askAgain })
  const messages = held.data?.messages ?? []
  const open = messages.find(({ connector, control }) => `${connector} ${control}` === chosen)
  const place = me.carriers.find(({ slug }) => slug === carrier)
  const total = held.data?.total ?? 0
  return (
    <>
      <PageHead
        title={t`Rückweg: ${place?.name ?? carrier}`}
        above={<Link to="/leitstand" className={classes['back'] ?? ''}><Icon name="back" /><Trans>Leitstand</Trans></Link>}
      />
      <HelpNote>
        <p><Trans>Ändert sich ein Termin im Portal oder in einem Fachdienst, schreibt der Hub eine Nachricht an das Kliniksystem. Nimmt das System sie nicht an, oder quittiert es sie nicht, hält der Connector sie an. Spätere Nachrichten zu demselben Termin warten dahinter, damit die Reihenfolge stimmt.</Trans></p>
        <p><Trans>„Erneut senden“ schickt dieselbe Nachricht noch einmal. „Verwerfen“ lässt sie aus; dann muss jemand den Termin im Kliniksystem von Hand nachtragen. Beides steht mit Namen und Grund im Protokoll des Trägers.</Trans></p>
      </HelpNote>
      {held.isError && <Notice tone="bad" live>{faultText(held.error)}</Notice>}
      {held.isPending && <Loading />}
      {held.isSuccess && messages.length === 0 && (
        <div className={classes['panel']}>
          <Empty icon="check" title={<Trans>Nichts angehalten</Trans>}>
            <Trans>Alle Nachrichten an die Kliniksysteme sind angekommen oder auf dem Weg. Wird eine abgelehnt, erscheint sie hier mit der Antwort des Systems. <Link to="/leitstand">Zurück zum Leitstand</Link></Trans>
          </Empty>
        </div>
      )}
      {messages.length > 0 && (
        <div className={classes['split']} data-open={open !== undefined}>
          <section className={classes['panel']} aria-label={t`Angehaltene Nachrichten`}>
            {queuesOf(messages).map(queue => <OutboundList key={`${queue.connector} ${queue.channel}`} queue={queue} now={now} open={chosen} onOpen={setChosen} />)}
            {total > messages.length && <p className={classes['end']}><Trans>Das sind die ältesten von {number(total)}.</Trans></p>}
          </section>
          {open !== undefined && (
            <OutboundDetail
              key={chosen} carrier={carrier} message={open} behind={blockedBy(open, messages)} now={now} mayDecide={place?.permissions.includes('message.replay') === true} onClose={() => setChosen(null)}
            />
          )}
        </div>
      )}
    </>
  )
}
