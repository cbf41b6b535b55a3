import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useSession } from '../../shell/session-context.ts'
import { Tabs } from '../carrier/tabs.tsx'

/** Pages of the platform, for who manages its people. */
export function PlatformTabs() {
  const { t } = useLingui()
  const { me } = useSession()
  if (!me.permissions.includes('people.manage')) return null
  return (
    <Tabs label={t`Leitstand`}>
      <li><Link to="/leitstand" activeOptions={{ exact: true }}><Trans>Leitstand</Trans></Link></li>
      <li><Link to="/leitstand/personen"><Trans>Personen der Plattform</Trans></Link></li>
      {me.permissions.includes('broker.manage') && <li><Link to="/leitstand/dienste"><Trans>Anbieter</Trans></Link></li>}
      <li><Link to="/leitstand/mails"><Trans>E-Mails</Trans></Link></li>
      <li><Link to="/leitstand/protokoll"><Trans>Protokoll der Plattform</Trans></Link></li>
    </Tabs>
  )
}
