import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Duplicate, DuplicateMerge } from '@steckwerk/api/contract/duplicates'
import { useState } from 'react'
import { assignLeft } from '../../client/duplicates.ts'
import { Choices } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Notice } from '../../shell/notice.tsx'
import { useTypeWords } from '../../shell/type-words.ts'
import { useAct } from './use-act.ts'
import { useCarrierFault } from './use-carrier-fault.ts'
import classes from './carrier.module.css'

/** After an unmerge: what went back, and what only a person can tell whose it is. */
export function LeftResources({ carrier, pair, merge, onChange }: { carrier: string; pair: Duplicate; merge: DuplicateMerge; onChange: (pair: Duplicate) => void }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const fault = useCarrierFault()
  const type = useTypeWords()
  const [chosen, setChosen] = useState<string[]>([])
  const assign = useAct((to: string) => assignLeft(carrier, pair.id, { resources: merge.left.filter(one => chosen.includes(`${one.type}/${one.id}`)).map(one => ({ type: one.type, id: one.id })), to }), ['duplicates', carrier], t`Zugeordnet.`, changed => {
    setChosen([])
    onChange(changed)
  })
  const returned = merge.returned
  const sides = [{ patient: pair.left, letter: 'A' }, { patient: pair.right, letter: 'B' }]
  return (
    <div className={classes['form']}>
      <p><Trans>{returned} Einträge sind zurückgezogen.</Trans> {merge.left.length === 0 && <Trans>Nichts ist offen.</Trans>}</p>
      {merge.left.length > 0 && (
        <>
          <Choices
            several legend={<Trans>Wem gehört das?</Trans>} hint={<Trans>Es steht bei der Akte, die blieb, bis Sie es zuordnen.</Trans>} chosen={chosen} onChange={setChosen}
            options={merge.left.map(one => ({ value: `${one.type}/${one.id}`, label: `${type(one.type)} (${one.id})`, hint: one.why === 'later' ? t`kam nach dem Zusammenführen, ${dateTime(one.at)}` : t`seither geändert, ${dateTime(one.at)}` }))}
          />
          {assign.trouble !== null && <Notice tone="bad" live>{fault(assign.trouble)}</Notice>}
          <div className={classes['actions']}>
            {sides.map(({ patient, letter }) => <Button key={patient.id} variant="default" disabled={chosen.length === 0} loading={assign.isPending} onClick={() => assign.mutate(patient.id)}><Trans>Zu Akte {letter}: {patient.name}</Trans></Button>)}
          </div>
        </>
      )}
    </div>
  )
}
