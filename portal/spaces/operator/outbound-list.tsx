import { Trans } from '@lingui/react/macro'
import { useId } from 'react'
import type { HeldQueue } from '../../client/outbound.ts'
import { useFormats } from '../../shell/format.ts'
import { OutboundState } from './outbound-state.tsx'
import { useOutboundWords } from './use-outbound-words.ts'
import classes from './outbound.module.css'
import list from './problems.module.css'

/** What waits for one destination. */
export function OutboundList({ queue, now, open, onOpen }: { queue: HeldQueue; now: number; open: string | null; onOpen: (key: string) => void }) {
  const { duration, number } = useFormats()
  const words = useOutboundWords()
  const id = useId()
  const { connector, channel, messages } = queue
  return (
    <section aria-labelledby={id} className={classes['queue']}>
      <h2 id={id}>{channel} <span className={classes['count']}><Trans>{number(messages.length)} an {connector}</Trans></span></h2>
      <ul className={list['list']}>
        {messages.map(message => {
          const key = `${message.connector} ${message.control}`
          const age = duration(now - Date.parse(message.composedAt))
          return (
            <li key={key}>
              <button type="button" className={`${list['item']} ${classes['open']}`} aria-current={key === open ? 'true' : undefined} onClick={() => onOpen(key)}>
                <span className={list['itemHead']}><strong>{words.event(message.event)}</strong><span className={list['small']}><Trans>seit {age}</Trans></span></span>
                <span className={classes['line']}><OutboundState message={message} /></span>
                <span className={list['small']}>{words.answer(message)}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
