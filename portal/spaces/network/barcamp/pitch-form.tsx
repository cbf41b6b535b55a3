import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import type { BarcampEvent, PitchDraft, PitchFormat } from '../../../client/barcamp.ts'
import { Card, Choices } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useBarcampQueues } from './barcamp-queues.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './barcamp.module.css'

const formats: readonly PitchFormat[] = ['discussion', 'talk', 'workshop', 'demo', 'question']
const blank: PitchDraft = { title: '', about: '', hosts: [], format: 'discussion', seats: 0, equipment: [], notAt: [], draft: false }

/** Offering a session, from the phone; without a network it waits in the list. */
export function OfferPitch({ event }: { event: BarcampEvent }) {
  const { waiting, put } = useBarcampQueues().pitches
  const [offered, setOffered] = useState(0)
  const offer = (pitch: PitchDraft) => {
    put(pitch)
    setOffered(offered + 1)
  }
  return (
    <div id="vorschlagen" className={classes['anchor']}>
      <Card title={<Trans>Sitzung vorschlagen</Trans>} icon="share">
        {offered > 0 && waiting.length === 0 && <Notice tone="ok" live><Trans>Danke, Ihre Sitzung steht in der Liste.</Trans></Notice>}
        {offered > 0 && waiting.length > 0 && <Notice tone="warn" live><Trans>Ihre Sitzung ist gespeichert und steht oben, bis sie angekommen ist.</Trans></Notice>}
        <PitchForm key={offered} event={event} start={blank} label={<Trans>Vorschlagen</Trans>} save={offer} pending={false} error={null} />
      </Card>
    </div>
  )
}

export function PitchForm({ event, start, label, save, pending, error }: {
  event: BarcampEvent; start: PitchDraft; label: ReactNode; save: (pitch: PitchDraft) => void; pending: boolean; error: unknown
}) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const [pitch, setPitch] = useState(start)
  const [hosts, setHosts] = useState(start.hosts.join(', '))
  const [tried, setTried] = useState(false)
  const named = hosts.split(',').map(host => host.trim()).filter(host => host !== '').slice(0, 6)
  const equipment = [...new Set(event.rooms.flatMap(room => room.equipment))]
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    setTried(true)
    if (pitch.title.trim() !== '' && named.length > 0) save({ title: pitch.title.trim(), about: pitch.about.trim(), hosts: named, format: pitch.format, seats: pitch.seats, equipment: pitch.equipment, notAt: pitch.notAt, draft: pitch.draft })
  }
  return (
    <form onSubmit={submit} className={calm['form']} noValidate>
      <TextInput label={t`Worum geht es?`} size="md" maxLength={120} value={pitch.title} onChange={change => setPitch({ ...pitch, title: change.currentTarget.value })} error={tried && pitch.title.trim() === '' ? t`Bitte geben Sie einen Titel an.` : undefined} />
      <TextInput label={t`Wer lädt ein?`} description={t`Mehrere Namen mit Komma trennen. So finden wir Zeiten, zu denen alle können.`} size="md" maxLength={400} value={hosts} onChange={change => setHosts(change.currentTarget.value)} error={tried && named.length === 0 ? t`Bitte geben Sie mindestens einen Namen an.` : undefined} />
      <NativeSelect label={t`Form`} size="md" value={pitch.format} onChange={change => setPitch({ ...pitch, format: change.currentTarget.value as PitchFormat })} data={formats.map(format => ({ value: format, label: words.format(format) }))} />
      <Textarea label={t`Beschreibung (freiwillig)`} size="md" autosize minRows={2} maxLength={1500} value={pitch.about} onChange={change => setPitch({ ...pitch, about: change.currentTarget.value })} />
      <details>
        <summary><Trans>Raum, Technik und Zeiten</Trans></summary>
        <div className={calm['form']}>
          <TextInput label={t`Mindestens so viele Plätze`} description={t`0 = jeder Raum passt`} type="number" inputMode="numeric" min={0} max={5000} size="md" value={String(pitch.seats)} onChange={change => setPitch({ ...pitch, seats: Math.min(5000, Math.max(0, Math.trunc(Number(change.currentTarget.value) || 0))) })} />
          {equipment.length > 0 && <Choices several legend={<Trans>Das wird gebraucht</Trans>} chosen={pitch.equipment} onChange={chosen => setPitch({ ...pitch, equipment: chosen })} options={equipment.map(thing => ({ value: thing, label: thing }))} />}
          <Choices several legend={<Trans>Zu diesen Zeiten geht es nicht</Trans>} chosen={pitch.notAt} onChange={chosen => setPitch({ ...pitch, notAt: chosen })} options={event.slots.map(slot => ({ value: slot.id, label: words.span(slot) }))} />
        </div>
      </details>
      <label className={calm['choice']}><input type="checkbox" checked={pitch.draft} onChange={change => setPitch({ ...pitch, draft: change.currentTarget.checked })} /><span><Trans>Erst einmal als Entwurf, den nur ich sehe</Trans></span></label>
      {error !== null && error !== undefined && <Notice tone="bad" live>{words.fault(error)}</Notice>}
      <div className={calm['actions']}><Button type="submit" size="md" loading={pending}>{label}</Button></div>
    </form>
  )
}
