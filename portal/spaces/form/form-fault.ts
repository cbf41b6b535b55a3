import { useLingui } from '@lingui/react/macro'
import { PortalFault } from '../../client/request.ts'
import { useBookingFault } from '../booking/booking-fault.ts'

/** Why a form cannot be opened, with what to do next. */
export function useFormFault(): (error: unknown) => string {
  const { t } = useLingui()
  const bookingFault = useBookingFault()
  return error => {
    const code = error instanceof PortalFault ? error.code : ''
    if (code === 'forms/questionnaire-unknown') return t`Das Krankenhaus bietet diesen Fragebogen nicht mehr an.`
    if (code === 'api/forms-none' || code === 'plugboard/no-provider') return t`Dieses Krankenhaus bietet hier zurzeit keine Fragebögen an.`
    return bookingFault(error)
  }
}
