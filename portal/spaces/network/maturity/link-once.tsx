import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import { Notice } from '../../../shell/notice.tsx'
import classes from './maturity.module.css'

/** A link that is shown once, to be copied. */
export function LinkOnce({ path, again, children }: { path: string; again?: ReactNode; children: ReactNode }) {
  const [copied, setCopied] = useState(false)
  const link = `${window.location.origin}${path}`
  return (
    <Notice tone="ok" live>
      <p>{children}</p>
      <p className={classes['code']}><a href={path}>{link}</a></p>
      <div className={classes['actions']}>
        {/* Only pages with TLS, and those of this computer itself, may write to the clipboard. */}
        {window.isSecureContext && <Button variant="default" onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true), () => undefined)}>{copied ? <Trans>Kopiert</Trans> : <Trans>Link kopieren</Trans>}</Button>}
        {again}
      </div>
    </Notice>
  )
}
