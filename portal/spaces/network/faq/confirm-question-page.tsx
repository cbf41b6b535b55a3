import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { confirmAsked } from '../../../client/faq.ts'
import { PortalFault } from '../../../client/request.ts'
import { mailLink } from '../../../client/upkeep.ts'
import { Column } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNewsWords } from '../news/use-news-words.ts'
import { useNetwork } from '../use-network.ts'

/** Where the link of a mail leads. Opening it confirms nothing: the button does. */
export function ConfirmQuestionPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useNewsWords()
  const { hash } = useLocation()
  const link = mailLink(hash)
  const confirm = useMutation({ mutationFn: () => confirmAsked(network, link!), gcTime: 0 })
  const gone = link === undefined || (confirm.error instanceof PortalFault && (confirm.error.status === 404 || confirm.error.status === 400))
  const question = confirm.data?.question ?? ''
  return (
    <Column>
      <PageHead title={t`Frage bestätigen`} />
      {confirm.isSuccess
        ? <Notice tone="ok" live><Trans>Danke, Ihre Frage „{question}“ ist jetzt bei der Redaktion. Wir schreiben Ihnen, wo die Antwort steht.</Trans></Notice>
        : gone
          ? <Notice tone="warn" live><Trans>Dieser Link gilt nicht mehr. Vielleicht ist die Frage schon beantwortet, oder sie ist älter als sieben Tage; dann stellen Sie sie bitte noch einmal.</Trans></Notice>
          : (
              <>
                {confirm.isError && <Notice tone="bad" live>{words.fault(confirm.error)}</Notice>}
                <p><Trans>Bestätigen Sie, dass Sie die Frage gestellt haben. Frage und Antwort werden veröffentlicht, Ihre Adresse nicht.</Trans></p>
                <p><Button size="md" loading={confirm.isPending} onClick={() => confirm.mutate()}><Trans>Ja, Frage absenden</Trans></Button></p>
              </>
            )}
      <p><Link to="/netz/$network/fragen" params={{ network: network.slug }}><Trans>Fragen und Antworten</Trans></Link></p>
    </Column>
  )
}
