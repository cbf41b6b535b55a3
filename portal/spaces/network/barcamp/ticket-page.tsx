import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { cancelTicket, fetchTicket } from '../../../client/barcamp.ts'
import { Column } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { OwnTicket } from './own-ticket.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcampPath } from './use-barcamp.ts'

/** What a mail's link opens on any device: one's registration. What proves it stands in the fragment, which is sent to no server by itself. */
export function TicketPage() {
  const { t } = useLingui()
  const words = useBarcampWords()
  const queries = useQueryClient()
  const { network, event, service } = useBarcampPath()
  const [owner = '', proof = ''] = useLocation({ select: ({ hash }) => hash }).split('.')
  const queryKey = ['barcamp', network, event, 'ticket', owner]
  const ticket = useQuery({ queryKey, queryFn: () => fetchTicket(service, event, { owner, proof }), retry: false, enabled: proof !== '' })
  const cancel = useMutation({ mutationFn: () => cancelTicket(service, event, { owner, proof }) })
  const own = ticket.data
  return (
    <Column>
      <PageHead title={own?.title ?? t`Ihre Anmeldung`} above={<BackLink to="/netz/$network/barcamp/$event" params={{ network, event }}><Trans>Zur Veranstaltung</Trans></BackLink>} />
      {proof === '' && <Notice tone="warn"><Trans>Der Link ist nicht vollständig. Öffnen Sie ihn noch einmal aus der E-Mail; in dem Browser, in dem Sie sich angemeldet haben, steht Ihre Anmeldung auch auf der Seite der Veranstaltung.</Trans></Notice>}
      {ticket.isLoading && <Loading />}
      {cancel.isSuccess && <Notice tone="ok" live><Trans>Sie sind abgemeldet. Danke, dass Sie Bescheid gegeben haben.</Trans></Notice>}
      {!cancel.isSuccess && ticket.isError && <Notice tone="warn" live>{words.fault(ticket.error)}</Notice>}
      {!cancel.isSuccess && own?.registered === true && <OwnTicket registration={own} cancel={() => cancel.mutate(undefined, { onSuccess: () => queries.removeQueries({ queryKey }) })} pending={cancel.isPending} error={cancel.error} />}
    </Column>
  )
}
