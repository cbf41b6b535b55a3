import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { PortalFault } from '../../../client/request.ts'
import { joinKeepers } from '../../../client/undertakings.ts'
import { Column } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { useMailLink } from './use-mail-link.ts'
import { useUndertakingWords } from './use-undertaking-words.ts'

/** Whoever has the link and an account keeps an undertaking, too. */
export function KeeperJoinPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const navigate = useNavigate()
  const link = useMailLink()
  const join = useMutation({
    mutationFn: () => joinKeepers(network, link!),
    onSuccess: () => navigate({ to: '/netz/$network/vorhaben/$undertaking', params: { network: network.slug, undertaking: link!.id } }),
    gcTime: 0,
  })
  const gone = link === undefined || (join.error instanceof PortalFault && join.error.status === 404)
  return (
    <Column>
      <PageHead title={t`Vorhaben mitpflegen`} />
      {gone
        ? <Notice tone="warn" live><Trans>Dieser Link gilt nicht mehr: er nimmt eine Person auf und gilt zwei Wochen. Bitten Sie um einen neuen.</Trans></Notice>
        : (
            <>
              {join.isError && <Notice tone="bad" live>{words.fault(join.error)}</Notice>}
              <p><Trans>Sie können das Vorhaben danach bearbeiten und seine Schritte eintragen. Ihr Name steht bei denen, die es pflegen; nur sie und die Redaktion sehen ihn.</Trans></p>
              <p><Button size="md" loading={join.isPending} onClick={() => join.mutate()}><Trans>Ja, ich pflege es mit</Trans></Button></p>
            </>
          )}
    </Column>
  )
}
