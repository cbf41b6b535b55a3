import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { removePart, savePart, type Part, type TaskFacts } from '../../../client/groups.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Notice, Tag } from '../../../shell/notice.tsx'
import { PartForm } from './part-forms.tsx'
import { useGroupFault, useGroupPath } from './use-group.ts'
import calm from '../../../shell/calm.module.css'

/** What is to be done, by whom and until when; what is overdue says so. */
export function TasksCard({ tasks }: { tasks: readonly Part<TaskFacts>[] }) {
  const { t } = useLingui()
  const { date } = useFormats()
  const fault = useGroupFault()
  const { service, group, again } = useGroupPath()
  const [open, setOpen] = useState<string>()
  const tick = useMutation({ mutationFn: ({ id, version, ...task }: Part<TaskFacts>) => savePart(service, group, 'tasks', id, version, { ...task, done: !task.done }), onSettled: again })
  const remove = useMutation({ mutationFn: (id: string) => removePart(service, group, 'tasks', id), onSettled: again })
  const today = new Date().toISOString().slice(0, 10)
  const sorted = tasks.toSorted((a, b) => Number(a.done) - Number(b.done) || (a.until === '' ? '9' : a.until).localeCompare(b.until === '' ? '9' : b.until))
  const form = (task: Part<TaskFacts> | undefined) => (
    <PartForm kind="tasks" part={task} start={{ what: task?.what ?? '', who: task?.who ?? '', until: task?.until ?? '', done: task?.done ?? false }} ready={({ what }) => what.trim() !== ''} label={<Trans>Speichern</Trans>} done={() => setOpen(undefined)}>
      {(facts, change, tried) => (
        <>
          <TextInput size="md" label={t`Was ist zu tun?`} maxLength={200} value={facts.what} onChange={typed => change({ ...facts, what: typed.currentTarget.value })} error={tried && facts.what.trim() === '' ? t`Bitte ausfüllen.` : undefined} />
          <TextInput size="md" label={t`Wer? (freiwillig)`} maxLength={80} value={facts.who} onChange={typed => change({ ...facts, who: typed.currentTarget.value })} />
          <TextInput size="md" type="date" label={t`Bis wann? (freiwillig)`} value={facts.until} onChange={typed => change({ ...facts, until: typed.currentTarget.value })} />
        </>
      )}
    </PartForm>
  )
  return (
    <Card title={<Trans>Aufgaben</Trans>} icon="check" beside={<Tag tone="quiet" icon="lock"><Trans>Nur für Mitglieder</Trans></Tag>}>
      {tasks.length === 0 && <p className={calm['dim']}><Trans>Noch keine Aufgabe.</Trans></p>}
      {(tick.isError || remove.isError) && <Notice tone="bad" live>{fault(tick.error ?? remove.error)}</Notice>}
      <ul className={calm['list']}>
        {sorted.map(task => (
          <li key={task.id}>
            {open === task.id ? form(task) : (
              <div className={calm['item']}>
                <div className={calm['itemText']}>
                  <span className={calm['itemName']}>{task.what}{task.done ? <Tag tone="ok"><Trans>Erledigt</Trans></Tag> : task.until !== '' && task.until < today && <Tag tone="bad"><Trans>Überfällig</Trans></Tag>}</span>
                  <span className={calm['small']}>{[task.who, task.until === '' ? '' : t`bis ${date(task.until)}`].filter(part => part !== '').join(' · ')}</span>
                </div>
                <div className={`${calm['actions']} screen-only`}>
                  <Button variant="default" aria-label={task.done ? t`Wieder offen: ${task.what}` : t`Erledigt: ${task.what}`} onClick={() => tick.mutate(task)}>{task.done ? <Trans>Wieder offen</Trans> : <Trans>Erledigt</Trans>}</Button>
                  <Button variant="default" aria-label={t`Ändern: ${task.what}`} onClick={() => setOpen(task.id)}><Trans>Ändern</Trans></Button>
                  {task.done && <Button variant="default" aria-label={t`Entfernen: ${task.what}`} onClick={() => remove.mutate(task.id)}><Trans>Entfernen</Trans></Button>}
                </div>
              </div>
            )}
          </li>
        ))}
      </ul>
      {open === 'new' ? form(undefined) : <div className={`${calm['actions']} screen-only`}><Button variant="default" onClick={() => setOpen('new')}><Trans>Aufgabe hinzufügen</Trans></Button></div>}
    </Card>
  )
}
