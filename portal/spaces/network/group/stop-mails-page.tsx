import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { chooseMails, proofIn } from '../../../client/groups.ts'
import { Column } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useGroupFault, useGroupPath } from './use-group.ts'
import calm from '../../../shell/calm.module.css'

/** Where mails of a group's dates are ended, by the link at their foot. Opening it changes nothing, since mailboxes open links by themselves: the button does. */
export function StopMailsPage() {
  const { t } = useLingui()
  const fault = useGroupFault()
  const { service, network, group } = useGroupPath()
  const link = proofIn(useLocation().hash)
  const choose = useMutation({ mutationFn: (dates: boolean) => chooseMails(service, group, { member: link!.id, proof: link!.proof, dates }) })
  const done = choose.isSuccess ? choose.variables : undefined
  return (
    <Column>
      <PageHead title={t`Mails zu Terminen`} />
      {link === undefined
        ? <Notice tone="warn"><Trans>Dieser Link ist nicht vollständig. Bitte öffnen Sie ihn noch einmal aus der E-Mail.</Trans></Notice>
        : (
            <>
              {choose.isError && <Notice tone="bad" live>{fault(choose.error)}</Notice>}
              {done === undefined && <p><Trans>Sie bekommen eine E-Mail, wenn ein Termin dieser Gruppe neu ist, verlegt oder abgesagt wird. Mitglied bleiben Sie auch ohne diese Mails.</Trans></p>}
              {done === false && <Notice tone="ok" live><Trans>Sie bekommen keine Mails zu Terminen dieser Gruppe mehr.</Trans></Notice>}
              {done === true && <Notice tone="ok" live><Trans>Sie bekommen wieder Mails zu Terminen dieser Gruppe.</Trans></Notice>}
              <div className={calm['actions']}>
                {done === false
                  ? <Button size="md" variant="default" loading={choose.isPending} onClick={() => choose.mutate(true)}><Trans>Doch wieder bekommen</Trans></Button>
                  : done === undefined && <Button size="md" loading={choose.isPending} onClick={() => choose.mutate(false)}><Trans>Keine Mails mehr</Trans></Button>}
              </div>
            </>
          )}
      <p><Link to="/netz/$network/gruppen/$group" params={{ network, group }}><Trans>Zur Gruppe</Trans></Link></p>
    </Column>
  )
}
