import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { cancelTicket, fetchTicket } from '../../../client/barcamp.ts'
import { Column } from '../../../shell/calm.tsx'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { OwnTicket } from './own-ticket.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcampPath } from './use-barcamp.ts'
import calm from '../../../shell/calm.module.css'

/** What a mail's link opens on any device: one's registration. What proves it stands in the fragment, which is sent to no server by itself. */
export function TicketPage() {
  const { t } = useLingui()
  const words = useBarcampWords()
  const queries = useQueryClient()
  const { network, event, service } = useBarcampPath()
  const [owner = '', proof = ''] = useLocation({ select: ({ hash }) => hash }).split('.')
  const queryKey = ['barcamp', network, event, 'ticket', owner]
  const ticket = useQuery({ queryKey, queryFn: () => fetchTicket(service, event, { owner, proof }), retry: false })
  const cancel = useMutation({ mutationFn: () => cancelTicket(service, event, { owner, proof }) })
  const own = ticket.data
  return (
    <Column>
      <Link className={calm['back'] ?? ''} to="/netz/$network/barcamp/$event" params={{ network, event }}><Icon name="back" /><Trans>Zur Veranstaltung</Trans></Link>
      <PageHead title={own?.title ?? t`Ihre Anmeldung`} />
      {ticket.isPending && <Loading />}
      {cancel.isSuccess && <Notice tone="ok" live><Trans>Sie sind abgemeldet. Danke, dass Sie Bescheid gegeben haben.</Trans></Notice>}
      {!cancel.isSuccess && ticket.isError && <Notice tone="warn" live>{words.fault(ticket.error)}</Notice>}
      {!cancel.isSuccess && own?.registered === true && <OwnTicket registration={own} cancel={() => cancel.mutate(undefined, { onSuccess: () => queries.removeQueries({ queryKey }) })} pending={cancel.isPending} error={cancel.error} />}
    </Column>
  )
}
