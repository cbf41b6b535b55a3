import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import classes from './help-note.module.css'

/** "Was ist das?": a short explanation that opens in place. */
export function HelpNote({ children }: { children: ReactNode }) {
  return (
    <details className={`${classes['note']} screen-only`}>
      <summary><Icon name="help" /> <Trans>Was ist das?</Trans></summary>
      <div className={classes['text']}>{children}</div>
    </details>
  )
}
