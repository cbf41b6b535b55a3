import { useLingui } from '@lingui/react/macro'
import type { Waiting } from '../../../client/calendar/waiting.ts'
import { useFormats } from '../../../shell/format.ts'

/** What somebody who waits has been offered. */
export function useOfferWords(): (waiting: Waiting, now: number) => string {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  return ({ offer, passed }, now) => {
    const [start, until] = [offer === undefined ? '' : dateTime(offer.start), offer === undefined ? '' : dateTime(offer.until)]
    const open = offer === undefined ? undefined : offer.until > now ? t`${start} angeboten, Antwort bis ${until}` : t`Angebot abgelaufen`
    const gone = passed === 0 ? undefined : t`${passed} nicht angenommen`
    return [open, gone].filter(part => part !== undefined).join(' · ') || t`noch keines`
  }
}
