import { Button, Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { EmergencyCase } from '@steckwerk/api/contract/people'
import { useQuery } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { fetchEmergencies, stateReason } from '../../client/emergency.ts'
import { Card, Column } from '../../shell/calm.tsx'
import { textOf } from '../../shell/form-text.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useNow } from '../../shell/use-now.ts'
import { useCarrier } from '../carrier/carrier-space.tsx'
import { useAct } from '../carrier/use-act.ts'
import { useCarrierFault } from '../carrier/use-carrier-fault.ts'
import { EmergencyGrantCard } from './emergency-grant.tsx'
import { EmergencySearchCard } from './emergency-search.tsx'
import calm from '../../shell/calm.module.css'

const shortestReason = 10

/** A record without a treatment context: the reason first, then one patient, for a bounded time. */
export function EmergencyPage() {
  const { t } = useLingui()
  const { slug, name } = useCarrier()
  const fault = useCarrierFault()
  const now = useNow(1_000)
  const [opened, setOpened] = useState<EmergencyCase | null>(null)
  const grants = useQuery({ queryKey: ['emergency', slug], queryFn: ({ signal }) => fetchEmergencies(slug, signal), refetchInterval: 60_000 })
  const inForce = grants.data?.filter(({ endsAt }) => Date.parse(endsAt) > now) ?? []
  const searching = opened !== null && Date.parse(opened.searchUntil) > now
  return (
    <Column>
      <PageHead title={t`Notfallzugriff`} above={name} lead={<Trans>Nur, wenn Sie jemanden behandeln und die Akte sonst nicht offen ist. Jeder Schritt wird festgehalten und danach geprüft.</Trans>} />
      <HelpNote><p><Trans>Sie nennen zuerst den Grund, suchen dann genau einen Menschen und sehen seine Akte für begrenzte Zeit. Die Patientin oder der Patient sieht den Zugriff im eigenen Protokoll.</Trans></p></HelpNote>
      {grants.isError && <Notice tone="bad" live>{fault(grants.error)}</Notice>}
      {grants.isPending && <Loading />}
      {inForce.map(grant => <EmergencyGrantCard key={grant.id} carrier={slug} grant={grant} now={now} />)}
      {searching
        ? <EmergencySearchCard key={opened.id} carrier={slug} opened={opened} now={now} onDone={() => setOpened(null)} />
        : <Reason carrier={slug} lapsed={opened !== null} onOpened={setOpened} />}
    </Column>
  )
}

function Reason({ carrier, lapsed, onOpened }: { carrier: string; lapsed: boolean; onOpened: (opened: EmergencyCase) => void }) {
  const { t } = useLingui()
  const fault = useCarrierFault()
  const [short, setShort] = useState(false)
  const state = useAct((reason: string) => stateReason(carrier, reason), ['emergency', carrier], t`Der Grund ist festgehalten. Suchen Sie jetzt den Menschen.`, onOpened)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = textOf(new FormData(event.currentTarget), 'reason').trim()
    setShort(reason.length < shortestReason)
    if (reason.length >= shortestReason) return state.mutate(reason)
    event.currentTarget.querySelector('textarea')?.focus()
  }
  return (
    <Card title={<Trans>1. Warum brauchen Sie die Akte?</Trans>} icon="alert">
      {lapsed && <Notice tone="warn" live><Trans>Die Zeit für die Suche ist um. Nennen Sie den Grund noch einmal.</Trans></Notice>}
      <form className={calm['form']} onSubmit={submit} noValidate>
        <Textarea name="reason" label={t`Grund`} description={t`z. B. „Bewusstlos eingeliefert, Vormedikation unbekannt“`} maxLength={1000} autosize minRows={2} size="md" required withAsterisk={false} error={short ? t`Bitte nennen Sie den Grund in einem kurzen Satz (mindestens 10 Zeichen).` : undefined} />
        {state.trouble !== null && <Notice tone="bad" live>{fault(state.trouble)}</Notice>}
        <div><Button type="submit" size="md" loading={state.isPending}><Trans>Festhalten und weiter</Trans></Button></div>
      </form>
    </Card>
  )
}
