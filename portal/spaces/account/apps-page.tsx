import { Trans, useLingui } from '@lingui/react/macro'
import type { GrantedApps } from '@steckwerk/api/contract/smart'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { fetchApps, revokeApp } from '../../client/account.ts'
import { useAnnounce } from '../../shell/announcer.tsx'
import { Card, Column, ConfirmInPlace } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useScopeWords } from '../../shell/scope-words.ts'
import { AccountTabs } from './account-tabs.tsx'
import calm from '../../shell/calm.module.css'

/** Which apps may read or write on one's behalf; each can be stopped at once. */
export function AppsPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const apps = useQuery({ queryKey: ['account', 'apps'], queryFn: ({ signal }) => fetchApps(signal) })
  return (
    <Column>
      <PageHead title={t`Apps mit Zugriff`} lead={<Trans>Diese Apps dürfen in Ihrem Namen auf Daten zugreifen. Sie können jede sofort abschalten.</Trans>} />
      <AccountTabs />
      {apps.isError && <Notice tone="bad" live>{faultText(apps.error)}</Notice>}
      {apps.isPending && <Loading />}
      {apps.isSuccess && apps.data.length === 0 && (
        <Empty icon="plug" title={<Trans>Keine App hat Zugriff</Trans>}><Trans>Wenn eine Gesundheits-App auf Ihre Daten zugreifen möchte, fragt sie hier im Portal um Erlaubnis. Danach steht sie in dieser Liste.</Trans></Empty>
      )}
      {apps.data?.map(app => <AppCard key={app.id} app={app} />)}
    </Column>
  )
}

function AppCard({ app }: { app: GrantedApps['apps'][number] }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const words = useScopeWords()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const revoke = useMutation({
    mutationFn: () => revokeApp(app.id),
    onSuccess: () => {
      announce(t`Der Zugriff ist beendet.`)
      void queries.invalidateQueries({ queryKey: ['account', 'apps'] })
    },
  })
  const [name, vendor, house, granted, used] = [app.name, app.vendor, app.carrier.name, dateTime(app.grantedAt), dateTime(app.usedAt)]
  const person = app.patient?.name
  return (
    <Card title={name} icon="plug" beside={app.offline ? <Tag tone="quiet"><Trans>auch ohne Anmeldung</Trans></Tag> : undefined}>
      <p className={calm['small']}>{vendor !== null && <>{vendor} · </>}<Trans>bei {house}</Trans>{person !== undefined && <>{' · '}<Trans>für {person}</Trans></>}{' · '}<Trans>erlaubt {granted}</Trans>{' · '}<Trans>zuletzt genutzt {used}</Trans></p>
      <ul>{app.scopes.map(scope => <li key={scope.scope}>{words(scope).title}</li>)}</ul>
      <div>
        <ConfirmInPlace label={<Trans>Zugriff beenden</Trans>} title={<Trans>Zugriff von {name} beenden?</Trans>} confirm={<Trans>Jetzt beenden</Trans>} run={() => revoke.mutate()} pending={revoke.isPending} error={revoke.error}>
          <p><Trans>Die App bekommt ab sofort nichts mehr. Was sie schon gelesen hat, bleibt bei ihr; fragen Sie den Anbieter nach der Löschung.</Trans></p>
        </ConfirmInPlace>
      </div>
    </Card>
  )
}
