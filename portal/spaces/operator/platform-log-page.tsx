import { useLingui } from '@lingui/react/macro'
import { platform } from '../../client/carrier-path.ts'
import { Log } from '../carrier/log-page.tsx'
import { PlatformTabs } from './platform-tabs.tsx'

/** What was done to the platform itself; a carrier's log is the carrier's. */
export function PlatformLogPage() {
  const { t } = useLingui()
  return (
    <>
      <PlatformTabs />
      <Log carrier={platform} title={t`Protokoll der Plattform`} above={t`ohne die Protokolle der Träger`} />
    </>
  )
}
