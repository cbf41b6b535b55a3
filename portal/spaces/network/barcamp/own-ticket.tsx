import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { OwnRegistration } from '../../../client/barcamp.ts'
import { Card, ConfirmInPlace } from '../../../shell/calm.tsx'
import { QrCode } from '../../../shell/qr-code.tsx'
import { useBarcampPath } from './use-barcamp.ts'
import classes from './barcamp.module.css'

/** A registration: a place with its code for the door, or a number on the waiting list; and the way out. */
export function OwnTicket({ registration: { name, mail, waiting, code }, cancel, pending, error, children }: {
  registration: Extract<OwnRegistration, { registered: true }>; cancel: () => void; pending: boolean; error: unknown; children?: ReactNode
}) {
  const { t } = useLingui()
  const { network, event } = useBarcampPath()
  return (
    <Card title={waiting === 0 ? <Trans>Sie sind angemeldet</Trans> : <Trans>Sie stehen auf der Warteliste</Trans>} icon={waiting === 0 ? 'check' : 'clock'}>
      {children}
      {waiting === 0
        ? (
            <div className={classes['ticket']}>
              <QrCode className={classes['qr']} text={`${location.origin}/netz/${network}/barcamp/${event}/einlass#${code}`} label={t`QR-Code für den Einlass`} />
              <p><Trans>Angemeldet als {name}. Am Einlass zeigen Sie diesen Code oder sagen Ihren Namen.</Trans><br /><strong className={classes['code']}>{code.slice(0, 4)} {code.slice(4)}</strong></p>
            </div>
          )
        : <p>{mail === '' ? <Trans>Platz {waiting} der Warteliste. Wird ein Platz frei, rücken Sie von selbst auf; schauen Sie vor dem Termin noch einmal hierher.</Trans> : <Trans>Platz {waiting} der Warteliste. Wird ein Platz frei, rücken Sie von selbst auf und bekommen eine E-Mail.</Trans>}</p>}
      <ConfirmInPlace label={<Trans>Abmelden</Trans>} title={<Trans>Ihr Platz geht an die nächste Person auf der Warteliste.</Trans>} confirm={<Trans>Ja, abmelden</Trans>} run={cancel} pending={pending} error={error} />
    </Card>
  )
}
