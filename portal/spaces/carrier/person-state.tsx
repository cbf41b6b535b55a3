import { Trans } from '@lingui/react/macro'
import type { Person } from '@steckwerk/api/contract/people'
import { Tag } from '../../shell/notice.tsx'
import classes from './carrier.module.css'

export function PersonState({ person: { state, managed } }: { person: Person }) {
  return (
    <>
      {state === 'active' && <Tag tone="ok"><Trans>aktiv</Trans></Tag>}
      {state === 'invited' && <Tag tone="quiet" icon="clock"><Trans>noch nicht eingerichtet</Trans></Tag>}
      {state === 'locked' && <Tag tone="bad" icon="lock"><Trans>gesperrt</Trans></Tag>}
      {managed === 'provider' && <span className={classes['small']}> <Trans>über die Klinik</Trans></span>}
    </>
  )
}
