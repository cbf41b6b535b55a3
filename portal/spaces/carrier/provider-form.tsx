import { Button, Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ClaimRule, IdentityProvider, NewIdentityProvider } from '@steckwerk/api/contract/account'
import { useQuery } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { addIdentityProvider, changeIdentityProvider, removeIdentityProvider } from '../../client/identity-providers.ts'
import { fetchRoles } from '../../client/people.ts'
import { scopesOf } from '../../client/scope-text.ts'
import { Choices, ConfirmInPlace } from '../../shell/calm.tsx'
import { focusWrong } from '../../shell/focus-wrong.ts'
import { textOf } from '../../shell/form-text.ts'
import { Notice } from '../../shell/notice.tsx'
import { useRoleWords } from '../../shell/role-words.ts'
import { Detail } from './detail.tsx'
import { useAct } from './use-act.ts'
import { useCarrierFault } from './use-carrier-fault.ts'
import classes from './carrier.module.css'

/** Adds or changes an outside identity provider. */
export function ProviderForm({ carrier, provider, onClose }: { carrier: string; provider: IdentityProvider | undefined; onClose: () => void }) {
  const { t } = useLingui()
  const fault = useCarrierFault()
  const role = useRoleWords()
  const roles = useQuery({ queryKey: ['people', carrier, 'roles'], queryFn: ({ signal }) => fetchRoles(carrier, signal) })
  const [audience, setAudience] = useState(provider?.audience ?? 'staff')
  const [rules, setRules] = useState<readonly ClaimRule[]>(provider?.rules ?? [])
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  const touches = ['identity-providers', carrier]
  const save = useAct((form: NewIdentityProvider) => provider === undefined ? addIdentityProvider(carrier, form) : changeIdentityProvider(carrier, provider.id, form), touches, t`Gespeichert.`, onClose)
  const remove = useAct(() => removeIdentityProvider(carrier, provider?.id ?? ''), touches, t`Die Anmeldung ist entfernt.`, onClose)
  const setRule = (index: number, part: Partial<ClaimRule>) => setRules(rules.map((rule, at) => at === index ? { ...rule, ...part } : rule))
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    const text = (name: string) => textOf(data, name).trim()
    const found = {
      ...text('name') === '' ? { name: t`Bitte nennen Sie den Namen.` } : {}, ...URL.canParse(text('issuer')) ? {} : { issuer: t`Bitte geben Sie eine https-Adresse an.` },
      ...text('clientId') === '' ? { clientId: t`Bitte geben Sie die Kennung an.` } : {}, ...rules.some(({ claim, value, roles: given }) => claim === '' || value === '' || given.length === 0) && audience === 'staff' ? { rules: t`Jede Regel braucht Angabe, Wert und mindestens eine Rolle.` } : {},
    }
    setWrong(found)
    if (Object.keys(found).length > 0) return focusWrong(form)
    const secret = textOf(data, 'clientSecret')
    save.mutate({
      name: text('name'), issuer: text('issuer'), clientId: text('clientId'), ...(secret === '' && provider !== undefined ? {} : { clientSecret: secret }), scopes: scopesOf(text('scopes')),
      audience, rules: audience === 'staff' ? rules : [], kvnrClaim: audience === 'persons' ? text('kvnrClaim') : '', active: data.get('active') !== null,
    })
  }
  const name = provider?.name ?? ''
  return (
    <Detail title={provider === undefined ? <Trans>Anmeldung hinzufügen</Trans> : name} onClose={onClose}>
      {provider !== undefined && (
        <dl className={classes['facts']}>
          <div><dt><Trans>Rücksprung</Trans></dt><dd><code>{provider.redirectUri}</code></dd></div>
          <div><dt><Trans>Abmeldung</Trans></dt><dd><code>{provider.backChannelLogoutUri}</code></dd></div>
        </dl>
      )}
      <form className={classes['form']} onSubmit={submit} noValidate>
        <TextInput name="name" label={t`Name auf der Anmeldeseite`} defaultValue={provider?.name} maxLength={200} autoComplete="off" error={wrong['name']} />
        <TextInput name="issuer" label={t`Adresse (Issuer)`} defaultValue={provider?.issuer} inputMode="url" autoComplete="off" placeholder="https://" error={wrong['issuer']} />
        <TextInput name="clientId" label={t`Kennung (Client-Id)`} defaultValue={provider?.clientId} autoComplete="off" error={wrong['clientId']} />
        <PasswordInput name="clientSecret" label={t`Geheimnis`} description={provider?.hasSecret === true ? t`Leer lassen: bleibt, wie es ist.` : t`Leer, wenn es keines gibt.`} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': t`Geheimnis zeigen`, tabIndex: 0 }} />
        <TextInput name="scopes" label={t`Weitere Scopes neben openid`} defaultValue={provider?.scopes.join(' ')} autoComplete="off" />
        <Choices legend={<Trans>Für wen?</Trans>} chosen={[audience]} onChange={([next]) => setAudience(next === 'persons' ? 'persons' : 'staff')} options={[{ value: 'staff', label: <Trans>Mitarbeitende</Trans> }, { value: 'persons', label: <Trans>Patientinnen und Patienten</Trans> }]} />
        {audience === 'persons' && <TextInput name="kvnrClaim" label={t`Angabe mit geprüfter Versichertennummer`} description={t`Leer, wenn es keine gibt.`} defaultValue={provider?.kvnrClaim} autoComplete="off" />}
        {audience === 'staff' && (
          <fieldset className={classes['form']} style={{ border: 0, margin: 0, padding: 0 }}>
            <legend><strong><Trans>Regeln: welche Gruppe gibt welche Rolle?</Trans></strong></legend>
            <p className={classes['small']}><Trans>Für wen keine Regel passt, der kommt nicht hinein.</Trans></p>
            {rules.map((rule, index) => {
              const place = index + 1
              return (
                <div key={index} className={classes['toolbar']} role="group" aria-label={t`Regel ${place}`}>
                  <TextInput label={t`Angabe`} value={rule.claim} onChange={event => setRule(index, { claim: event.currentTarget.value.trim() })} placeholder="groups" />
                  <TextInput label={t`Wert`} value={rule.value} onChange={event => setRule(index, { value: event.currentTarget.value })} />
                  <NativeSelect label={t`Rolle`} value={rule.roles[0] ?? ''} onChange={event => setRule(index, { roles: event.currentTarget.value === '' ? [] : [event.currentTarget.value] })} data={[{ value: '', label: '–' }, ...(roles.data ?? []).map(one => ({ value: one.role, label: role(one.role) }))]} />
                  <Button variant="default" onClick={() => setRules(rules.filter((_, at) => at !== index))} aria-label={t`Regel ${place} entfernen`}><Trans>Entfernen</Trans></Button>
                </div>
              )
            })}
            {wrong['rules'] !== undefined && <Notice tone="bad" live>{wrong['rules']}</Notice>}
            <div><Button variant="default" onClick={() => setRules([...rules, { claim: 'groups', value: '', roles: [], sites: 'all' }])}><Trans>Regel hinzufügen</Trans></Button></div>
          </fieldset>
        )}
        <Checkbox name="active" label={t`Aktiv: wird auf der Anmeldeseite angeboten`} defaultChecked={provider?.active ?? true} />
        {save.trouble !== null && <Notice tone="bad" live>{fault(save.trouble)}</Notice>}
        <div className={classes['actions']}>
          <Button type="submit" loading={save.isPending}><Trans>Speichern</Trans></Button>
          <Button variant="default" onClick={onClose}><Trans>Abbrechen</Trans></Button>
        </div>
      </form>
      {provider !== undefined && (
        <ConfirmInPlace label={<Trans>Anmeldung entfernen</Trans>} title={<Trans>{name} entfernen?</Trans>} confirm={<Trans>Jetzt entfernen</Trans>} run={() => remove.mutate(undefined)} pending={remove.isPending} error={remove.trouble}>
          <p><Trans>Wer sich nur so anmelden kann, kommt nicht mehr hinein. Zum Unterbrechen genügt es, sie abzuschalten.</Trans></p>
        </ConfirmInPlace>
      )}
    </Detail>
  )
}
