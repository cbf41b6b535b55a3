import { Button, Checkbox, TextInput, Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ClientKind, ClientWithSecret, NewClient } from '@steckwerk/api/contract/smart'
import { useState, type SubmitEvent } from 'react'
import { addClient } from '../../client/clients.ts'
import { scopesOf } from '../../client/scope-text.ts'
import { Choices } from '../../shell/calm.tsx'
import { focusWrong } from '../../shell/focus-wrong.ts'
import { textOf } from '../../shell/form-text.ts'
import { Notice } from '../../shell/notice.tsx'
import { Detail } from './detail.tsx'
import { ScopeList } from './scope-list.tsx'
import { useAct } from './use-act.ts'
import { useCarrierFault } from './use-carrier-fault.ts'
import { useKindWords } from './use-kind-words.ts'
import classes from './carrier.module.css'

const kinds: readonly ClientKind[] = ['public', 'secret', 'key']

export function NewClientForm({ carrier, onDone, onClose }: { carrier: string; onDone: (made: ClientWithSecret) => void; onClose: () => void }) {
  const { t } = useLingui()
  const fault = useCarrierFault()
  const words = useKindWords()
  const [kind, setKind] = useState<ClientKind>('public')
  const [backend, setBackend] = useState(false)
  const [scopes, setScopes] = useState('openid fhirUser launch/patient patient/*.rs')
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  const add = useAct((client: NewClient) => addClient(carrier, client), ['clients', carrier], t`Hinzugefügt.`, onDone)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    const text = (name: string) => textOf(data, name).trim()
    const redirectUris = scopesOf(text('redirects'))
    const found = {
      ...text('name') === '' ? { name: t`Bitte nennen Sie den Namen.` } : {},
      ...!backend && redirectUris.length === 0 ? { redirects: t`Bitte geben Sie mindestens eine Adresse an.` } : {},
      ...scopesOf(scopes).length === 0 ? { scopes: t`Bitte geben Sie mindestens ein Recht an.` } : {},
      ...kind === 'key' && !text('jwks').startsWith('https://') ? { jwks: t`Bitte geben Sie eine https-Adresse an.` } : {},
    }
    setWrong(found)
    if (Object.keys(found).length > 0) return focusWrong(form)
    add.mutate({
      name: text('name'), kind, backend, scopes: scopesOf(scopes), ...(backend ? {} : { redirectUris }), ...(text('vendor') === '' ? {} : { vendor: text('vendor') }),
      ...(backend || text('launch') === '' ? {} : { launchUri: text('launch') }), ...(kind === 'key' ? { jwksUri: text('jwks') } : {}),
    })
  }
  return (
    <Detail title={<Trans>App hinzufügen</Trans>} onClose={onClose}>
      <form className={classes['form']} onSubmit={submit} noValidate>
        <TextInput name="name" label={t`Name`} description={t`So steht er auf der Seite, auf der Menschen um Erlaubnis gebeten werden.`} maxLength={200} autoComplete="off" error={wrong['name']} />
        <TextInput name="vendor" label={t`Hersteller`} maxLength={200} autoComplete="off" />
        <Choices legend={<Trans>Art</Trans>} chosen={[kind]} onChange={([next]) => { setKind(next as ClientKind); if (next !== 'key') setBackend(false) }} options={kinds.map(one => ({ value: one, label: words.label(one), hint: words.about(one) }))} />
        {kind === 'key' && <Checkbox label={t`Hintergrunddienst: handelt ohne Menschen für sich selbst`} checked={backend} onChange={event => { setBackend(event.currentTarget.checked); setScopes(event.currentTarget.checked ? 'system/Patient.rs' : 'openid fhirUser launch/patient patient/*.rs') }} />}
        {kind === 'key' && <TextInput name="jwks" label={t`Adresse der öffentlichen Schlüssel (JWKS)`} inputMode="url" autoComplete="off" placeholder="https://" error={wrong['jwks']} />}
        {!backend && <Textarea name="redirects" label={t`Rücksprungadressen`} description={t`Eine je Zeile; sie werden Zeichen für Zeichen verglichen.`} autosize minRows={2} spellCheck={false} error={wrong['redirects']} />}
        {!backend && <TextInput name="launch" label={t`Startadresse aus dem Portal`} description={t`Leer, wenn die App nicht aus dem Portal geöffnet wird.`} inputMode="url" autoComplete="off" />}
        <Textarea name="scopes" label={t`Rechte (SMART-Scopes)`} value={scopes} onChange={event => setScopes(event.currentTarget.value)} autosize minRows={2} spellCheck={false} error={wrong['scopes']} />
        <div><p className={classes['small']}><Trans>Das heißt:</Trans></p><ScopeList scopes={scopesOf(scopes)} /></div>
        {add.trouble !== null && <Notice tone="bad" live>{fault(add.trouble)}</Notice>}
        <div className={classes['actions']}>
          <Button type="submit" loading={add.isPending}><Trans>Hinzufügen</Trans></Button>
          <Button variant="default" onClick={onClose}><Trans>Abbrechen</Trans></Button>
        </div>
      </form>
    </Detail>
  )
}
