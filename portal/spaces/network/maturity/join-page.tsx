import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate, useParams } from '@tanstack/react-router'
import { acceptInvitation } from '../../../client/maturity.ts'
import { Card } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import classes from './maturity.module.css'

/** Where the link of an invitation leads, with its code in the fragment. Opening it changes nothing: the page asks. */
export function JoinPage() {
  const { t } = useLingui()
  const fault = useMaturityFault()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { network } = useParams({ from: '/netz/$network/reifegrad/beitritt' })
  const { hash } = useLocation()
  const accept = useMutation({
    mutationFn: () => acceptInvitation(network, hash),
    onSuccess: async ({ office }) => {
      await queries.invalidateQueries({ queryKey: ['maturity', network] })
      await navigate({ to: '/netz/$network/reifegrad/$office', params: { network, office }, replace: true })
    },
  })
  return (
    <div className={classes['page']}>
      <PageHead title={t`Einladung annehmen`} />
      <Card title={<Trans>Mitglied eines Hauses werden</Trans>} icon="people">
        {hash === '' ? <Notice tone="warn"><Trans>In dieser Adresse steht keine Einladung. Öffnen Sie den ganzen Link, den Sie bekommen haben.</Trans></Notice> : (
          <>
            <p><Trans>Sie sehen danach die Einschätzungen dieses Hauses und können daran mitarbeiten. Die anderen Mitglieder sehen Ihren Namen.</Trans></p>
            <div className={classes['actions']}><Button loading={accept.isPending} onClick={() => accept.mutate()}><Trans>Annehmen</Trans></Button></div>
          </>
        )}
        {accept.isError && <Notice tone="bad" live>{fault(accept.error)}</Notice>}
      </Card>
    </div>
  )
}
