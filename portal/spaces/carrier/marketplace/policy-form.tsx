import { Button, Checkbox, NumberInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { EvidenceKind, MarketPolicy } from '@steckwerk/api/contract/marketplace'
import { useState } from 'react'
import { savePolicy } from '../../../client/marketplace.ts'
import { Choices } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useAct } from '../use-act.ts'
import { useMarketFault } from './use-market-fault.ts'
import { evidenceOrder, useMarketWords } from './use-market-words.ts'
import classes from '../carrier.module.css'

/** What a carrier asks of services and of orders. Who may not change it sees it all the same: it says why something cannot be ordered. */
export function Policy({ carrier, policy, mayChange }: { carrier: string; policy: MarketPolicy; mayChange: boolean }) {
  const { t } = useLingui()
  const words = useMarketWords()
  const named = (kinds: readonly EvidenceKind[]) => kinds.length === 0 ? t`nichts` : kinds.map(words.evidence).join(', ')
  return (
    <section className={classes['panel']} aria-labelledby="policy-head">
      <h2 id="policy-head"><Trans>Regeln Ihres Hauses</Trans></h2>
      <dl className={classes['facts']}>
        <div><dt><Trans>Nachweise von jedem Dienst</Trans></dt><dd>{named(policy.required)}</dd></div>
        <div><dt><Trans>Dazu bei Daten aus der Akte</Trans></dt><dd>{named(policy.requiredForPatientData)}</dd></div>
        <div><dt><Trans>Vier Augen</Trans></dt><dd>{policy.secondPerson ? t`Wer bestellt, genehmigt nicht selbst.` : t`Wer genehmigen darf, bestellt ohne zweite Person.`}</dd></div>
        <div><dt><Trans>Frist bei Kündigung</Trans></dt><dd>{policy.undoDays === 0 ? t`keine` : t`${policy.undoDays} Tage, in denen sie zurückgenommen werden kann`}</dd></div>
      </dl>
      {mayChange && (
        <details className={classes['details']}>
          <summary><Trans>Regeln ändern</Trans></summary>
          <PolicyForm key={JSON.stringify(policy)} carrier={carrier} policy={policy} />
        </details>
      )}
    </section>
  )
}

function PolicyForm({ carrier, policy }: { carrier: string; policy: MarketPolicy }) {
  const { t } = useLingui()
  const words = useMarketWords()
  const fault = useMarketFault()
  const [required, setRequired] = useState<readonly EvidenceKind[]>(policy.required)
  const [forPatientData, setForPatientData] = useState<readonly EvidenceKind[]>(policy.requiredForPatientData)
  const [secondPerson, setSecondPerson] = useState(policy.secondPerson)
  const [undoDays, setUndoDays] = useState<number | string>(policy.undoDays)
  const save = useAct((next: MarketPolicy) => savePolicy(carrier, next), ['market', carrier], t`Gespeichert.`)
  const days = Number(undoDays)
  const valid = undoDays !== '' && Number.isInteger(days) && days >= 0 && days <= 90
  const options = evidenceOrder.map(kind => ({ value: kind, label: words.evidence(kind) }))
  return (
    <form className={`${classes['form']} ${classes['narrow']}`} noValidate onSubmit={event => { event.preventDefault(); if (valid) save.mutate({ required, requiredForPatientData: forPatientData, secondPerson, undoDays: days }) }}>
      <Choices several legend={<Trans>Ohne diese Nachweise wird kein Dienst bestellt</Trans>} chosen={required} onChange={next => setRequired(next as EvidenceKind[])} options={options} />
      <Choices
        several legend={<Trans>Zusätzlich bei Diensten, die außerhalb des Hubs Daten von Patientinnen und Patienten verarbeiten</Trans>}
        hint={<Trans>§ 393 SGB V verlangt dafür ein C5-Testat vom Typ 2.</Trans>}
        chosen={forPatientData} onChange={next => setForPatientData(next as EvidenceKind[])} options={options}
      />
      <Checkbox label={t`Wer bestellt, genehmigt nicht selbst`} checked={secondPerson} onChange={event => setSecondPerson(event.currentTarget.checked)} />
      <NumberInput label={t`Tage, in denen eine Kündigung zurückgenommen werden kann`} description={t`0 bis 90`} value={undoDays} onChange={setUndoDays} min={0} max={90} error={valid ? undefined : t`Bitte geben Sie eine Zahl von 0 bis 90 an.`} />
      {save.trouble !== null && <Notice tone="bad" live>{fault(save.trouble)}</Notice>}
      <div className={classes['actions']}><Button type="submit" loading={save.isPending}><Trans>Regeln speichern</Trans></Button></div>
    </form>
  )
}
