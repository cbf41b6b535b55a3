import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ConsentRequest, LaunchPerson } from '@steckwerk/api/contract/smart'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { allowApp, fetchAppRequest, refuseApp } from '../../client/app-consent.ts'
import { PortalFault } from '../../client/request.ts'
import { Choices } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useScopeWords } from '../../shell/scope-words.ts'
import { EntranceFrame } from './entrance-frame.tsx'
import { PersonSearch } from './person-search.tsx'
import classes from './entrance.module.css'

/** An app asks for access: which, to what, for whom. What is not wanted can be taken away. */
export function AppConsentPage() {
  const { t } = useLingui()
  const { uid } = useParams({ from: '/freigabe/$uid' })
  const faultText = useFaultText()
  const asked = useQuery({ queryKey: ['app-consent', uid], queryFn: ({ signal }) => fetchAppRequest(uid, signal), staleTime: Infinity, gcTime: 0 })
  if (asked.isPending) return <EntranceFrame wide><PageHead title={t`Eine App bittet um Zugriff`} /><Loading /></EntranceFrame>
  if (asked.isError) {
    const gone = asked.error instanceof PortalFault && asked.error.status === 404
    return (
      <EntranceFrame wide>
        <PageHead title={gone ? t`Diese Anfrage gilt nicht mehr` : t`Das hat nicht geklappt`} />
        {gone ? <p><Trans>Sie ist älter als 10 Minuten, schon beantwortet oder in einem anderen Browser begonnen. Öffnen Sie die App noch einmal und beginnen Sie dort von vorn.</Trans></p> : <Notice tone="bad" live>{faultText(asked.error)}</Notice>}
        <p><Link to="/"><Trans>Zur Startseite</Trans></Link></p>
      </EntranceFrame>
    )
  }
  return <EntranceFrame wide><Ask uid={uid} asked={asked.data} /></EntranceFrame>
}

function Ask({ uid, asked }: { uid: string; asked: ConsentRequest }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const faultText = useFaultText()
  const words = useScopeWords()
  const [scopes, setScopes] = useState<string[]>(() => asked.before === null ? asked.scopes.map(({ scope }) => scope) : asked.scopes.map(({ scope }) => scope).filter(scope => asked.before?.scopes.includes(scope) ?? true))
  const [person, setPerson] = useState<LaunchPerson | undefined>(() => asked.persons.find(({ patient }) => patient === asked.before?.patient) ?? (asked.persons.length === 1 ? asked.persons[0] : undefined))
  const [missing, setMissing] = useState(false)
  const leave = ({ location: target }: { readonly location: string }) => location.assign(target)
  const allow = useMutation({ mutationFn: () => allowApp(uid, { scopes, ...(person === undefined || asked.patient === 'none' ? {} : { patient: person.patient }) }), onSuccess: leave })
  const refuse = useMutation({ mutationFn: () => refuseApp(uid), onSuccess: leave })
  // Rights that mean the same to a person are asked for once.
  const requests = [...Map.groupBy(asked.scopes, scope => Object.values(words(scope)).join()).values()].map(same => {
    const { title, about } = words(same[0]!)
    return { value: same.map(({ scope }) => scope).join(' '), label: title, hint: about }
  })
  const needsPerson = asked.patient === 'choose' || asked.patient === 'search'
  const submit = () => {
    const incomplete = needsPerson && person === undefined
    setMissing(incomplete)
    if (!incomplete && scopes.length > 0) allow.mutate()
  }
  const [app, vendor, house, account] = [asked.client.name, asked.client.vendor, asked.carrier.name, asked.account]
  const going = allow.isSuccess || refuse.isSuccess
  const since = asked.before === null ? '' : dateTime(asked.before.at)
  return (
    <>
      <PageHead title={t`${app} bittet um Zugriff`} lead={vendor === null ? <Trans>auf Daten bei {house}</Trans> : <Trans>von {vendor}, auf Daten bei {house}</Trans>} />
      <p className={classes['dim']}><Trans>Angemeldet als {account}. Danach geht es weiter zu {asked.destination}.</Trans></p>
      {asked.before !== null && <Notice tone="quiet"><Trans>Sie haben dieser App schon einmal Zugriff gegeben ({since}). Ihre Auswahl von damals ist angekreuzt.</Trans></Notice>}
      {asked.patient === 'given' && asked.persons[0] !== undefined && <p><Trans>Es geht um: <strong>{asked.persons[0].name}</strong></Trans></p>}
      {asked.patient === 'choose' && (
        <Choices
          legend={<Trans>Um wen geht es?</Trans>} chosen={person === undefined ? [] : [person.patient]} onChange={([patient]) => setPerson(asked.persons.find(one => one.patient === patient))}
          options={asked.persons.map(one => ({ value: one.patient, label: one.name, hint: <Born person={one} /> }))} {...(missing ? { wrong: <Trans>Bitte wählen Sie, um wen es geht.</Trans> } : {})}
        />
      )}
      {asked.patient === 'search' && <PersonSearch uid={uid} chosen={person} onChoose={setPerson} missing={missing} />}
      <Choices
        several legend={<Trans>Das möchte die App</Trans>} hint={<Trans>Nehmen Sie den Haken weg, wo Sie nicht einverstanden sind.</Trans>} chosen={requests.filter(({ value }) => value.split(' ').some(scope => scopes.includes(scope))).map(({ value }) => value)} onChange={chosen => setScopes(chosen.flatMap(value => value.split(' ')))}
        options={requests}
        {...(scopes.length === 0 ? { wrong: <Trans>So bleibt nichts übrig. Wählen Sie „Ablehnen“, wenn die App nichts bekommen soll.</Trans> } : {})}
      />
      {(allow.isError || refuse.isError) && <Notice tone="bad" live>{faultText(allow.error ?? refuse.error)}</Notice>}
      <div className={classes['actions']}>
        <Button size="md" onClick={submit} loading={allow.isPending || going} disabled={scopes.length === 0}><Trans>Zugriff erlauben</Trans></Button>
        <Button size="md" variant="default" onClick={() => refuse.mutate()} loading={refuse.isPending}><Trans>Ablehnen</Trans></Button>
      </div>
      <p className={classes['dim']}><Trans>Sie können den Zugriff jederzeit unter „Konto“, „Apps mit Zugriff“ beenden. Jeder Zugriff steht in Ihrem Protokoll.</Trans></p>
    </>
  )
}

function Born({ person }: { person: LaunchPerson }) {
  const { date } = useFormats()
  const day = person.birthDate === null ? '' : date(person.birthDate)
  return (
    <>
      {person.relation === 'self' && <Trans>Sie selbst</Trans>}{person.relation === 'parent' && <Trans>Ihr Kind</Trans>}{person.relation === 'proxy' && <Trans>Sie handeln als Vertretung</Trans>}{person.relation === 'treated' && <Trans>In Behandlung</Trans>}
      {day !== '' && <>, <Trans>geboren {day}</Trans></>}
    </>
  )
}
