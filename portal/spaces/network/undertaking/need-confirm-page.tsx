import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { PortalFault } from '../../../client/request.ts'
import { confirmNeed } from '../../../client/undertakings.ts'
import { Column } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { useMailLink } from './use-mail-link.ts'
import { useUndertakingWords } from './use-undertaking-words.ts'

/** Where the link of a mail leads. Opening it confirms nothing, since mailboxes open links by themselves: the button does. */
export function NeedConfirmPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const link = useMailLink()
  const confirm = useMutation({ mutationFn: () => confirmNeed(network, link!), gcTime: 0 })
  const gone = link === undefined || (confirm.error instanceof PortalFault && confirm.error.status === 404)
  const title = confirm.data?.title ?? ''
  return (
    <Column>
      <PageHead title={t`Bedarf bestätigen`} />
      {confirm.isSuccess
        ? <Notice tone="ok" live><Trans>Danke, „{title}“ ist bestätigt. Die Redaktion sieht den Bedarf durch und veröffentlicht ihn dann.</Trans></Notice>
        : gone
          ? <Notice tone="warn" live><Trans>Dieser Link gilt nicht mehr. Vielleicht ist der Bedarf schon durchgesehen, oder er ist älter als sieben Tage; dann melden Sie ihn bitte noch einmal.</Trans></Notice>
          : (
              <>
                {confirm.isError && <Notice tone="bad" live>{words.fault(confirm.error)}</Notice>}
                <p><Trans>Bestätigen Sie, dass Sie den Bedarf gemeldet haben und er veröffentlicht werden darf.</Trans></p>
                <p><Button size="md" loading={confirm.isPending} onClick={() => confirm.mutate()}><Trans>Ja, Bedarf bestätigen</Trans></Button></p>
              </>
            )}
      <p><Link to="/netz/$network/vorhaben" params={{ network: network.slug }}><Trans>Zu den Vorhaben</Trans></Link></p>
    </Column>
  )
}
