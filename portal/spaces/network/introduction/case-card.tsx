import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type SubmitEvent } from 'react'
import { askAddress, concludeCase, outcomes, removeCase, type Case, type Outcome } from '../../../client/introductions.ts'
import { Card, ConfirmInPlace } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Notice, Tag } from '../../../shell/notice.tsx'
import { useNetwork } from '../use-network.ts'
import { useIntroductionWords } from './use-introduction-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from '../undertaking/undertaking.module.css'

function useCaseChange<Input>(run: (input: Input) => Promise<unknown>) {
  const network = useNetwork()
  const queries = useQueryClient()
  return useMutation({ mutationFn: run, onSuccess: () => queries.invalidateQueries({ queryKey: ['network', network.slug] }) })
}

/** One case: who, what for, and what came of it. */
export function CaseCard({ one }: { one: Case }) {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useIntroductionWords()
  const { date } = useFormats()
  const [outcome, setOutcome] = useState<Outcome>(one.outcome)
  const [note, setNote] = useState(one.note)
  const conclude = useCaseChange(() => concludeCase(network, one.id, { version: one.version, outcome, note: note.trim() }))
  const remove = useCaseChange(() => removeCase(network, one.id))
  const [asker, other] = [one.asker, one.other].map(({ name, organization, mail }) => [name, organization, mail].filter(part => part !== '').join(', '))
  const [opened, since] = [date(one.opened), date(one.since)]
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    conclude.mutate(undefined)
  }
  return (
    <Card title={one.of.title} icon="people" beside={<Tag tone={one.state === 'waiting' ? 'warn' : one.state === 'agreed' ? 'ok' : 'quiet'}>{words.state(one.state)}</Tag>}>
      <p className={calm['small']}><Trans>Eröffnet am {opened}, Stand vom {since}</Trans></p>
      {one.removed && <p className={calm['dim']}><Trans>Namen, Adressen und Texte sind nach ihrer Zeit gelöscht.</Trans></p>}
      {asker !== '' && <p className={classes['text']}><Trans>Anfrage von: {asker}</Trans></p>}
      {other !== '' && <p className={classes['text']}><Trans>Gegenseite: {other}</Trans></p>}
      {one.purpose !== '' && <p className={classes['text']}>{one.purpose}</p>}
      {one.state === 'waiting' && <AddressForm one={one} />}
      <form className={calm['form']} onSubmit={submit}>
        <NativeSelect size="md" label={t`Was daraus wurde`} value={outcome} onChange={event => setOutcome(event.currentTarget.value as Outcome)} data={outcomes.map(value => ({ value, label: words.outcome(value) }))} />
        {!one.removed && <Textarea size="md" autosize minRows={1} label={t`Notiz`} maxLength={2000} value={note} onChange={event => setNote(event.currentTarget.value)} />}
        {conclude.isError && <Notice tone="bad" live>{words.fault(conclude.error)}</Notice>}
        <div className={calm['actions']}>
          <Button type="submit" variant="default" loading={conclude.isPending}><Trans>Speichern</Trans></Button>
          {one.outcome === 'undertaking' && <Link className={calm['button']} data-look="quiet" to="/netz/$network/vorhaben/neu" params={{ network: network.slug }} search={{ aus: `introduction/${one.id}`, titel: one.of.title }}><Trans>Vorhaben daraus beginnen</Trans></Link>}
          <ConfirmInPlace label={<Trans>Fall löschen</Trans>} title={<Trans>Der Fall verschwindet ganz, auch aus den Zahlen.</Trans>} confirm={<Trans>Ja, löschen</Trans>} run={() => remove.mutate(undefined)} pending={remove.isPending} error={remove.error} />
        </div>
      </form>
    </Card>
  )
}

function AddressForm({ one }: { one: Case }) {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useIntroductionWords()
  const [mail, setMail] = useState('')
  const ask = useCaseChange(() => askAddress(network, one.id, { version: one.version, mail: mail.trim() }))
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    ask.mutate(undefined)
  }
  return (
    <form className={calm['form']} onSubmit={submit}>
      <TextInput size="md" required type="email" label={t`E-Mail-Adresse der Gegenseite`} description={t`Niemand hat eine hinterlegt. Die Person bekommt die Anfrage und entscheidet selbst.`} maxLength={254} value={mail} onChange={event => setMail(event.currentTarget.value)} />
      {ask.isError && <Notice tone="bad" live>{words.fault(ask.error)}</Notice>}
      <div className={calm['actions']}><Button type="submit" loading={ask.isPending}><Trans>Anfrage weitergeben</Trans></Button></div>
    </form>
  )
}
