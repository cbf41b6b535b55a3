import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import classes from './carrier.module.css'

/** Pages of one space, as links in a row. Where the row is longer than the phone is wide, the present page stands in its middle, and what takes the focus
 *  comes into sight as a whole. */
export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  const row = useRef<HTMLUListElement>(null)
  const { pathname } = useLocation()
  useEffect(() => {
    const present = row.current?.querySelector<HTMLElement>('[data-status="active"]')
    if (row.current !== null && present !== null && present !== undefined) row.current.scrollLeft = present.offsetLeft - row.current.offsetLeft - (row.current.clientWidth - present.clientWidth) / 2
  }, [pathname])
  return (
    <nav aria-label={label} className="screen-only">
      <ul ref={row} className={classes['tabs']} onFocus={event => event.target.scrollIntoView({ block: 'nearest', inline: 'nearest' })}>{children}</ul>
    </nav>
  )
}
