import { Button, Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { askHouse, type ResultPage } from '../../../client/maturity.ts'
import { fetchOffers, serviceOf } from '../../../client/network.ts'
import { fetchFindings } from '../../../client/search.ts'
import { Card } from '../../../shell/calm.tsx'
import { Notice, Tag } from '../../../shell/notice.tsx'
import { useNetwork } from '../use-network.ts'
import { useMaturityFault } from './use-maturity-fault.ts'
import classes from './maturity.module.css'

type Dimension = ResultPage['dimensions'][number]

const shownAtOnce = 4
const mostProjects = 5

/** Where a result leads: fitting projects, services and houses to ask, what is weakest or has a target first. */
export function NextSteps({ network, office, result }: { network: string; office: string; result: ResultPage }) {
  const [all, setAll] = useState(false)
  const known = result.dimensions.filter(({ now }) => now.value !== null).toSorted((a, b) => Number(b.targeted) - Number(a.targeted) || a.now.value! - b.now.value!)
  if (known.length === 0) return null
  return (
    <div className="screen-only">
      <Card title={<Trans>Wie es weitergehen kann</Trans>} icon="forward">
        <p className={classes['small']}><Trans>Zuerst die Dimensionen mit einem Ziel und die schwächsten. Öffnen Sie eine, sehen Sie passende Projekte, Dienste und Häuser, die Sie fragen können.</Trans></p>
        {known.slice(0, all ? known.length : shownAtOnce).map((dimension, at) => <Step key={dimension.code} network={network} office={office} model={result.model.id} dimension={dimension} first={at === 0} />)}
        {!all && known.length > shownAtOnce && <div className={classes['actions']}><Button variant="default" onClick={() => setAll(true)}><Trans>Alle Dimensionen</Trans></Button></div>}
      </Card>
    </div>
  )
}

function Step({ network, office, model, dimension, first }: { network: string; office: string; model: string; dimension: Dimension; first: boolean }) {
  const [open, setOpen] = useState(first)
  return (
    <details className={classes['step']} open={open} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary><strong>{dimension.title}</strong> <span className={classes['small']}>{dimension.now.words}</span> {dimension.targeted && <Tag tone="quiet" icon="up"><Trans>Mit Ziel</Trans></Tag>}</summary>
      {open && (
        <div className={classes['form']}>
          <Projects dimension={dimension} />
          <Services network={network} dimension={dimension} />
          <Helpers network={network} office={office} model={model} dimension={dimension} />
          <Begin network={network} office={office} dimension={dimension} />
        </div>
      )}
    </details>
  )
}

/** Each search finds for itself; what several find is shown once. */
function Projects({ dimension: { leads } }: { dimension: Dimension }) {
  const network = useNetwork()
  const there = serviceOf(network, 'community') !== undefined
  const found = useQuery({
    queryKey: ['maturity', network.slug, 'projects', ...leads.search], enabled: there, staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const all = await Promise.all(leads.search.map(q => fetchFindings(network, { q, kinds: ['project', 'undertaking'], count: mostProjects }, signal)))
      return [...new Map(all.flatMap(({ findings }) => findings).map(one => [`${one.kind} ${one.id}`, one])).values()].slice(0, mostProjects)
    },
  })
  if (!there) return null
  return (
    <div>
      <h3><Trans>Passende Projekte</Trans></h3>
      {found.data?.length === 0 && <p className={classes['small']}><Trans>Im Netzwerk steht noch keines.</Trans></p>}
      {found.isError && <Notice tone="warn"><Trans>Die Suche antwortet gerade nicht.</Trans></Notice>}
      {found.data !== undefined && found.data.length > 0 && <ul>{found.data.map(({ id, title, path }) => <li key={id}><Link to={path}>{title}</Link></li>)}</ul>}
    </div>
  )
}

/** What is offered here for what the dimension is about; a house orders it in its own space. */
function Services({ network, dimension: { leads } }: { network: string; dimension: Dimension }) {
  const { i18n } = useLingui()
  const found = useQuery({ queryKey: ['network', network, 'offers'], enabled: leads.capabilities.length > 0, staleTime: 300_000, queryFn: ({ signal }) => fetchOffers(network, signal) })
  const fitting = found.data?.offers.filter(({ capability }) => leads.capabilities.includes(capability)) ?? []
  if (fitting.length === 0) return null
  const language = i18n.locale === 'en' ? 'en' : 'de'
  return (
    <div>
      <h3><Trans>Passende Dienste</Trans></h3>
      <ul>{fitting.map(({ plug, name, vendor, summary }) => <li key={plug}><strong>{name[language]}</strong> ({vendor}): {summary[language]}</li>)}</ul>
      <p className={classes['small']}><Trans>Bestellen kann sie, wer für einen Träger bestellt: unter Verwaltung, Dienste.</Trans></p>
    </div>
  )
}

function Helpers({ network, office, model, dimension }: { network: string; office: string; model: string; dimension: Dimension }) {
  return (
    <div>
      <h3><Trans>Häuser, die weiter sind</Trans></h3>
      {dimension.helpers.length === 0
        ? <p className={classes['small']}><Trans>Zurzeit lässt sich hierzu kein Haus fragen. Gezeigt werden nur Häuser, die zugestimmt haben und deutlich weiter sind als Ihre letzte abgeschlossene jährliche Einschätzung.</Trans></p>
        : <ul className={classes['asks']}>{dimension.helpers.map(house => <li key={house.id}><Ask network={network} office={office} model={model} dimension={dimension.code} house={house} /></li>)}</ul>}
    </div>
  )
}

function Ask({ network, office, model, dimension, house: { id: to, name } }: { network: string; office: string; model: string; dimension: string; house: Dimension['helpers'][number] }) {
  const { t } = useLingui()
  const fault = useMaturityFault()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const ask = useMutation({ mutationFn: () => askHouse(network, office, { to, model, dimension, text }) })
  if (ask.isSuccess) return <Notice tone="ok" live><Trans>Ihre Frage ist bei „{name}“. Die Antwort steht auf der Seite Ihres Hauses.</Trans></Notice>
  if (!open) return <div className={classes['actions']}><strong>{name}</strong><Button variant="default" onClick={() => setOpen(true)}><Trans>Dieses Haus fragen</Trans><span className="aloud">: {name}</span></Button></div>
  return (
    <form className={classes['form']} onSubmit={event => { event.preventDefault(); if (text.trim() !== '') ask.mutate() }}>
      <Textarea label={t`Ihre Frage an „${name}“`} description={t`Das Haus sieht Ihren Namen, Ihr Haus und die Dimension, keine Antworten.`} value={text} onChange={event => setText(event.currentTarget.value)} autosize minRows={2} maxLength={4000} />
      {ask.isError && <Notice tone="bad" live>{fault(ask.error)}</Notice>}
      <div className={classes['actions']}>
        <Button type="submit" disabled={text.trim() === ''} loading={ask.isPending}><Trans>Frage senden</Trans></Button>
        <Button variant="default" onClick={() => setOpen(false)}><Trans>Abbrechen</Trans></Button>
      </div>
    </form>
  )
}

function Begin({ network, office, dimension: { code, title } }: { network: string; office: string; dimension: Dimension }) {
  const { t } = useLingui()
  const there = serviceOf(useNetwork(), 'community') !== undefined
  if (!there) return null
  return <p><Link to="/netz/$network/vorhaben/neu" params={{ network }} search={{ aus: `maturity-gap/${office}.${code}`, titel: t`${title} verbessern` }}><Trans>Vorhaben dazu beginnen</Trans><span className="aloud">: {title}</span></Link></p>
}
