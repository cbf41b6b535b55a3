import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { RecoveryCode } from '@steckwerk/api/contract/account'
import { useState, type SubmitEvent } from 'react'
import { linkByNumber, recoverPerson } from '../../client/desk.ts'
import { Choices } from '../../shell/calm.tsx'
import { Notice } from '../../shell/notice.tsx'
import { useAct } from '../carrier/use-act.ts'
import { useCarrierFault } from '../carrier/use-carrier-fault.ts'
import classes from '../carrier/carrier.module.css'

export type Recovered = RecoveryCode

/** Links who shows the six digits of their own account. */
export function DeskNumberForm({ carrier, patient, touches }: { carrier: string; patient: string; touches: readonly string[] }) {
  const { t } = useLingui()
  const fault = useCarrierFault()
  const [number, setNumber] = useState('')
  const [kind, setKind] = useState<'self' | 'parent'>('self')
  const [wrong, setWrong] = useState(false)
  const link = useAct(() => linkByNumber(carrier, patient, { number, kind }), touches, t`Verbunden.`, () => setNumber(''))
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const isWrong = !/^\d{6}$/.test(number)
    setWrong(isWrong)
    if (!isWrong) return link.mutate(undefined)
    event.currentTarget.querySelector<HTMLElement>('input[inputmode]')?.focus()
  }
  return (
    <section className={classes['form']} aria-labelledby="desk-number">
      <h3 id="desk-number"><Trans>Verbinden mit der sechsstelligen Nummer</Trans></h3>
      <p className={classes['small']}><Trans>Die Person hat schon ein Konto: Unter „Krankenhaus verbinden“ lässt sie sich eine Nummer zeigen und nennt sie Ihnen.</Trans></p>
      <form className={classes['form']} onSubmit={submit} noValidate>
        <TextInput label={t`Nummer`} inputMode="numeric" maxLength={7} autoComplete="off" maw="12rem" value={number} onChange={event => setNumber(event.currentTarget.value.replaceAll(/\D/g, ''))} error={wrong ? t`Die Nummer hat sechs Ziffern.` : undefined} />
        <Choices legend={<Trans>Wessen Nummer ist es?</Trans>} chosen={[kind]} onChange={([next]) => setKind(next === 'parent' ? 'parent' : 'self')} options={[{ value: 'self', label: <Trans>Die der Person selbst</Trans> }, { value: 'parent', label: <Trans>Die eines Elternteils</Trans> }]} />
        {link.trouble !== null && <Notice tone="bad" live>{fault(link.trouble)}</Notice>}
        {link.isSuccess && <Notice tone="ok" live><Trans>Verbunden. Die Person sieht es sofort auf ihrem Gerät.</Trans></Notice>}
        <div><Button type="submit" variant="default" loading={link.isPending}><Trans>Verbinden</Trans></Button></div>
      </form>
    </section>
  )
}

/** A code for who has lost every way in. */
export function DeskRecovery({ carrier, patient, onCode }: { carrier: string; patient: string; onCode: (code: Recovered) => void }) {
  const { t } = useLingui()
  const fault = useCarrierFault()
  const [login, setLogin] = useState('')
  const [wrong, setWrong] = useState(false)
  const recover = useAct(() => recoverPerson(carrier, patient, login.trim()), ['desk', carrier, 'recovery'], undefined, onCode)
  return (
    <section className={classes['form']} aria-labelledby="desk-recovery">
      <h3 id="desk-recovery"><Trans>Zugang verloren</Trans></h3>
      <form className={classes['form']} noValidate onSubmit={event => { event.preventDefault(); setWrong(login.trim() === ''); if (login.trim() !== '') recover.mutate(undefined) }}>
        <TextInput label={t`E-Mail-Adresse oder Kontoname der Person`} description={t`Prüfen Sie den Ausweis. Der Code öffnet das Konto.`} value={login} onChange={event => setLogin(event.currentTarget.value)} autoComplete="off" autoCapitalize="none" maw="26rem" error={wrong ? t`Bitte geben Sie an, womit sich die Person anmeldet.` : undefined} />
        {recover.trouble !== null && <Notice tone="bad" live>{fault(recover.trouble)}</Notice>}
        <div><Button type="submit" variant="default" loading={recover.isPending}><Trans>Code zur Wiederherstellung</Trans></Button></div>
      </form>
    </section>
  )
}
