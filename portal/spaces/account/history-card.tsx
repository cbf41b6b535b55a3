import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { AccountEventKind, HistoryEntry } from '@steckwerk/api/contract/account'
import { useInfiniteQuery } from '@tanstack/react-query'
import { fetchHistory } from '../../client/account.ts'
import { Card, Item } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice, Tag } from '../../shell/notice.tsx'
import calm from '../../shell/calm.module.css'

/** Sign-ins and changes of the account, newest first. */
export function HistoryCard() {
  const faultText = useFaultText()
  const pages = useInfiniteQuery({
    queryKey: ['account', 'history'], queryFn: ({ pageParam, signal }) => fetchHistory(pageParam, signal), initialPageParam: null as string | null, getNextPageParam: page => page.next,
  })
  const entries = pages.data?.pages.flatMap(page => page.entries) ?? []
  return (
    <Card title={<Trans>Was mit Ihrem Konto geschah</Trans>} icon="clock">
      {pages.isError && <Notice tone="bad" live>{faultText(pages.error)}</Notice>}
      {pages.isPending && <Loading />}
      {pages.isSuccess && entries.length === 0 && <p><Trans>Noch nichts. Ab jetzt steht hier jede Anmeldung und jede Änderung an Ihrem Konto.</Trans></p>}
      <ul className={calm['list']}>{entries.map((entry, index) => <li key={`${entry.at} ${index}`}><HistoryLine entry={entry} /></li>)}</ul>
      {pages.hasNextPage && <div><Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}><Trans>Ältere laden</Trans></Button></div>}
    </Card>
  )
}

function HistoryLine({ entry }: { entry: HistoryEntry }) {
  const { dateTime } = useFormats()
  const words = useEventWords()
  const how = useMethodWords()
  const facts = [dateTime(entry.at), ...entry.about === '' ? [] : [entry.about], ...entry.methods.map(how), ...entry.device === '' ? [] : [entry.device], ...entry.network === '' ? [] : [entry.network]]
  return <Item name={words(entry.event)} tag={entry.outcome === 'refused' ? <Tag tone="warn"><Trans>abgelehnt</Trans></Tag> : undefined}><span className={calm['small']}>{facts.join(' · ')}</span></Item>
}

function useEventWords(): (event: AccountEventKind) => string {
  const { t } = useLingui()
  return event => ({
    'sign-in': t`Anmeldung`, 'sign-out': t`Abmeldung`, confirm: t`Identität bestätigt`, 'session-ended': t`Anmeldung auf einem Gerät beendet`, 'password-changed': t`Passwort geändert`, 'totp-added': t`Authenticator-App eingerichtet`,
    'totp-removed': t`Authenticator-App entfernt`, 'passkey-added': t`Passkey eingerichtet`, 'passkey-removed': t`Passkey entfernt`, 'recovery-issued': t`Code für neuen Zugang am Empfang ausgestellt`,
    'recovery-used': t`Zugang mit Code neu eingerichtet`, 'set-up': t`Zugang eingerichtet`, 'account-closed': t`Konto geschlossen`,
  })[event]
}

function useMethodWords(): (method: string) => string {
  const { t } = useLingui()
  return method => ({ password: t`Passwort`, totp: t`App-Code`, passkey: t`Passkey`, provider: t`Anmeldung der Klinik`, code: t`Code` } as Readonly<Record<string, string>>)[method] ?? method
}
