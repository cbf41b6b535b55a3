import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { SessionItem } from '@steckwerk/api/contract/account'
import { useQuery } from '@tanstack/react-query'
import { endOtherSessions, endSession, fetchFactors, fetchSessions } from '../../client/account.ts'
import { Card, Column, Item } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice, Tag } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { AccountTabs } from './account-tabs.tsx'
import { FreshGuard } from './fresh.tsx'
import { HistoryCard } from './history-card.tsx'
import { useChange } from './use-change.ts'
import calm from '../../shell/calm.module.css'

/** Where one is signed in, and what happened to the account. */
export function DevicesPage() {
  const { t } = useLingui()
  const factors = useQuery({ queryKey: ['account', 'factors'], queryFn: ({ signal }) => fetchFactors(signal) })
  return (
    <FreshGuard factors={factors.data}>
      <Column>
        <PageHead title={t`Geräte und Verlauf`} lead={<Trans>Kommt Ihnen etwas unbekannt vor? Beenden Sie die Anmeldung und ändern Sie Ihr Passwort.</Trans>} />
        <AccountTabs />
        <SessionsCard />
        <HistoryCard />
      </Column>
    </FreshGuard>
  )
}

function SessionsCard() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const sessions = useQuery({ queryKey: ['account', 'sessions'], queryFn: ({ signal }) => fetchSessions(signal) })
  const endOthers = useChange(() => endOtherSessions(), t`Alle anderen Anmeldungen sind beendet.`)
  const list = sessions.data ?? []
  return (
    <Card title={<Trans>Hier sind Sie angemeldet</Trans>} icon="phone">
      {sessions.isError && <Notice tone="bad" live>{faultText(sessions.error)}</Notice>}
      {sessions.isPending && <Loading />}
      <ul className={calm['list']}>{[...list].sort((a, b) => Number(b.current) - Number(a.current) || b.seenAt.localeCompare(a.seenAt)).map(session => <li key={session.id}><SessionLine session={session} /></li>)}</ul>
      {endOthers.trouble !== null && <Notice tone="bad" live>{faultText(endOthers.trouble)}</Notice>}
      {list.length > 2 && <div><Button variant="default" onClick={() => endOthers.mutate(undefined)} loading={endOthers.isPending}><Trans>Alle anderen beenden</Trans></Button></div>}
    </Card>
  )
}

function SessionLine({ session }: { session: SessionItem }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const faultText = useFaultText()
  const end = useChange(() => endSession(session.id), t`Die Anmeldung ist beendet.`)
  const device = session.device === '' ? t`Unbekanntes Gerät` : session.device
  const [started, seen, network] = [dateTime(session.startedAt), dateTime(session.seenAt), session.network]
  return (
    <>
      <Item
        name={device} tag={session.current ? <Tag tone="ok"><Trans>dieses Gerät</Trans></Tag> : undefined}
        actions={session.current ? undefined : <Button variant="default" onClick={() => end.mutate(undefined)} loading={end.isPending} aria-label={t`${device}: Anmeldung beenden`}><Trans>Beenden</Trans></Button>}
      >
        <span className={calm['small']}><Trans>Zuletzt aktiv {seen}</Trans>{' · '}<Trans>angemeldet {started}</Trans>{network !== '' && <>{' · '}<Trans>Netz {network}</Trans></>}</span>
      </Item>
      {end.trouble !== null && <Notice tone="bad" live>{faultText(end.trouble)}</Notice>}
    </>
  )
}
