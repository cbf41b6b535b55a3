import { Button, CopyButton } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import type { ClientWithSecret } from '@steckwerk/api/contract/smart'
import { useEffect, useRef } from 'react'
import { Notice } from '../../shell/notice.tsx'
import classes from './carrier.module.css'

/** What the vendor needs; the secret is shown this once and lives in the open page only. */
export function SecretSheet({ made: { client, secret }, onDone }: { made: ClientWithSecret; onDone: () => void }) {
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  const { name } = client
  return (
    <section className={classes['sheet']} aria-labelledby="secret-head">
      <h2 id="secret-head" ref={head} tabIndex={-1}><Trans>{name}: für den Hersteller</Trans></h2>
      <p><Trans>Kennung</Trans></p>
      <output className={classes['secret']}>{client.id}</output>
      {secret !== null && (
        <>
          <p><Trans>Geheimnis</Trans></p>
          <output className={classes['secret']}>{secret}</output>
          <Notice tone="warn"><Trans>Das Geheimnis wird nur jetzt gezeigt. Geben Sie es auf sicherem Weg weiter.</Trans></Notice>
        </>
      )}
      <div className={classes['actions']}>
        {secret !== null && <CopyButton value={secret}>{({ copied, copy }) => <Button onClick={copy}>{copied ? <Trans>Kopiert</Trans> : <Trans>Geheimnis kopieren</Trans>}</Button>}</CopyButton>}
        <Button variant="default" onClick={onDone}><Trans>Fertig</Trans></Button>
      </div>
    </section>
  )
}
