import { Button, Checkbox } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { changeMember, chooseMails, leaveGroup, removeMember, type Group, type GroupMember } from '../../../client/groups.ts'
import { Card, ConfirmInPlace } from '../../../shell/calm.tsx'
import { Notice, Tag } from '../../../shell/notice.tsx'
import { useGroupFault, useGroupPath } from './use-group.ts'
import calm from '../../../shell/calm.module.css'

/** Who is in the group; leads take in who asks. */
export function MembersCard({ group, members }: { group: Group; members: readonly GroupMember[] }) {
  const { t } = useLingui()
  const fault = useGroupFault()
  const { service, again } = useGroupPath()
  const change = useMutation({ mutationFn: ({ id, ...to }: { readonly id: string; readonly state: 'asked' | 'member'; readonly lead: boolean }) => changeMember(service, group.id, id, to), onSettled: again })
  const remove = useMutation({ mutationFn: (id: string) => removeMember(service, group.id, id), onSettled: again })
  const leave = useMutation({ mutationFn: () => leaveGroup(service, group.id), onSuccess: again })
  const mails = useMutation({ mutationFn: (dates: boolean) => chooseMails(service, group.id, { member: group.own?.id ?? '', proof: '', dates }), onSettled: again })
  const nameOf = ({ name }: GroupMember): string => (name === '' ? t`Redaktion` : name)
  return (
    <Card title={<Trans>Mitglieder</Trans>} icon="people" beside={<Tag tone="quiet" icon="lock"><Trans>Nur für Mitglieder</Trans></Tag>}>
      {(change.isError || remove.isError || mails.isError) && <Notice tone="bad" live>{fault(change.error ?? remove.error ?? mails.error)}</Notice>}
      <ul className={calm['list']}>
        {members.map(member => (
          <li key={member.id}>
            <div className={calm['item']}>
              <div className={calm['itemText']}>
                <span className={calm['itemName']}>
                  {nameOf(member)}
                  {member.lead && <Tag tone="ok" icon="key"><Trans>Leitung</Trans></Tag>}
                  {member.state === 'asked' && <Tag tone="warn"><Trans>Möchte mitmachen</Trans></Tag>}
                  {member.state === 'unconfirmed' && <Tag tone="quiet"><Trans>E-Mail noch nicht bestätigt</Trans></Tag>}
                </span>
                {member.mail !== undefined && member.mail !== '' && <span className={calm['small']}>{member.mail}</span>}
                {member.about !== undefined && member.about !== '' && <span>{member.about}</span>}
              </div>
              {group.lead && (
                <div className={`${calm['actions']} screen-only`}>
                  {member.state === 'asked' && <Button aria-label={t`Aufnehmen: ${nameOf(member)}`} onClick={() => change.mutate({ id: member.id, state: 'member', lead: false })}><Trans>Aufnehmen</Trans></Button>}
                  {member.state === 'member' && <Button variant="default" aria-label={member.lead ? t`Leitung abgeben: ${nameOf(member)}` : t`Leitung geben: ${nameOf(member)}`} onClick={() => change.mutate({ id: member.id, state: 'member', lead: !member.lead })}>{member.lead ? <Trans>Leitung abgeben</Trans> : <Trans>Leitung geben</Trans>}</Button>}
                  {member.state !== 'member' && <Button variant="default" aria-label={t`Ablehnen: ${nameOf(member)}`} onClick={() => remove.mutate(member.id)}><Trans>Ablehnen</Trans></Button>}
                </div>
              )}
            </div>
          </li>
        ))}
      </ul>
      {group.own?.dates !== undefined && group.member && <Checkbox checked={group.own.dates} disabled={mails.isPending} onChange={change => mails.mutate(change.currentTarget.checked)} label={t`Mails zu Terminen dieser Gruppe`} description={t`Wenn ein Termin neu ist, verlegt oder abgesagt wird.`} />}
      {group.member && <ConfirmInPlace label={<Trans>Gruppe verlassen</Trans>} title={<Trans>Sie sehen danach nur noch, was öffentlich ist. Ihre Angaben werden gelöscht.</Trans>} confirm={<Trans>Ja, verlassen</Trans>} run={() => leave.mutate()} pending={leave.isPending} error={leave.error === null ? undefined : leave.error} />}
    </Card>
  )
}
