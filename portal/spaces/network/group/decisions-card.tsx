import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { freshUuid } from '../../../client/fresh-uuid.ts'
import { dayAfter } from '../../../client/calendar-day.ts'
import { addDecision, type Decision } from '../../../client/groups.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Notice, Tag } from '../../../shell/notice.tsx'
import { useGroupFault, useGroupPath } from './use-group.ts'
import calm from '../../../shell/calm.module.css'
import classes from './group.module.css'

/** Decisions with their numbers, the latest first. None is changed: another one takes its place. */
export function DecisionsCard({ decisions }: { decisions: readonly Decision[] }) {
  const { t } = useLingui()
  const { date } = useFormats()
  const [open, setOpen] = useState(false)
  const replacedBy = new Map(decisions.flatMap(({ instead }, at) => (instead === 0 ? [] : [[instead, at + 1] as const])))
  return (
    <Card title={<Trans>Beschlüsse</Trans>} icon="table" beside={<Tag tone="quiet" icon="lock"><Trans>Nur für Mitglieder</Trans></Tag>}>
      {decisions.length === 0 && <p className={calm['dim']}><Trans>Noch kein Beschluss. Ein Beschluss bekommt eine Nummer und wird nie geändert; ein neuer kann ihn ersetzen.</Trans></p>}
      <ul className={calm['list']}>
        {decisions.map((decision, at) => ({ ...decision, number: at + 1 })).toReversed().map(({ key, number, day, text, instead }) => {
          const by = replacedBy.get(number)
          return (
            <li key={key}>
              <div className={calm['itemText']}>
                <span className={calm['itemName']}>{t`Beschluss ${number}`}{by !== undefined && <Tag tone="quiet"><Trans>Ersetzt durch Beschluss {by}</Trans></Tag>}</span>
                <span className={classes['text']}>{text}</span>
                <span className={calm['small']}>{date(day)}{instead > 0 && <> · <Trans>ersetzt Beschluss {instead}</Trans></>}</span>
              </div>
            </li>
          )
        })}
      </ul>
      {open
        ? <DecisionForm standing={decisions.flatMap((_, at) => (replacedBy.has(at + 1) ? [] : [at + 1]))} done={() => setOpen(false)} />
        : <div className={`${calm['actions']} screen-only`}><Button variant="default" onClick={() => setOpen(true)}><Trans>Beschluss festhalten</Trans></Button></div>}
    </Card>
  )
}

function DecisionForm({ standing, done }: { standing: readonly number[]; done: () => void }) {
  const { t } = useLingui()
  const fault = useGroupFault()
  const { service, group, again } = useGroupPath()
  const [decision, setDecision] = useState<Decision>(() => ({ key: freshUuid(), day: dayAfter(Date.now(), 0), text: '', instead: 0 }))
  const [tried, setTried] = useState(false)
  const add = useMutation({
    mutationFn: () => addDecision(service, group, { ...decision, text: decision.text.trim() }),
    onSuccess: async () => {
      await again()
      done()
    },
  })
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    setTried(true)
    if (decision.text.trim() !== '' && decision.day !== '') add.mutate()
  }
  return (
    <form onSubmit={submit} className={calm['confirm']} noValidate>
      <Textarea size="md" label={t`Was ist beschlossen?`} autosize minRows={2} maxLength={2000} value={decision.text} onChange={change => setDecision({ ...decision, text: change.currentTarget.value })} error={tried && decision.text.trim() === '' ? t`Bitte ausfüllen.` : undefined} />
      <TextInput size="md" type="date" label={t`Am`} value={decision.day} onChange={change => setDecision({ ...decision, day: change.currentTarget.value })} error={tried && decision.day === '' ? t`Bitte ausfüllen.` : undefined} />
      {standing.length > 0 && <NativeSelect size="md" label={t`Ersetzt`} value={String(decision.instead)} onChange={change => setDecision({ ...decision, instead: Number(change.currentTarget.value) })} data={[{ value: '0', label: t`keinen` }, ...standing.map(number => ({ value: String(number), label: t`Beschluss ${number}` }))]} />}
      {add.isError && <Notice tone="bad" live>{fault(add.error)}</Notice>}
      <div className={calm['actions']}>
        <Button type="submit" loading={add.isPending}><Trans>Festhalten</Trans></Button>
        <Button variant="default" onClick={done}><Trans>Abbrechen</Trans></Button>
      </div>
    </form>
  )
}
