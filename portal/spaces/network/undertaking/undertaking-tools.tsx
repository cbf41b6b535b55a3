import { Trans, useLingui } from '@lingui/react/macro'
import { Button, CopyButton, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { addEntry, confirmPartner, inviteKeeper, leaveKeepers, publishUndertaking, removeUndertaking, stages, stepUndertaking, type Publication, type Stage, type State, type Undertaking } from '../../../client/undertakings.ts'
import { Card, ConfirmInPlace, Item } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useNetwork } from '../use-network.ts'
import { useUndertakingWords } from './use-undertaking-words.ts'
import calm from '../../../shell/calm.module.css'

/** What its keepers and the editors do with it. */
export function UndertakingTools({ undertaking }: { undertaking: Undertaking }) {
  const network = useNetwork()
  const params = { network: network.slug, undertaking: undertaking.id }
  return (
    <div className={`${calm['form']} screen-only`}>
      <Publishing undertaking={undertaking} />
      <p><Link className={calm['button']} to="/netz/$network/vorhaben/$undertaking/bearbeiten" params={params}><Trans>Angaben bearbeiten</Trans></Link></p>
      <StepForm key={undertaking.version} undertaking={undertaking} />
      <NoteForm undertaking={undertaking} />
      {undertaking.editor && undertaking.partners.length > 0 && <PartnerList undertaking={undertaking} />}
      <KeeperList undertaking={undertaking} />
      <Removal undertaking={undertaking} />
    </div>
  )
}

/** What is shown is read again, whether it worked or somebody else was faster. */
function useChange<Input>(run: (input: Input) => Promise<unknown>) {
  const network = useNetwork()
  const queries = useQueryClient()
  return useMutation({ mutationFn: run, onSettled: () => queries.invalidateQueries({ queryKey: ['network', network.slug] }) })
}

function Publishing({ undertaking: { id, version, publication, editor } }: { undertaking: Undertaking }) {
  const network = useNetwork()
  const words = useUndertakingWords()
  const publish = useChange((next: Publication) => publishUndertaking(network, id, version, next))
  const button = (next: Publication, label: ReactNode, quiet = false) => <Button variant={quiet ? 'default' : 'filled'} loading={publish.isPending} onClick={() => publish.mutate(next)}>{label}</Button>
  return (
    <Card title={<Trans>Veröffentlichung</Trans>} icon="eye" tone="brand">
      {publish.isError && <Notice tone="bad" live>{words.fault(publish.error)}</Notice>}
      {publication === 'draft' && <p><Trans>Ein Entwurf: nur wer ihn pflegt und die Redaktion sehen ihn.</Trans></p>}
      {publication === 'asked' && <p>{editor ? <Trans>Die Veröffentlichung ist erbeten.</Trans> : <Trans>Die Redaktion sieht das Vorhaben durch und veröffentlicht es dann.</Trans>}</p>}
      {publication === 'published' && <p><Trans>Alle können dieses Vorhaben lesen.</Trans></p>}
      <div className={calm['actions']}>
        {publication !== 'published' && editor && button('published', <Trans>Veröffentlichen</Trans>)}
        {publication === 'draft' && !editor && button('asked', <Trans>Um Veröffentlichung bitten</Trans>)}
        {publication !== 'draft' && button('draft', <Trans>Zurück zum Entwurf</Trans>, true)}
      </div>
    </Card>
  )
}

const today = () => new Date().toLocaleDateString('sv-SE')

function StepForm({ undertaking }: { undertaking: Undertaking }) {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const [stage, setStage] = useState<Stage>(undertaking.stage)
  const [state, setState] = useState<State>(undertaking.state)
  const [day, setDay] = useState(today())
  const [by, setBy] = useState(undertaking.timeline.at(-1)?.by ?? '')
  const [note, setNote] = useState('')
  const step = useChange(() => stepUndertaking(network, undertaking.id, { version: undertaking.version, stage, state, day, by: by.trim(), note: note.trim() }))
  const missing = undertaking.missing ?? []
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    step.mutate(undefined)
  }
  return (
    <Card title={<Trans>Nächster Schritt</Trans>} icon="forward">
      <form className={calm['form']} onSubmit={submit}>
        <NativeSelect size="md" label={t`Stufe`} value={stage} onChange={event => setStage(event.currentTarget.value as Stage)} data={stages.map(one => ({ value: one, label: words.stage(one) }))} />
        {stage === 'reference' && missing.length > 0 && (
          <Notice tone="warn" live>
            <Trans>Für ein Referenzprojekt fehlt noch:</Trans>
            <ul>{missing.map(proof => <li key={proof}>{words.proof(proof)}</li>)}</ul>
          </Notice>
        )}
        <NativeSelect size="md" label={t`Wie steht es?`} value={state} onChange={event => setState(event.currentTarget.value as State)} data={(['running', 'resting', 'ended'] as const).map(one => ({ value: one, label: words.state(one) }))} />
        <Textarea size="md" autosize minRows={2} required={state !== 'running'} label={state === 'running' ? t`Was ist geschehen?` : t`Warum?`} maxLength={1000} value={note} onChange={event => setNote(event.currentTarget.value)} />
        <TextInput size="md" type="date" required label={t`Wann`} max={today()} value={day} onChange={event => setDay(event.currentTarget.value)} />
        <TextInput size="md" required minLength={2} label={t`Eingetragen von (Einrichtung)`} maxLength={160} value={by} onChange={event => setBy(event.currentTarget.value)} />
        {step.isError && <Notice tone="bad" live>{words.fault(step.error)}</Notice>}
        <div className={calm['actions']}><Button type="submit" loading={step.isPending}><Trans>Schritt eintragen</Trans></Button></div>
        <p className={calm['small']}><Trans>Was im Verlauf steht, bleibt stehen; einen Irrtum berichtigt ein weiterer Eintrag.</Trans></p>
      </form>
    </Card>
  )
}

function NoteForm({ undertaking }: { undertaking: Undertaking }) {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const [what, setWhat] = useState('')
  const [day, setDay] = useState(today())
  const [by, setBy] = useState(undertaking.timeline.at(-1)?.by ?? '')
  const add = useChange(() => addEntry(network, undertaking.id, { day, by: by.trim(), what: what.trim() }))
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    add.mutate(undefined, { onSuccess: () => setWhat('') })
  }
  return (
    <Card title={<Trans>Etwas zum Verlauf</Trans>} icon="clock">
      <form className={calm['form']} onSubmit={submit}>
        <Textarea size="md" autosize minRows={2} required minLength={3} label={t`Was war?`} description={t`Ein Beschluss, eine Förderzusage, ein Besuch.`} maxLength={1000} value={what} onChange={event => setWhat(event.currentTarget.value)} />
        <TextInput size="md" type="date" required label={t`Wann`} max={today()} value={day} onChange={event => setDay(event.currentTarget.value)} />
        <TextInput size="md" required minLength={2} label={t`Eingetragen von (Einrichtung)`} maxLength={160} value={by} onChange={event => setBy(event.currentTarget.value)} />
        {add.isError && <Notice tone="bad" live>{words.fault(add.error)}</Notice>}
        <div className={calm['actions']}><Button type="submit" variant="default" loading={add.isPending}><Trans>Hinzufügen</Trans></Button></div>
      </form>
    </Card>
  )
}

function PartnerList({ undertaking: { id, version, partners } }: { undertaking: Undertaking }) {
  const network = useNetwork()
  const words = useUndertakingWords()
  const confirm = useChange(({ actor, confirmed }: { actor: string; confirmed: boolean }) => confirmPartner(network, id, actor, version, confirmed))
  return (
    <Card title={<Trans>Partner bestätigen</Trans>} icon="people">
      {confirm.isError && <Notice tone="bad" live>{words.fault(confirm.error)}</Notice>}
      <ul className={calm['list']}>
        {partners.map(({ actor, name, confirmed }) => (
          <li key={actor}><Item name={name} actions={<Button variant="default" aria-label={confirmed ? words.unconfirm(name) : words.confirm(name)} loading={confirm.isPending} onClick={() => confirm.mutate({ actor, confirmed: !confirmed })}>{confirmed ? <Trans>Bestätigung zurücknehmen</Trans> : <Trans>Bestätigen</Trans>}</Button>}>{confirmed && <span><Trans>bestätigt</Trans></span>}</Item></li>
        ))}
      </ul>
    </Card>
  )
}

function KeeperList({ undertaking: { id, version, keepers = [], editor, invitations = 0 } }: { undertaking: Undertaking }) {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const invite = useChange(() => inviteKeeper(network, id))
  const leave = useChange((account: string) => leaveKeepers(network, id, version, account))
  const address = (invite.data as { path: string } | undefined)?.path
  const whole = address === undefined ? '' : `${window.location.origin}${address}`
  return (
    <Card title={<Trans>Wer das Vorhaben pflegt</Trans>} icon="person">
      {(invite.isError || leave.isError) && <Notice tone="bad" live>{words.fault(invite.error ?? leave.error)}</Notice>}
      {keepers.length === 0 && <p className={calm['dim']}><Trans>Bisher nur die Redaktion.</Trans></p>}
      <ul className={calm['list']}>
        {keepers.map(({ account, name }) => <li key={account}><Item name={name} actions={editor && <Button variant="default" aria-label={words.remove(name)} loading={leave.isPending} onClick={() => leave.mutate(account)}><Trans>Entfernen</Trans></Button>} /></li>)}
      </ul>
      {address === undefined
        ? <div className={calm['actions']}><Button variant="default" loading={invite.isPending} onClick={() => invite.mutate(undefined)}><Trans>Jemanden einladen</Trans></Button>{invitations > 0 && <span className={calm['small']}>{t`${invitations} Einladungen offen`}</span>}</div>
        : (
            <>
              <TextInput size="md" readOnly label={t`Link für eine Person mit Konto, zwei Wochen gültig`} value={whole} />
              <div className={calm['actions']}><CopyButton value={whole}>{({ copied, copy }) => <Button variant="default" onClick={copy}>{copied ? <Trans>Kopiert</Trans> : <Trans>Link kopieren</Trans>}</Button>}</CopyButton></div>
            </>
          )}
    </Card>
  )
}

function Removal({ undertaking: { id, publication, editor } }: { undertaking: Undertaking }) {
  const network = useNetwork()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => removeUndertaking(network, id),
    onSuccess: async () => {
      await navigate({ to: '/netz/$network/vorhaben', params: { network: network.slug } })
      await queries.invalidateQueries({ queryKey: ['network', network.slug, 'undertakings'] })
    },
  })
  if (publication === 'published' && !editor) return null
  return <div><ConfirmInPlace label={<Trans>Vorhaben löschen</Trans>} title={<Trans>Das Vorhaben verschwindet mit seinem Verlauf. Was ruht oder zu Ende ist, tragen Sie besser als Schritt ein.</Trans>} confirm={<Trans>Ja, löschen</Trans>} run={() => remove.mutate()} pending={remove.isPending} error={remove.error} /></div>
}
