import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { serviceOf } from '../../client/network.ts'
import { fetchOverview, type Overview, type PublishedLine } from '../../client/search.ts'
import { Column } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { RegionMap } from './directory/region-map.tsx'
import { PublishedList } from './search/published-list.tsx'
import { StartCalls } from './start-calls.tsx'
import { useNetwork } from './use-network.ts'
import calm from '../../shell/calm.module.css'
import classes from './start.module.css'

/** A network's front door: what is looked for, what comes next, what came of it, who is here, and what one can do. What there is not yet is left out. */
export function NetworkStartPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const community = serviceOf(network, 'community') !== undefined
  const { data, error, isPending } = useQuery({ queryKey: ['network', network.slug, 'overview'], queryFn: ({ signal }) => fetchOverview(network, signal), enabled: community, staleTime: 10_000 })
  if (!community) {
    return (
      <Column>
        <PageHead title={network.name} />
        <Empty icon="search" title={<Trans>Hier entsteht etwas</Trans>}><Trans>Das Netzwerk hat noch keine Seiten veröffentlicht. Schauen Sie später wieder vorbei.</Trans></Empty>
        <StartCalls />
      </Column>
    )
  }
  return (
    <div className={classes['page']}>
      <div className={classes['hero']}>
        <PageHead title={network.name} lead={<Trans>Wer in der Region an der digitalen Gesundheit arbeitet, und woran. Lesen kann alle Seiten jeder, ohne Konto.</Trans>} />
        <StartSearch topics={data?.topics ?? []} />
      </div>
      {error !== null && <Notice tone="bad" live>{faultText(error)}</Notice>}
      {isPending && <Loading />}
      {data !== undefined && <Blocks overview={data} />}
      <Block title={t`Machen Sie mit`}><StartCalls /></Block>
    </div>
  )
}

function StartSearch({ topics }: { topics: Overview['topics'] }) {
  const { t } = useLingui()
  const network = useNetwork()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const params = { network: network.slug }
  return (
    <search>
      <form className={classes['searching']} onSubmit={event => {
        event.preventDefault()
        void navigate({ to: '/netz/$network/suche', params, search: { q: typed.trim() === '' ? undefined : typed.trim() } })
      }}>
        <TextInput type="search" size="lg" label={t`Was suchen Sie?`} placeholder={t`Wer hat das schon gelöst?`} autoComplete="off" maxLength={200} leftSection={<Icon name="search" />} aria-keyshortcuts="/" value={typed} onChange={event => setTyped(event.currentTarget.value)} />
        <Button type="submit" size="lg"><Trans>Suchen</Trans></Button>
      </form>
      {topics.length > 0 && (
        <ul className={classes['topics']} aria-label={t`Häufige Themen`}>
          {topics.slice(0, 8).map(({ name }) => <li key={name}><Link to="/netz/$network/suche" params={params} search={{ q: name }}>{name}</Link></li>)}
        </ul>
      )}
    </search>
  )
}

function Blocks({ overview: { counts, dates, surveys, projects, undertakings, news, places } }: { overview: Overview }) {
  const { t } = useLingui()
  const network = useNetwork()
  const params = { network: network.slug }
  const actors = counts.actor ?? 0
  const done = [...projects, ...undertakings].slice(0, 4)
  const hasLeft = dates.length + surveys.length + news.length > 0
  return (
    <div className={classes['blocks']}>
      {hasLeft && (
        <div className={classes['side']}>
          {surveys.length > 0 && <Block title={t`Jetzt mitreden`} more={<Link to="/netz/$network/befragungen" params={params}><Trans>Alle Befragungen</Trans></Link>}><Lines label={t`Jetzt mitreden`} lines={surveys} /></Block>}
          {dates.length > 0 && <Block title={t`Nächste Termine`}><Lines label={t`Nächste Termine`} lines={dates} /></Block>}
          {news.length > 0 && <Block title={t`Neues`}><Lines label={t`Neues`} lines={news} /></Block>}
        </div>
      )}
      <div className={classes['side']}>
        <Block title={t`Wer ist dabei?`} more={<Link to="/netz/$network/verzeichnis" params={params}><Trans>Zum Verzeichnis</Trans></Link>}>
          {actors === 0
            ? <Empty icon="people" title={<Trans>Noch ist niemand eingetragen</Trans>}><Trans>Machen Sie den Anfang und tragen Sie Ihre Einrichtung ein.</Trans></Empty>
            : (
                <Link className={classes['who'] ?? ''} to="/netz/$network/verzeichnis" params={params} search={{ karte: true }}>
                  {places.length > 0 && <RegionMap places={places} label={t`Karte der Region`} />}
                  <strong><Plural value={actors} one="# Einrichtung auf der Karte und in der Liste" other="# Einrichtungen auf der Karte und in der Liste" /></strong>
                </Link>
              )}
        </Block>
        {done.length > 0 && <Block title={projects.length > 0 ? t`Was gelungen ist` : t`Woran gearbeitet wird`} more={<Link to="/netz/$network/vorhaben" params={params}><Trans>Alle Vorhaben</Trans></Link>}><Lines label={t`Vorhaben und Referenzprojekte`} lines={done} /></Block>}
      </div>
    </div>
  )
}

const Lines = ({ label, lines }: { label: string; lines: readonly PublishedLine[] }) => <PublishedList label={label} items={lines.map(({ summary, ...rest }) => ({ ...rest, about: summary }))} />

function Block({ title, more, children }: { title: string; more?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes['block']}>
      <div className={classes['blockHead']}><h2>{title}</h2>{more !== undefined && <span className={calm['small']}>{more}</span>}</div>
      {children}
    </section>
  )
}
