import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import classes from './notice.module.css'

export type Tone = 'ok' | 'warn' | 'bad' | 'quiet'

const icons: Readonly<Record<Tone, IconName>> = { ok: 'check', warn: 'alert', bad: 'alert', quiet: 'help' }

/** A sentence in a coloured box, with an icon that says the tone again. `live`: read out when it appears. */
export function Notice({ tone, children, live = false, action }: { tone: Tone; children: ReactNode; live?: boolean; action?: ReactNode }) {
  return (
    <div className={classes['notice']} data-tone={tone} role={live ? (tone === 'bad' ? 'alert' : 'status') : undefined}>
      <Icon name={icons[tone]} />
      <div className={classes['text']}>{children}</div>
      {action}
    </div>
  )
}

/** State in a word, an icon and a colour. */
export function Tag({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return <span className={classes['tag']} data-tone={tone}><Icon name={icon ?? icons[tone]} size="1.05em" />{children}</span>
}

/** An empty list: why it is empty and what comes next. */
export function Empty({ icon, title, children }: { icon: IconName; title: ReactNode; children: ReactNode }) {
  return (
    <div className={classes['empty']}>
      <Icon name={icon} size="2rem" />
      <p className={classes['emptyTitle']}>{title}</p>
      <div>{children}</div>
    </div>
  )
}
