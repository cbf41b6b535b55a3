import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { confirmEntry } from '../../../client/directory.ts'
import { PortalFault } from '../../../client/request.ts'
import { Column } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'

/** Where the link of a mail leads. Opening it confirms nothing, since mailboxes open links by themselves: the button does. */
export function ConfirmPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const { hash } = useLocation()
  const [entry = '', proof = ''] = hash.split('.')
  const confirm = useMutation({ mutationFn: () => confirmEntry(network, entry, proof), gcTime: 0 })
  const gone = entry === '' || proof === '' || (confirm.error instanceof PortalFault && (confirm.error.status === 404 || confirm.error.status === 400))
  const name = confirm.data?.name ?? ''
  return (
    <Column>
      <PageHead title={t`Eintrag bestätigen`} />
      {confirm.isSuccess
        ? <Notice tone="ok" live><Trans>Danke, der Eintrag „{name}“ ist bestätigt. Die Redaktion sieht ihn durch und veröffentlicht ihn dann.</Trans></Notice>
        : gone
          ? <Notice tone="warn" live><Trans>Dieser Link gilt nicht mehr. Vielleicht ist der Eintrag schon durchgesehen, oder er ist älter als sieben Tage; dann tragen Sie die Einrichtung bitte noch einmal ein.</Trans></Notice>
          : (
              <>
                {confirm.isError && <Notice tone="bad" live>{faultText(confirm.error)}</Notice>}
                <p><Trans>Bestätigen Sie, dass Sie die Einrichtung eingetragen haben und ihre Angaben veröffentlicht werden dürfen.</Trans></p>
                <p><Button size="md" loading={confirm.isPending} onClick={() => confirm.mutate()}><Trans>Ja, Eintrag bestätigen</Trans></Button></p>
              </>
            )}
      <p><Link to="/netz/$network/verzeichnis" params={{ network: network.slug }}><Trans>Zum Verzeichnis</Trans></Link></p>
    </Column>
  )
}
