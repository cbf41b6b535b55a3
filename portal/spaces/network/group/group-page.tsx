import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { changeGroup, proofIn, type Group, type GroupFacts } from '../../../client/groups.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { PageFault } from '../page-fault.tsx'
import { BackLink } from '../back-link.tsx'
import { UndertakingsOf } from '../undertaking/undertakings-of.tsx'
import { DecisionsCard } from './decisions-card.tsx'
import { GroupForm } from './group-form.tsx'
import { GroupStage } from './group-stage.tsx'
import { JoinCard } from './join-card.tsx'
import { MeetingsCard } from './meetings-card.tsx'
import { MembersCard } from './members-card.tsx'
import { ResultsCard } from './results-card.tsx'
import { TasksCard } from './tasks-card.tsx'
import { useGroup, useGroupFault, useGroupPath } from './use-group.ts'
import network from '../network.module.css'

/** A working group: charter, dates and results for everybody, everything else for its members. */
export function GroupPage() {
  const fault = useGroupFault()
  const group = useGroup()
  if (group.isPending) return <Loading />
  return group.data === undefined ? <PageFault error={group.error} text={fault(group.error)} back={<BackToGroups />} /> : <Column><Whole group={group.data} /></Column>
}

function BackToGroups() {
  const { network: slug } = useGroupPath()
  return <BackLink to="/netz/$network/gruppen" params={{ network: slug }}><Trans>Arbeitsgruppen</Trans></BackLink>
}

function Whole({ group }: { group: Group }) {
  const { title } = group.group
  const inside = group.inside !== undefined
  // A member with an account has come by the mail that asks whether the address is theirs.
  const opensAddress = proofIn(useLocation().hash)?.id === group.own?.id && group.own?.dates === undefined
  return (
    <>
      <PageHead title={title} above={<><BackToGroups /> <GroupStage stage={group.group.stage} /></>} lead={group.group.topics.length > 0 ? group.group.topics.join(' · ') : undefined} />
      <Charter group={group} />
      {(!group.member || opensAddress) && <JoinCard group={group} />}
      <MeetingsCard group={group} />
      {inside && <TasksCard tasks={group.inside.tasks} />}
      {inside && <DecisionsCard decisions={group.inside.decisions} />}
      <ResultsCard group={group} />
      {inside && <MembersCard group={group} members={group.inside.members} />}
      {group.group.undertaking === '' && <UndertakingsOf of={{ kind: 'group', id: group.id, title }} />}
      {group.lead && <Settings group={group} />}
    </>
  )
}

function Charter({ group: { group, count, named } }: { group: Group }) {
  const { date } = useFormats()
  const path = useGroupPath()
  return (
    <Card title={<Trans>Auftrag</Trans>} icon="forward">
      <dl className={network['facts']}>
        <div><dt><Trans>Wofür</Trans></dt><dd>{group.purpose}</dd></div>
        {group.outside !== '' && <div><dt><Trans>Was nicht dazu gehört</Trans></dt><dd>{group.outside}</dd></div>}
        {group.until !== '' && <div><dt><Trans>Bis</Trans></dt><dd>{date(group.until)}</dd></div>}
        <div><dt><Trans>Mitglieder</Trans></dt><dd>{named.length === 0 ? count : `${count}: ${named.join(', ')}${named.length < count ? ', …' : ''}`}</dd></div>
      </dl>
      {group.undertaking !== '' && <p className="screen-only"><Link to="/netz/$network/vorhaben/$undertaking" params={{ network: path.network, undertaking: group.undertaking }}><Trans>Zum Vorhaben, für das die Gruppe arbeitet</Trans></Link></p>}
    </Card>
  )
}

function Settings({ group }: { group: Group }) {
  const { t } = useLingui()
  const path = useGroupPath()
  const save = useMutation({ mutationFn: (changed: GroupFacts) => changeGroup(path.service, group.id, group.version, changed), onSuccess: path.again })
  return (
    <Card title={<Trans>Auftrag ändern</Trans>} icon="key">
      {save.isSuccess && <Notice tone="ok" live><Trans>Gespeichert.</Trans></Notice>}
      <details>
        <summary>{t`Angaben der Gruppe`}</summary>
        <GroupForm key={group.version} start={group.group} label={<Trans>Speichern</Trans>} mayOpen={group.editor || group.group.stage !== 'hidden'} save={changed => save.mutate(changed)} pending={save.isPending} error={save.error} />
      </details>
    </Card>
  )
}
