import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ActivationLetter, ActivationRequest } from '@steckwerk/api/contract/person'
import { useEffect, useMemo, useState } from 'react'
import { makeLetter } from '../../client/desk.ts'
import { Choices } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Icon } from '../../shell/icon.tsx'
import { Notice } from '../../shell/notice.tsx'
import { useAct } from '../carrier/use-act.ts'
import { useCarrierFault } from '../carrier/use-carrier-fault.ts'
import { lastDay } from './last-day.ts'
import calm from '../../shell/calm.module.css'
import classes from '../carrier/carrier.module.css'

/** The letter with the activation code: made once, printed or saved, kept nowhere. */
export function DeskLetter({ carrier, patient, name, touches }: { carrier: string; patient: string; name: string; touches: readonly string[] }) {
  const { t, i18n } = useLingui()
  const { date } = useFormats()
  const fault = useCarrierFault()
  const [kind, setKind] = useState<ActivationRequest['kind']>('self')
  const [language, setLanguage] = useState<ActivationRequest['language']>(i18n.locale === 'en' ? 'en' : 'de')
  const make = useAct(() => makeLetter(carrier, patient, { kind, language }), touches, t`Der Brief ist fertig.`)
  const letter = make.data
  return (
    <section className={classes['form']} aria-labelledby="desk-letter">
      <h3 id="desk-letter"><Trans>Brief mit Zugangscode</Trans></h3>
      <Choices legend={<Trans>Für wen?</Trans>} chosen={[kind]} onChange={([next]) => setKind(next === 'parent' ? 'parent' : 'self')} options={[{ value: 'self', label: <Trans>Für die Person selbst</Trans> }, { value: 'parent', label: <Trans>Für einen Elternteil</Trans>, hint: <Trans>Nur mit Sorgerecht; endet mit dem Alter, das der Träger festlegt.</Trans> }]} />
      <Choices legend={<Trans>Sprache des Briefes</Trans>} chosen={[language]} onChange={([next]) => setLanguage(next === 'en' ? 'en' : 'de')} options={[{ value: 'de', label: <Trans>Deutsch</Trans> }, { value: 'en', label: <Trans>Englisch</Trans> }]} />
      {make.trouble !== null && <Notice tone="bad" live>{fault(make.trouble)}</Notice>}
      <div><Button leftSection={<Icon name="printer" />} loading={make.isPending} onClick={() => make.mutate(undefined)}><Trans>Brief erstellen</Trans></Button></div>
      {letter !== undefined && <Letter letter={letter} name={name} until={date(lastDay(letter.expiresAt))} />}
    </section>
  )
}

function Letter({ letter, name, until }: { letter: ActivationLetter; name: string; until: string }) {
  const { t } = useLingui()
  const address = useMemo(() => URL.createObjectURL(new Blob([Uint8Array.from(atob(letter.letter), char => char.charCodeAt(0))], { type: 'application/pdf' })), [letter])
  useEffect(() => () => URL.revokeObjectURL(address), [address])
  return (
    <Notice tone="ok" live>
      <p><Trans>Der Brief für {name} gilt bis {until}. Frühere offene Briefe derselben Art gelten nicht mehr.</Trans></p>
      <p className={classes['actions']}>
        <a className={calm['button']} href={address} target="_blank" rel="noreferrer"><Icon name="printer" /><Trans>Öffnen und drucken</Trans></a>
        <a className={calm['button']} data-look="quiet" href={address} download={t`zugang.pdf`}><Icon name="download" /><Trans>Speichern</Trans></a>
      </p>
    </Notice>
  )
}
