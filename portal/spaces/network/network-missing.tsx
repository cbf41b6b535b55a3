import { Trans, useLingui } from '@lingui/react/macro'
import { PortalFault } from '../../client/request.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { EntranceFrame } from '../entrance/entrance-frame.tsx'

/** Where there is no such network, or the hub does not answer. */
export function NetworkMissing({ error }: { error: unknown }) {
  const { t } = useLingui()
  const faultText = useFaultText()
  const isUnknown = error instanceof PortalFault && error.status === 404
  return (
    <EntranceFrame>
      <PageHead title={isUnknown ? t`Dieses Netzwerk gibt es hier nicht` : t`Die Seite kann gerade nicht gezeigt werden`} />
      {isUnknown ? <p><Trans>Vielleicht ist die Adresse nicht vollständig. Fragen Sie bei dem nach, von dem Sie sie haben.</Trans></p> : <Notice tone="bad" live>{faultText(error)}</Notice>}
    </EntranceFrame>
  )
}
