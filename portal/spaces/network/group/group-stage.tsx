import { Trans } from '@lingui/react/macro'
import type { GroupFacts } from '../../../client/groups.ts'
import { Tag } from '../../../shell/notice.tsx'

/** Said only where a group is not simply at work. */
export function GroupStage({ stage }: { stage: GroupFacts['stage'] }) {
  if (stage === 'hidden') return <Tag tone="warn" icon="eye"><Trans>Noch nicht öffentlich</Trans></Tag>
  return stage === 'ended' ? <Tag tone="quiet" icon="check"><Trans>Abgeschlossen</Trans></Tag> : null
}
