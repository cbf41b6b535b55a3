import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { confirmTakingPart } from '../../../client/meetings.ts'
import { PortalFault } from '../../../client/request.ts'
import { Column } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useMeetingPath } from './use-meeting.ts'
import { useMeetingWords } from './use-meeting-words.ts'

/** Where the link of a mail leads. Opening it confirms nothing, since mailboxes open links by themselves: the button does. */
export function ConfirmTakingPartPage() {
  const { t } = useLingui()
  const words = useMeetingWords()
  const { network, id, params } = useMeetingPath()
  const { hash } = useLocation()
  const cut = hash.lastIndexOf('.')
  const confirm = useMutation({ mutationFn: () => confirmTakingPart(network, id, hash.slice(0, cut), hash.slice(cut + 1)), gcTime: 0 })
  const gone = cut < 1 || (confirm.error instanceof PortalFault && (confirm.error.status === 404 || confirm.error.status === 400))
  const office = confirm.data?.office ?? ''
  return (
    <Column>
      <PageHead title={t`Teilnahme bestätigen`} />
      {confirm.isSuccess
        ? <Notice tone="ok" live><Trans>Danke. Dieser Browser nimmt jetzt für „{office}“ teil. Öffnen Sie denselben Link auf dem Handy, geht es auch dort.</Trans></Notice>
        : gone
          ? <Notice tone="warn" live><Trans>Dieser Link gilt nicht mehr. Bitte melden Sie sich beim Treffen noch einmal an.</Trans></Notice>
          : (
              <>
                {confirm.isError && <Notice tone="bad" live>{words.fault(confirm.error)}</Notice>}
                <p><Trans>Bestätigen Sie, dass Sie sich angemeldet haben. Danach kennt das Treffen Sie in diesem Browser: Sie sehen den Zugang, bringen die Karte Ihres Amts mit, sehen die Karten der anderen und können sich abmelden.</Trans></p>
                <p><Button size="md" loading={confirm.isPending} onClick={() => confirm.mutate()}><Trans>Ja, ich nehme teil</Trans></Button></p>
              </>
            )}
      <p><Link to="/netz/$network/treffen/$meeting" params={params}><Trans>Zum Treffen</Trans></Link></p>
    </Column>
  )
}
