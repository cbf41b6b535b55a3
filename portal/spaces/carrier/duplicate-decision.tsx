import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Duplicate } from '@steckwerk/api/contract/duplicates'
import { useState } from 'react'
import { keepApart, mergeDuplicate, unmergeDuplicate } from '../../client/duplicates.ts'
import { Choices } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Notice } from '../../shell/notice.tsx'
import { useAct } from './use-act.ts'
import { useCarrierFault } from './use-carrier-fault.ts'
import classes from './carrier.module.css'

const shortestReason = 3

/** One person, two persons, or, after a merge, two persons after all. */
export function DuplicateDecision({ carrier, pair, onChange }: { carrier: string; pair: Duplicate; onChange: (pair: Duplicate) => void }) {
  const { t } = useLingui()
  const { date } = useFormats()
  const fault = useCarrierFault()
  const { left, right, merge: done } = pair
  const [survivor, setSurvivor] = useState(right.encounters > left.encounters ? right.id : left.id)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const touches = ['duplicates', carrier]
  const after = (changed: Duplicate) => {
    setReason('')
    setMissing(false)
    onChange(changed)
  }
  const merge = useAct(() => mergeDuplicate(carrier, pair.id, { survivor, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }), touches, t`Zusammengeführt.`, after)
  const apart = useAct(() => keepApart(carrier, pair.id, reason.trim()), touches, t`Als verschiedene Personen vermerkt.`, after)
  const unmerge = useAct((why: string) => unmergeDuplicate(carrier, pair.id, why), touches, t`Wieder getrennt.`, after)
  const withReason = (run: () => void) => {
    const short = reason.trim().length < shortestReason
    setMissing(short)
    if (short) document.getElementById('duplicate-reason')?.focus()
    else run()
  }
  const trouble = [merge, apart, unmerge].find(act => act.trouble !== null)?.trouble ?? null
  const label = (of: typeof left, letter: string) => t`Akte ${letter}: ${of.name}${of.birthDate === '' ? '' : `, ${date(of.birthDate)}`}`
  const field = (
    <TextInput
      id="duplicate-reason" label={t`Grund`} description={pair.status === 'open' ? t`Nötig bei „Verschiedene Personen“, z. B. „Zwillinge, Rückfrage bei der Mutter“` : undefined} value={reason} onChange={event => setReason(event.currentTarget.value)} maxLength={500} autoComplete="off"
      error={missing ? t`Bitte nennen Sie den Grund (mindestens 3 Zeichen).` : undefined}
    />
  )
  const moved = done?.moved ?? 0
  return (
    <div className={`${classes['form']} screen-only`}>
      {pair.status === 'open' && (
        <>
          <Choices
            legend={<Trans>Welche Akte bleibt?</Trans>} hint={<Trans>Alles aus der anderen zieht zu ihr um; die andere verweist dann auf sie.</Trans>} chosen={[survivor]} onChange={([next]) => setSurvivor(next ?? survivor)}
            options={[{ value: left.id, label: label(left, 'A'), hint: t`Fälle: ${left.encounters}` }, { value: right.id, label: label(right, 'B'), hint: t`Fälle: ${right.encounters}` }]}
          />
          {field}
          {trouble !== null && <Notice tone="bad" live>{fault(trouble)}</Notice>}
          <div className={classes['actions']}>
            <Button onClick={() => merge.mutate(undefined)} loading={merge.isPending}><Trans>Zusammenführen</Trans></Button>
            <Button variant="default" onClick={() => withReason(() => apart.mutate(undefined))} loading={apart.isPending}><Trans>Verschiedene Personen</Trans></Button>
          </div>
        </>
      )}
      {pair.status === 'merged' && (
        <>
          <Notice tone="ok" action={merge.isSuccess ? <Button variant="default" loading={unmerge.isPending} onClick={() => unmerge.mutate(t`Gleich nach dem Zusammenführen zurückgenommen`)}><Trans>Rückgängig machen</Trans></Button> : undefined}>
            <Trans>{moved} Einträge sind zur bleibenden Akte umgezogen.</Trans>
          </Notice>
          <p><Trans>Beim Trennen ziehen diese Einträge zurück, und die andere Akte ist wieder in Gebrauch. Was seither hinzukam oder geändert wurde, ordnen Sie danach selbst zu.</Trans></p>
          {field}
          {trouble !== null && <Notice tone="bad" live>{fault(trouble)}</Notice>}
          <div><Button variant="default" onClick={() => withReason(() => unmerge.mutate(reason.trim()))} loading={unmerge.isPending}><Trans>Wieder trennen</Trans></Button></div>
        </>
      )}
    </div>
  )
}
