import { createContext, use, useEffect, type ReactNode } from 'react'
import classes from './page.module.css'

/** Whose pages these are, in the title of the browser's window: the platform's, or a network's own. */
export const Site = createContext('Steckwerk')

/** Names the page in the title of the browser's window. */
export function usePageTitle(title: string): void {
  const site = use(Site)
  useEffect(() => {
    document.title = title === site ? site : `${title} · ${site}`
  }, [title, site])
}

/** Head of every page: its h1, which takes the focus after a change of page, and what stands beside it. */
export function PageHead({ title, above, beside, lead }: { title: string; above?: ReactNode; beside?: ReactNode; lead?: ReactNode }) {
  usePageTitle(title)
  return (
    <header className={classes['head']}>
      {above !== undefined && <div className={classes['above']}>{above}</div>}
      <div className={classes['row']}>
        <h1 tabIndex={-1}>{title}</h1>
        {beside !== undefined && <div className={classes['beside']}>{beside}</div>}
      </div>
      {lead !== undefined && <div className={classes['lead']}>{lead}</div>}
    </header>
  )
}
