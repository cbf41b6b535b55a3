import type { ReactNode } from 'react'
import { LanguageSwitch } from '../../shell/language-switch.tsx'
import { Logo } from '../../shell/socket.tsx'
import classes from './entrance.module.css'

/** What stands around pages that somebody sees who is not, or not only, inside: a card before the brand's ground. */
export function EntranceFrame({ children, below, wide = false }: { children: ReactNode; below?: ReactNode; wide?: boolean }) {
  return (
    <div className={classes['page']}>
      <header className={classes['bar']}><span className={classes['brand']}><Logo /> Steckwerk</span><LanguageSwitch /></header>
      <main className={classes['main']} data-wide={wide ? '' : undefined}>
        <div className={classes['card']}>{children}</div>
        {below}
      </main>
    </div>
  )
}
