import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import classes from './carrier.module.css'

/** What was opened from a list, beside it: takes the focus, Esc closes it and gives the focus back. */
export function Detail({ title, children, onClose }: { title: ReactNode; children: ReactNode; onClose: () => void }) {
  const id = useId()
  const head = useRef<HTMLHeadingElement>(null)
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    head.current?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected && (document.activeElement === document.body || document.activeElement === null)) before.focus()
    }
  }, [])
  useEffect(() => {
    // The focus may have stood on something that is gone by now: then the page itself has it.
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && (event.target === document.body || (event.target instanceof Node && section.current?.contains(event.target) === true))) onClose()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
  return (
    <section ref={section} className={classes['panel']} aria-labelledby={id}>
      <header className={classes['panelHead']}>
        <h2 id={id} ref={head} tabIndex={-1}>{title}</h2>
        <Button className="screen-only" variant="default" onClick={onClose}><Trans>Schließen</Trans></Button>
      </header>
      {children}
    </section>
  )
}
