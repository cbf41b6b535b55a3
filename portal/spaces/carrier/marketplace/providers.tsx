import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { PlugInfo } from '@steckwerk/api/contract/plugs'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { capabilitiesOf, chooseProvider, fetchPlugs, lostOperations, type Capability, type Provider as Service } from '../../../client/providers.ts'
import { Choices } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice, Tag } from '../../../shell/notice.tsx'
import { useAct } from '../use-act.ts'
import { useCarrierFault } from '../use-carrier-fault.ts'
import { Concerns } from './concerns.tsx'
import { ConcernTag } from './order-tag.tsx'
import { useMarketFault } from './use-market-fault.ts'
import { useMarketWords } from './use-market-words.ts'
import { useProviderWords } from './use-provider-words.ts'
import classes from '../carrier.module.css'

/** Which service does what for a carrier, and the switch from one to another. */
export function Providers({ carrier }: { carrier: string }) {
  const id = useId()
  const fault = useCarrierFault()
  const plugs = useQuery({ queryKey: ['plugs', carrier], queryFn: ({ signal }) => fetchPlugs(carrier, signal), refetchInterval: 30_000 })
  if (plugs.isError) return <Notice tone="bad" live>{fault(plugs.error)}</Notice>
  if (!plugs.isSuccess) return <Loading />
  const capabilities = capabilitiesOf(plugs.data)
  if (capabilities.length === 0) return null
  return (
    <section className={classes['panel']} aria-labelledby={id}>
      <h2 id={id}><Trans>Wer was macht</Trans></h2>
      <ul className={classes['list']}>
        {/* The choice begins anew once another one is in force. */}
        {capabilities.map(one => <li key={`${one.name} ${one.chosen ?? ''}`}><Provider carrier={carrier} capability={one} /></li>)}
      </ul>
    </section>
  )
}

function Provider({ carrier, capability: { name, chosen, providers } }: { carrier: string; capability: Capability }) {
  const { t } = useLingui()
  const words = useMarketWords()
  const says = useProviderWords()
  const fault = useMarketFault()
  const [wanted, setWanted] = useState(chosen)
  const [now, next] = [chosen, wanted].map(id => providers.find(one => one.id === id))
  const nextName = next === undefined ? '' : words.text(next.manifest.name)
  const change = useAct((plug: string) => chooseProvider(carrier, name, plug), ['plugs', carrier], t`Gewechselt: ${nextName}`)
  const missed = now === undefined || next === undefined ? '' : says.missed(lostOperations(now, next)).join(', ')
  const wanting = next === undefined ? '' : next.concerns.filter(({ why }) => why !== 'expiring').map(words.concern).join(', ')
  const [only] = providers
  if (providers.length === 1 && only !== undefined && chosen === only.id) {
    return (
      <>
        <p><strong>{says.capability(name)}</strong>: {words.text(only.manifest.name)}, {only.manifest.vendor.name} <Health plug={only} /></p>
        <OwnConcerns plug={only} />
      </>
    )
  }
  return (
    <form className={classes['form']} onSubmit={event => { event.preventDefault(); if (next !== undefined && wanted !== chosen && wanting === '') change.mutate(next.id) }}>
      <Choices
        legend={<strong>{says.capability(name)}</strong>} chosen={wanted === undefined ? [] : [wanted]} onChange={([id]) => setWanted(id)}
        options={providers.map(plug => ({
          value: plug.id, label: <>{words.text(plug.manifest.name)} <Health plug={plug} /> <ConcernTag concerns={plug.concerns} /></>,
          hint: plug.url === null ? t`Von ${plug.manifest.vendor.name}, läuft im Hub` : t`Von ${plug.manifest.vendor.name}, läuft beim Anbieter: ${new URL(plug.url).host}`,
        }))}
      />
      {providers.filter(plug => plug.id === chosen).map(plug => <OwnConcerns key={plug.id} plug={plug} />)}
      {next !== undefined && wanted !== chosen && wanting !== '' && (
        <>
          <Notice tone="bad" live><Trans>Die Regeln Ihres Hauses verlangen, was {nextName} nicht hat: {wanting}. Bitten Sie den Anbieter um die Nachweise; der Betrieb der Plattform trägt sie ein.</Trans></Notice>
          <div className={classes['actions']}><Button variant="default" onClick={() => setWanted(chosen)}><Trans>Abbrechen</Trans></Button></div>
        </>
      )}
      {next !== undefined && wanted !== chosen && wanting === '' && (
        <>
          <Notice tone="quiet" live><Trans>Dann beantwortet {nextName} alles Neue. Was schon vereinbart ist, bleibt: Es liegt in Ihrer Akte. Für Patientinnen und Patienten ändern sich die Seiten nicht, und Ihr KIS erfährt alles wie bisher.</Trans></Notice>
          {missed !== '' && <Notice tone="warn" live><Trans>Das kann {nextName} nicht: {missed}.</Trans></Notice>}
          {next.health?.state === 'down' && <Notice tone="warn" live><Trans>{nextName} antwortet gerade nicht.</Trans></Notice>}
          {change.trouble !== null && <Notice tone="bad" live>{fault(change.trouble)}</Notice>}
          <div className={classes['actions']}>
            <Button type="submit" loading={change.isPending}><Trans>Jetzt wechseln</Trans></Button>
            <Button variant="default" onClick={() => setWanted(chosen)}><Trans>Abbrechen</Trans></Button>
          </div>
        </>
      )}
    </form>
  )
}

/** Of a service that was connected without an order; of the others it stands with the order. */
function OwnConcerns({ plug: { concerns, ordered } }: { plug: Service }) {
  return ordered ? null : <Concerns concerns={concerns} ordered />
}

function Health({ plug: { health } }: { plug: PlugInfo }) {
  if (health === null || health.state === 'ok') return null
  return health.state === 'down' ? <Tag tone="bad"><Trans>antwortet nicht</Trans></Tag> : <Tag tone="warn"><Trans>eingeschränkt</Trans></Tag>
}
