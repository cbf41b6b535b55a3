import { Button, NumberInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { changeDating, type Inside } from '../../../client/meetings.ts'
import { Card, Choices } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useMeetingAgain, useMeetingPath } from './use-meeting.ts'
import { useMeetingWords } from './use-meeting-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './meeting.module.css'

/** For editors: who is there, how many rounds, which one goes on. What has been stays when somebody comes or leaves. */
export function RoundsPlan({ inside: { dating, participants } }: { inside: Inside }) {
  const { t } = useLingui()
  const words = useMeetingWords()
  const again = useMeetingAgain()
  const { network, id } = useMeetingPath()
  const there = new Set(participants.map(one => one.id))
  const [people, setPeople] = useState<readonly string[]>(dating.version === 0 ? participants.map(one => one.id) : dating.people.filter(one => there.has(one)))
  const [rounds, setRounds] = useState(dating.rounds.length === 0 ? 5 : dating.rounds.length)
  const [tables, setTables] = useState(dating.tables)
  const [length, setLength] = useState(dating.length)
  const save = useMutation({ mutationFn: (current: number) => changeDating(network, id, { version: dating.version, people, rounds, tables, length, current }), onSettled: again })
  const whole = (set: (value: number) => void) => (next: string | number) => { if (typeof next === 'number') set(next) }
  const planned = dating.rounds.length > 0
  const next = dating.current + 1
  return (
    <Card title={<Trans>Runden planen</Trans>} icon="key">
      {save.isError && <Notice tone="bad" live>{words.fault(save.error)}</Notice>}
      <details open={!planned}>
        <summary><Trans>Wer da ist ({people.length})</Trans></summary>
        <Choices several legend={<Trans>Diese Personen sitzen an den Tischen</Trans>} chosen={people} onChange={setPeople} options={participants.map(one => ({ value: one.id, label: `${one.office} (${one.name})` }))} />
      </details>
      <div className={classes['row']}>
        <NumberInput label={t`Runden`} value={rounds} onChange={whole(setRounds)} min={1} max={20} allowDecimal={false} />
        <NumberInput label={t`Höchstens so viele Tische`} value={tables} onChange={whole(setTables)} min={1} max={30} allowDecimal={false} />
        <NumberInput label={t`Minuten je Runde`} value={length} onChange={whole(setLength)} min={1} max={60} allowDecimal={false} />
      </div>
      <div className={calm['actions']}>
        <Button variant={planned ? 'default' : 'filled'} disabled={people.length < 2} loading={save.isPending} onClick={() => save.mutate(dating.current)}>{planned ? <Trans>Offene Runden neu planen</Trans> : <Trans>Runden planen</Trans>}</Button>
        {planned && next <= dating.rounds.length && <Button onClick={() => save.mutate(next)}><Trans>Runde {next} beginnen</Trans></Button>}
        {dating.current > 0 && <Button variant="default" onClick={() => save.mutate(dating.current - 1)}><Trans>Eine Runde zurück</Trans></Button>}
      </div>
    </Card>
  )
}
