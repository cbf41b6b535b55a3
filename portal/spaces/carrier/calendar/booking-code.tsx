import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import { useFormats } from '../../../shell/format.ts'
import { Notice } from '../../../shell/notice.tsx'
import calm from '../../../shell/calm.module.css'
import shared from '../carrier.module.css'

/** The code of who was entered anew, shown this once. */
export function BookingCode({ code, until, onDone }: { code: string; until: string; onDone: () => void }) {
  const { date } = useFormats()
  const [address, last] = [`${location.origin}/buchung`, date(until)]
  return (
    <section className={shared['panel']} role="status">
      <Notice tone="ok"><Trans>Gebucht, und die Person ist angelegt. Mit diesem Code und dem Geburtsdatum sieht, verschiebt und sagt sie den Termin selbst ab: {address} (bis {last}). Er wird nur jetzt gezeigt.</Trans></Notice>
      <output className={calm['code']}>{code}</output>
      <div className={shared['actions']}><Button variant="default" onClick={onDone}><Trans>Fertig</Trans></Button></div>
    </section>
  )
}
