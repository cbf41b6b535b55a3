import { Trans } from '@lingui/react/macro'
import { VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { UndertakingCard } from '../../../client/undertakings.ts'
import { Tag } from '../../../shell/notice.tsx'
import { useNetwork } from '../use-network.ts'
import { StageTag } from './stage-tag.tsx'
import { useAmounts } from './use-amounts.ts'
import classes from './undertaking.module.css'

/** An undertaking on screen and on paper. */
export function UndertakingCardView({ card, picked, full, pick }: { card: UndertakingCard; picked: boolean; full: boolean; pick: (on: boolean) => void }) {
  const network = useNetwork()
  const { euro, value } = useAmounts()
  const { id, title, what, forWhom, topics, stage, state, partners, costs, figure, publication } = card
  const [once, yearly, who, about] = [euro(costs.once), euro(costs.yearly), partners.join(', '), topics.join(', ')]
  return (
    <>
      <div><StageTag stage={stage} state={state} /> {publication !== 'published' && <Tag tone="warn"><Trans>Noch nicht öffentlich</Trans></Tag>}</div>
      <h2><Link to="/netz/$network/vorhaben/$undertaking" params={{ network: network.slug, undertaking: id }}>{title}</Link></h2>
      {what !== '' && <p>{what}</p>}
      {forWhom !== '' && <p className={classes['more']}><Trans>Für: {forWhom}</Trans></p>}
      {figure !== null && <p className={classes['figure']}>{figure.what}: <strong>{value(figure)}</strong></p>}
      {(costs.once !== null || costs.yearly !== null) && <p className={classes['more']}><Trans>Kosten: einmalig {once}, im Jahr {yearly}</Trans></p>}
      {who !== '' && <p className={classes['more']}><Trans>Mit: {who}</Trans></p>}
      {about !== '' && <p className={classes['more']}>{about}</p>}
      <label className={`${classes['pick']} screen-only`}><input type="checkbox" checked={picked} disabled={!picked && full} onChange={event => pick(event.currentTarget.checked)} /> <span><Trans>Zum Vergleich</Trans><VisuallyHidden>: {title}</VisuallyHidden></span></label>
    </>
  )
}
