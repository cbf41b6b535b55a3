import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { GuestKey } from '@steckwerk/api/contract/booking'
import type { FormDocument } from '@steckwerk/api/contract/form'
import { wordsOf } from '@steckwerk/form'
import { useEffect, useMemo, useRef, useState } from 'react'
import { guestForm } from '../../../client/form.ts'
import { Icon } from '../../../shell/icon.tsx'
import { FormOpen } from '../../form/form-open.tsx'
import classes from '../../form/form.module.css'

/** A guest's form, in the place of the appointment. Neither code nor step stand in the address. */
export function GuestFormOpen({ first, guest, onClose }: { first: FormDocument; guest: GuestKey; onClose: () => void }) {
  const { i18n } = useLingui()
  const [document_, setDocument] = useState(first)
  const [step, setStep] = useState<string>()
  const title = useRef<HTMLHeadingElement>(null)
  const response = first.response.id ?? ''
  const source = useMemo(() => guestForm(guest, response), [guest, response])
  const status = String(document_.response['status'])
  useEffect(() => title.current?.focus(), [status])
  return (
    <div className={classes['stack']}>
      <div><Button variant="default" leftSection={<Icon name="back" />} onClick={onClose}><Trans>Zurück zum Termin</Trans></Button></div>
      <h2 ref={title} tabIndex={-1} className={classes['title']}>{wordsOf(document_.questionnaire, 'title', i18n.locale === 'en' ? 'en' : 'de')}</h2>
      <FormOpen key={status} document={document_} source={source} mayAct step={step} onStep={setStep} onSent={setDocument} level={3} />
    </div>
  )
}
