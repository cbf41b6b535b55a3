import { Button, Checkbox, NumberInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { QueryKey } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { Notice } from '../../shell/notice.tsx'
import { useAct } from './use-act.ts'
import { useCarrierFault } from './use-carrier-fault.ts'
import classes from './carrier.module.css'

interface Field<Name extends string> {
  readonly name: Name
  readonly label: string
  readonly hint?: string
  /** With both it is a number, without a yes or no. */
  readonly min?: number
  readonly max?: number
}

/** A few numbers and switches that are saved together; the state before can be had back. */
export function SettingsForm<Values extends Readonly<Record<keyof Values, number | boolean>>>({ title, values, fields, save, touches }: {
  title: string; values: Values; fields: readonly Field<keyof Values & string>[]; save: (changed: Partial<Values>) => Promise<unknown>; touches: QueryKey
}) {
  const { t } = useLingui()
  const fault = useCarrierFault()
  const id = useId()
  const [draft, setDraft] = useState<Readonly<Record<string, number | boolean | string>>>(values)
  const [before, setBefore] = useState<Partial<Values> | null>(null)
  useEffect(() => setDraft(values), [values])
  const pick = (of: Readonly<Record<string, unknown>>) => Object.fromEntries(fields.map(({ name }) => [name, of[name]])) as Partial<Values>
  const store = useAct(({ changed }: { changed: Partial<Values>; was: Partial<Values> | null }) => save(changed), touches, t`Gespeichert.`, (_, { was }) => setBefore(was))
  const changed = fields.filter(({ name }) => draft[name] !== values[name])
  const isWrong = ({ name, min, max }: Field<string>) => min !== undefined && max !== undefined && !(Number.isInteger(draft[name]) && Number(draft[name]) >= min && Number(draft[name]) <= max)
  const wrong = fields.filter(isWrong)
  return (
    <section className={classes['panel']} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <form
        className={classes['form']} noValidate
        onSubmit={event => {
          event.preventDefault()
          if (wrong.length === 0 && changed.length > 0) store.mutate({ changed: Object.fromEntries(changed.map(({ name }) => [name, draft[name]])) as Partial<Values>, was: pick(values) })
        }}
      >
        {fields.map(field => field.min === undefined
          ? <Checkbox key={field.name} label={field.label} description={field.hint} checked={draft[field.name] === true} onChange={event => setDraft({ ...draft, [field.name]: event.currentTarget.checked })} />
          : (
            <NumberInput
              key={field.name} label={field.label} description={field.hint} value={draft[field.name] as number} min={field.min} max={field.max ?? Infinity} allowDecimal={false} clampBehavior="none" hideControls maw="28rem"
              onChange={value => setDraft({ ...draft, [field.name]: value })} error={isWrong(field) ? t`Bitte eine Zahl von ${field.min} bis ${field.max ?? 0}.` : undefined}
            />
          ))}
        {store.trouble !== null && <Notice tone="bad" live>{fault(store.trouble)}</Notice>}
        {before !== null && changed.length === 0 && (
          <Notice tone="ok" live action={<Button variant="default" loading={store.isPending} onClick={() => store.mutate({ changed: before, was: null })}><Trans>Rückgängig machen</Trans></Button>}><Trans>Gespeichert. Es gilt ab jetzt.</Trans></Notice>
        )}
        <div className={classes['actions']}>
          <Button type="submit" disabled={changed.length === 0 || wrong.length > 0} loading={store.isPending}><Trans>Speichern</Trans></Button>
          {changed.length > 0 && <Button variant="default" onClick={() => setDraft(values)}><Trans>Zurücksetzen</Trans></Button>}
        </div>
      </form>
    </section>
  )
}
