import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useFormats } from '../../shell/format.ts'
import { Icon } from '../../shell/icon.tsx'
import { Notice } from '../../shell/notice.tsx'
import calm from '../../shell/calm.module.css'
import classes from './carrier.module.css'

/** A one-time code on screen and on paper. It is shown this once: it lives in the open page only, never in a cache. */
export function CodeSheet({ title, code, expiresAt, path, children, onDone }: { title: ReactNode; code: string; expiresAt: string; path: string; children?: ReactNode; onDone: () => void }) {
  const { dateTime } = useFormats()
  const head = useRef<HTMLHeadingElement>(null)
  const id = useId()
  useEffect(() => head.current?.focus(), [])
  const [address, until] = [`${location.origin}${path}`, dateTime(expiresAt)]
  return (
    <section className={classes['sheet']} aria-labelledby={id}>
      <h2 id={id} ref={head} tabIndex={-1}>{title}</h2>
      {children}
      <output className={calm['code']}>{code}</output>
      <ol>
        <li><Trans>Diese Seite öffnen: <strong>{address}</strong></Trans></li>
        <li><Trans>Den Code eingeben und Passkey oder Passwort einrichten.</Trans></li>
      </ol>
      <p><Trans>Der Code gilt einmal, bis {until}.</Trans></p>
      <div className="screen-only"><Notice tone="warn"><Trans>Der Code wird nur jetzt gezeigt. Geben Sie ihn persönlich oder auf Papier weiter, nicht per E-Mail.</Trans></Notice></div>
      <div className={`${classes['actions']} screen-only`}>
        <Button leftSection={<Icon name="printer" />} onClick={() => print()}><Trans>Drucken</Trans></Button>
        <Button variant="default" onClick={onDone}><Trans>Fertig</Trans></Button>
      </div>
    </section>
  )
}
