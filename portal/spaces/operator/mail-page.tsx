import { Trans, useLingui } from '@lingui/react/macro'
import type { DemoMail } from '@steckwerk/api/contract/notify'
import { useQuery } from '@tanstack/react-query'
import { fetchDemoMails, fetchMailState } from '../../client/notifications.ts'
import { Card, Column } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { PlatformTabs } from './platform-tabs.tsx'
import calm from '../../shell/calm.module.css'

const everyMs = 5_000

/** How mail is doing; in the demo also the mails themselves, which a simulated server has taken. */
export function MailPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const state = useQuery({ queryKey: ['mail'], queryFn: ({ signal }) => fetchMailState(signal), refetchInterval: everyMs })
  return (
    <>
      <PlatformTabs />
      <Column>
        <PageHead title={t`E-Mails`} lead={<Trans>Zahlen der letzten 30 Tage. Wer welche Mail bekommt, steht hier nicht.</Trans>} />
        {state.isError && <Notice tone="bad" live>{faultText(state.error)}</Notice>}
        {state.isPending && <Loading />}
        {state.isSuccess && (
          <Card title={<Trans>Versand</Trans>} icon="chart" beside={state.data.on ? <Tag tone="ok"><Trans>an</Trans></Tag> : <Tag tone="quiet"><Trans>aus</Trans></Tag>}>
            <ul>
              <li><Trans>versandt: {state.data.counts.sent}</Trans></li>
              <li><Trans>wartet: {state.data.counts.waiting}, überfällig seit {state.data.overdueMinutes} Minuten</Trans></li>
              <li><Trans>abgelehnt: {state.data.counts.failed}</Trans></li>
              <li><Trans>nicht mehr nötig: {state.data.counts.expired}</Trans></li>
              <li><Trans>zurückgekommen: {state.data.received.bounced}, Adressen nicht erreichbar: {state.data.bouncedAddresses}</Trans></li>
              <li><Trans>abbestellt: {state.data.received.unsubscribed}</Trans></li>
              <li><Trans>Antworten: {state.data.received.replies}, automatische: {state.data.received.automatic}, nicht zuzuordnen: {state.data.received.unmatched}</Trans></li>
            </ul>
          </Card>
        )}
        {state.data?.demo === true && <DemoMails />}
      </Column>
    </>
  )
}

function DemoMails() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const mails = useQuery({ queryKey: ['mail', 'demo'], queryFn: ({ signal }) => fetchDemoMails(signal), refetchInterval: everyMs })
  return (
    <section aria-label={t`Mails der Demo`}>
      <h2><Trans>Mails der Demo</Trans> <Tag tone="warn"><Trans>simuliert</Trans></Tag></h2>
      <p className={calm['dim']}><Trans>Ein Mailserver dieser Demo nimmt alle Mails an und stellt keine zu. So sähen die Empfängerinnen und Empfänger sie.</Trans></p>
      {mails.isError && <Notice tone="bad" live>{faultText(mails.error)}</Notice>}
      {mails.data?.length === 0 && <Empty icon="bell" title={<Trans>Noch keine Mail</Trans>}><Trans>Sobald der Hub eine Mail schreibt, steht sie hier.</Trans></Empty>}
      {mails.data?.map(mail => <DemoMailCard key={mail.id} mail={mail} />)}
    </section>
  )
}

function DemoMailCard({ mail: { to, at, subject, text } }: { mail: DemoMail }) {
  const { dateTime } = useFormats()
  const when = dateTime(at)
  return (
    <Card title={subject} icon="bell">
      <p className={calm['small']}><Trans>an {to}, {when}</Trans></p>
      <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</p>
    </Card>
  )
}
