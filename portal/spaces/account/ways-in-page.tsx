import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { fetchFactors } from '../../client/account.ts'
import { Card, Column } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { AccountTabs } from './account-tabs.tsx'
import { CloseAccountCard } from './close-account-card.tsx'
import { FreshGuard } from './fresh.tsx'
import { PasskeysCard } from './passkeys-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { TotpCard } from './totp-card.tsx'

/** How one signs in, and how one gets back in. */
export function WaysInPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const factors = useQuery({ queryKey: ['account', 'factors'], queryFn: ({ signal }) => fetchFactors(signal) })
  const account = factors.data?.account ?? null
  const outside = factors.data?.outside ?? []
  return (
    <FreshGuard factors={factors.data}>
      <Column>
        <PageHead title={t`Ihr Konto`} {...(account === null ? {} : { lead: <Trans>Sie melden sich an als <strong>{account}</strong>.</Trans> })} />
        <AccountTabs />
        {factors.isError && <Notice tone="bad" live>{faultText(factors.error)}</Notice>}
        {factors.isPending && <Loading />}
        {factors.data !== undefined && (
          <>
            {factors.data.addFactor && <Notice tone="warn"><Trans>Ihr Konto ist bisher nur durch ein Passwort geschützt. Richten Sie einen Passkey oder eine Authenticator-App ein; beides dauert eine Minute.</Trans></Notice>}
            <PasskeysCard factors={factors.data} />
            <TotpCard factors={factors.data} />
            {(factors.data.password !== null || factors.data.account !== null) && <PasswordCard factors={factors.data} />}
            {outside.length > 0 && (
              <Card title={<Trans>Anmeldung über Ihre Klinik</Trans>} icon="plug">
                <ul>{outside.map(({ provider, carrier }) => <li key={`${carrier} ${provider}`}>{provider}, {carrier}</li>)}</ul>
              </Card>
            )}
            <Card title={<Trans>Wenn Sie nicht mehr hineinkommen</Trans>} icon="help">
              <p><Trans>Telefon verloren oder Passwort vergessen? Gehen Sie mit Ihrem Ausweis zum Empfang Ihres Krankenhauses. Dort bekommen Sie einen Code, mit dem Sie Ihren Zugang neu einrichten. Ihre Daten und Freigaben bleiben dabei erhalten.</Trans></p>
              <p><Trans>Wir fragen Sie nie am Telefon oder per E-Mail nach einem Code oder Passwort.</Trans></p>
            </Card>
            <CloseAccountCard />
          </>
        )}
      </Column>
    </FreshGuard>
  )
}
