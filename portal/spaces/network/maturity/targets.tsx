import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addTarget, removeTarget, type OfficePage, type TargetState } from '../../../client/maturity.ts'
import { Card, ConfirmInPlace, Choices, Item } from '../../../shell/calm.tsx'
import calm from '../../../shell/calm.module.css'
import { useFormats } from '../../../shell/format.ts'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import { useMaturityWords } from './use-maturity-words.ts'
import classes from './maturity.module.css'

export function Targets({ network, office }: { network: string; office: OfficePage }) {
  const from = office.assessments.filter(({ completed }) => completed !== null)
  return (
    <Card title={<Trans>Unsere Ziele</Trans>} icon="up">
      {office.targets.length === 0 && <Empty icon="up" title={<Trans>Noch keine Ziele</Trans>}>{from.length === 0 ? <Trans>Ziele gehen von einer abgeschlossenen Einschätzung aus.</Trans> : <Trans>Zum Beispiel: zwei Dimensionen steigen um zwei Stufen.</Trans>}</Empty>}
      {office.targets.length > 0 && <ul className={calm['list']}>{office.targets.map(one => <li key={one.id}><TargetLine one={one} network={network} office={office.id} /></li>)}</ul>}
      {from.length > 0 && <NewTarget network={network} office={office} from={from} />}
    </Card>
  )
}

function TargetLine({ one, network, office }: { one: TargetState & { readonly model: string }; network: string; office: string }) {
  const queries = useQueryClient()
  const { date } = useFormats()
  const words = useMaturityWords()
  const remove = useMutation({ mutationFn: () => removeTarget(network, office, one.id), onSuccess: () => queries.invalidateQueries({ queryKey: ['maturity', network] }) })
  const { tone, words: state } = words.target(one)
  const until = date(one.until)
  const done = one.dimensions.join(', ')
  return (
    <Item name={one.words} tag={<Tag tone={tone}>{state}</Tag>} actions={<ConfirmInPlace label={<><Trans>Löschen</Trans><span className="aloud">: {one.words}</span></>} title={<Trans>Dieses Ziel löschen?</Trans>} confirm={<Trans>Löschen</Trans>} run={() => remove.mutate()} pending={remove.isPending} error={remove.error} />}>
      <span className={classes['small']}><Trans>bis {until}</Trans>{done !== '' && <> · {done}</>}{one.note !== '' && <> · {one.note}</>}</span>
    </Item>
  )
}

function NewTarget({ network, office, from }: { network: string; office: OfficePage; from: OfficePage['assessments'] }) {
  const { t } = useLingui()
  const fault = useMaturityFault()
  const words = useMaturityWords()
  const { date } = useFormats()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [start, setStart] = useState(from[0]?.id ?? '')
  const [kind, setKind] = useState<'rise' | 'reach'>('rise')
  const [dimensions, setDimensions] = useState(2)
  const [by, setBy] = useState(2)
  const base = from.find(one => one.id === start)
  const model = office.models.find(({ id, version }) => id === base?.model && version === base.modelVersion)
  const [dimension, setDimension] = useState('')
  const [value, setValue] = useState(0)
  const [until, setUntil] = useState('')
  const [note, setNote] = useState('')
  const chosen = model?.dimensions.find(({ code }) => code === dimension)?.code ?? model?.dimensions[0]?.code ?? ''
  const add = useMutation({
    mutationFn: () => addTarget(network, office.id, { from: start, until, note, goal: kind === 'rise' ? { kind, dimensions, by } : { kind, dimension: chosen, value } }),
    onSuccess: async () => { setOpen(false); await queries.invalidateQueries({ queryKey: ['maturity', network] }) },
  })
  if (!open) return <div className={classes['actions']}><Button variant="default" onClick={() => setOpen(true)}><Trans>Neues Ziel</Trans></Button></div>
  const whole = (next: string | number, set: (value: number) => void) => { if (typeof next === 'number') set(next) }
  return (
    <form className={classes['form']} onSubmit={event => { event.preventDefault(); if (until !== '') add.mutate() }}>
      <NativeSelect label={t`Ausgehend von`} value={start} onChange={event => setStart(event.currentTarget.value)} data={from.map(one => ({ value: one.id, label: `${words.kind(one.kind)} ${date(one.day)}, ${one.title}` }))} />
      <Choices legend={<Trans>Art des Ziels</Trans>} chosen={[kind]} onChange={([next]) => setKind(next as 'rise' | 'reach')} options={[{ value: 'rise', label: t`Mehrere Dimensionen steigen` }, { value: 'reach', label: t`Eine Dimension erreicht einen Wert` }]} />
      {kind === 'rise' ? (
        <div className={classes['row']}>
          <NumberInput label={t`Wie viele Dimensionen`} value={dimensions} onChange={next => whole(next, setDimensions)} min={1} max={model?.dimensions.length ?? 12} allowDecimal={false} />
          <NumberInput label={t`Um wie viele Stufen oder Punkte`} value={by} onChange={next => whole(next, setBy)} min={1} max={model === undefined ? 5 : model.highest - model.lowest} allowDecimal={false} />
        </div>
      ) : (
        <div className={classes['row']}>
          <NativeSelect label={t`Dimension`} value={chosen} onChange={event => setDimension(event.currentTarget.value)} data={model?.dimensions.map(one => ({ value: one.code, label: one.title })) ?? []} />
          {model === undefined || model.states === null
            ? <NumberInput label={t`Punkte`} value={value} onChange={next => whole(next, setValue)} min={model?.lowest ?? 0} max={model?.highest ?? 100} allowDecimal={false} />
            : <NativeSelect label={t`Stufe`} value={String(value)} onChange={event => setValue(Number(event.currentTarget.value))} data={model.states.map(one => ({ value: String(one.value), label: one.title }))} />}
        </div>
      )}
      <TextInput type="date" label={t`Bis`} value={until} onChange={event => setUntil(event.currentTarget.value)} required maw="14rem" />
      <TextInput label={t`Anmerkung`} description={t`Freiwillig, zum Beispiel der Beschluss.`} value={note} onChange={event => setNote(event.currentTarget.value)} maxLength={500} />
      {add.isError && <Notice tone="bad" live>{fault(add.error)}</Notice>}
      <div className={classes['actions']}>
        <Button type="submit" disabled={until === ''} loading={add.isPending}><Trans>Ziel festlegen</Trans></Button>
        <Button variant="default" onClick={() => setOpen(false)}><Trans>Abbrechen</Trans></Button>
      </div>
    </form>
  )
}
