import { Trans, useLingui } from '@lingui/react/macro'
import type { AppointmentView } from '@steckwerk/api/contract/booking'
import type { FormLine } from '@steckwerk/api/contract/form'
import { formsFor } from '../../../client/form-visit.ts'
import { Card, Item } from '../../../shell/calm.tsx'
import { useNow } from '../../../shell/use-now.ts'
import { FormState } from '../../form/form-state.tsx'
import { FormActions } from './form-actions.tsx'
import calm from '../../../shell/calm.module.css'

/** "Vor Ihrem Besuch": what the hospital would like to know before this appointment. `open`: only what is still to be done. */
export function VisitForms({ appointment, forms, open = false }: { appointment: AppointmentView; forms: readonly FormLine[]; open?: boolean }) {
  const { i18n } = useLingui()
  const now = useNow(60_000)
  const wanted = formsFor(appointment, forms, now).filter(({ state, line }) => !open || (state !== 'done' && line.mayAct))
  if (wanted.length === 0) return null
  const house = appointment.carrier.name
  return (
    <Card title={<Trans>Vor Ihrem Besuch: Fragebogen</Trans>} icon="suitcase">
      {wanted.some(({ state }) => state !== 'done') && <p><Trans>{house} möchte vorab einiges wissen. Was in der Akte steht, ist schon eingetragen. Sie können jederzeit unterbrechen.</Trans></p>}
      <ul className={calm['list']}>
        {wanted.map(({ line, state }) => (
          <li key={line.questionnaire}>
            <Item name={i18n.locale === 'en' ? line.title.en : line.title.de} tag={<FormState state={state} />} actions={<FormActions line={line} again={state === 'open'} quiet={state === 'done'} />} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
