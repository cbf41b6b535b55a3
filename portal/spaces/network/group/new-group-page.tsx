import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useNavigate, useRouteContext, useSearch } from '@tanstack/react-router'
import { beginGroup, type GroupFacts } from '../../../client/groups.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { useNetwork } from '../use-network.ts'
import { GroupForm } from './group-form.tsx'
import { useGroupPath } from './use-group.ts'

/** Beginning a group, also from an undertaking. */
export function NewGroupPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { editor } = useNetwork()
  const { visitor } = useRouteContext({ from: '/netz/$network' })
  const { network, service, again } = useGroupPath()
  const { vorhaben = '', titel = '' } = useSearch({ from: '/netz/$network/gruppen/neu' })
  const begin = useMutation({
    mutationFn: (group: GroupFacts) => beginGroup(service, group),
    onSuccess: async ({ id }) => {
      await again()
      await navigate({ to: '/netz/$network/gruppen/$group', params: { network, group: id } })
    },
  })
  return (
    <Column>
      <PageHead title={t`Arbeitsgruppe beginnen`} above={<BackLink to="/netz/$network/gruppen" params={{ network }}><Trans>Arbeitsgruppen</Trans></BackLink>} lead={titel === '' ? undefined : <Trans>Zum Vorhaben „{titel}“</Trans>} />
      {visitor === null && !editor
        ? <Notice tone="warn"><Trans>Dafür brauchen Sie ein Konto. Melden Sie sich an oder schreiben Sie der Redaktion.</Trans></Notice>
        : (
            <Card title={<Trans>Der Auftrag</Trans>} icon="people">
              {!editor && <p><Trans>Sie leiten die Gruppe. Öffentlich wird sie, wenn die Redaktion sie freigegeben hat.</Trans></p>}
              <GroupForm
                start={{ title: titel === '' ? '' : t`AG ${titel}`.slice(0, 120), purpose: '', outside: '', until: '', topics: [], undertaking: vorhaben, stage: editor ? 'open' : 'hidden' }}
                label={<Trans>Gruppe beginnen</Trans>} mayOpen={editor} save={group => begin.mutate(group)} pending={begin.isPending} error={begin.error}
              />
            </Card>
          )}
    </Column>
  )
}
