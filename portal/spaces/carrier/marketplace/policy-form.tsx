import { Button, Checkbox, NumberInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { EvidenceKind, MarketPolicy } from '@steckwerk/api/contract/marketplace'
import { useState } from 'react'
import { savePolicy } from '../../../client/marketplace.ts'
import { Choices } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useAct } from '../use-act.ts'
import { useMarketFault } from './use-market-fault.ts'
import { useMarketWords } from './use-market-words.ts'
import classes from '../carrier.module.css'

const kinds: readonly EvidenceKind[] = ['c5', 'avv', 'medical-device', 'data-location', 'exit-format', 'penetration-test', 'accessibility']

/** What a carrier asks of services and of orders. */
export function PolicyForm({ carrier, policy }: { carrier: string; policy: MarketPolicy }) {
  const { t } = useLingui()
  const words = useMarketWords()
  const fault = useMarketFault()
  const [required, setRequired] = useState<readonly EvidenceKind[]>(policy.required)
  const [secondPerson, setSecondPerson] = useState(policy.secondPerson)
  const [undoDays, setUndoDays] = useState<number | string>(policy.undoDays)
  const save = useAct((next: MarketPolicy) => savePolicy(carrier, next), ['market', carrier], t`Gespeichert.`)
  const days = Number(undoDays)
  const valid = undoDays !== '' && Number.isInteger(days) && days >= 0 && days <= 90
  return (
    <details className={`${classes['panel']} ${classes['details']}`}>
      <summary><Trans>Regeln Ihres Hauses</Trans></summary>
      <form className={classes['form']} noValidate onSubmit={event => { event.preventDefault(); if (valid) save.mutate({ required, secondPerson, undoDays: days }) }}>
        <Choices several legend={<Trans>Nachweise, ohne die nicht bestellt wird</Trans>} chosen={required} onChange={next => setRequired(next as EvidenceKind[])} options={kinds.map(kind => ({ value: kind, label: words.evidence(kind) }))} />
        <Checkbox label={t`Wer bestellt, genehmigt nicht selbst`} checked={secondPerson} onChange={event => setSecondPerson(event.currentTarget.checked)} />
        <NumberInput label={t`Tage, in denen eine Kündigung zurückgenommen werden kann`} description={t`0 bis 90`} value={undoDays} onChange={setUndoDays} min={0} max={90} error={valid ? undefined : t`Bitte geben Sie eine Zahl von 0 bis 90 an.`} />
        {save.trouble !== null && <Notice tone="bad" live>{fault(save.trouble)}</Notice>}
        <div className={classes['actions']}><Button type="submit" loading={save.isPending}><Trans>Speichern</Trans></Button></div>
      </form>
    </details>
  )
}
