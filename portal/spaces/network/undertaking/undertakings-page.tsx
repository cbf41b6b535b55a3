import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { chosenUndertakings, countedValues } from '../../../client/undertaking-filter.ts'
import { fetchUndertakings, stages } from '../../../client/undertakings.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { UndertakingCardView } from './undertaking-card.tsx'
import { useUndertakingWords } from './use-undertaking-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './undertaking.module.css'

/** As many as fit beside each other. */
const mostCompared = 4

/** What the region undertakes. What is chosen stands in the address, so that it can be passed on. */
export function UndertakingsPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const navigate = useNavigate({ from: '/netz/$network/vorhaben' })
  const asked = useSearch({ from: '/netz/$network/vorhaben' })
  const { q = '', stufe = '', thema = '', fuer = '', referenz = false, ordnung = '', wahl = '' } = asked
  const picked = wahl.split(',').filter(id => id !== '')
  const found = useQuery({ queryKey: ['network', network.slug, 'undertakings'], queryFn: ({ signal }) => fetchUndertakings(network, signal), staleTime: 30_000 })
  const all = found.data?.undertakings ?? []
  const shown = chosenUndertakings(all, { q, stage: stufe, topic: thema, forWhom: fuer, referenceOnly: referenz, order: ordnung })
  const choose = (change: Partial<typeof asked>) => void navigate({ search: before => ({ ...before, ...change }), replace: true, resetScroll: false })
  const pick = (id: string, on: boolean) => choose({ wahl: (on ? [...picked, id] : picked.filter(one => one !== id)).join(',') || undefined })
  const counted = (values: readonly string[]) => countedValues(values).map(({ name, count }) => ({ value: name, label: `${name} (${count})` }))
  const params = { network: network.slug }
  return (
    <div className={classes['wide']}>
      <PageHead title={t`Vorhaben`} lead={<Trans>Was in der Region gebraucht, erprobt und eingeführt wird, vom ersten Bedarf bis zum Referenzprojekt mit Zahlen.</Trans>}
        beside={<Link className={`${calm['button']} screen-only`} data-look="quiet" to="/netz/$network/vorhaben/neu" params={params}><Trans>Bedarf oder Vorhaben melden</Trans></Link>} />
      <search className={`${classes['filters']} screen-only`}>
        <TextInput type="search" size="md" label={t`Suchen`} autoComplete="off" leftSection={<Icon name="search" />} value={q} onChange={event => choose({ q: event.currentTarget.value || undefined })} />
        <NativeSelect size="md" label={t`Stufe`} value={stufe} onChange={event => choose({ stufe: event.currentTarget.value || undefined })} data={[{ value: '', label: t`Alle Stufen` }, ...stages.map(stage => ({ value: stage, label: words.stage(stage) }))]} />
        <NativeSelect size="md" label={t`Thema`} value={thema} onChange={event => choose({ thema: event.currentTarget.value || undefined })} data={[{ value: '', label: t`Alle Themen` }, ...counted(all.flatMap(({ topics }) => topics))]} />
        <NativeSelect size="md" label={t`Für wen`} value={fuer} onChange={event => choose({ fuer: event.currentTarget.value || undefined })} data={[{ value: '', label: t`Für alle` }, ...counted(all.map(({ forWhom }) => forWhom))]} />
        <NativeSelect size="md" label={t`Reihenfolge`} value={ordnung} onChange={event => choose({ ordnung: event.currentTarget.value || undefined })}
          data={[{ value: '', label: t`Zuletzt geändert` }, { value: 'stage', label: t`Am weitesten` }, { value: 'title', label: t`Nach Titel` }, { value: 'costs', label: t`Nach einmaligen Kosten` }]} />
        <label className={classes['only']}><input type="checkbox" checked={referenz} onChange={event => choose({ referenz: event.currentTarget.checked || undefined })} /> <Trans>Nur Referenzprojekte</Trans></label>
      </search>
      {found.isError && <Notice tone="bad" live>{words.fault(found.error)}</Notice>}
      {found.isPending && <Loading />}
      {found.isSuccess && (
        <>
          <div className={`${calm['actions']} screen-only`}>
            <p className={calm['small']} role="status"><Plural value={shown.length} _0="Nichts gefunden" one="# Vorhaben" other="# Vorhaben" /></p>
            {found.data.figures && <Link className={calm['button']} data-look="quiet" to="/netz/$network/vorhaben/auswertung" params={params}><Icon name="chart" /><Trans>Zahlen im Überblick</Trans></Link>}
            {shown.length > 0 && <Button variant="default" leftSection={<Icon name="printer" />} onClick={() => window.print()}><Trans>Karten drucken</Trans></Button>}
          </div>
          {shown.length === 0 && (
            <Empty icon="search" title={all.length === 0 ? <Trans>Noch kein Vorhaben</Trans> : <Trans>Dazu gibt es noch kein Vorhaben</Trans>}>
              {all.length === 0 ? <Trans>Melden Sie den ersten Bedarf: ein Satz genügt, ein Konto brauchen Sie nicht.</Trans> : <Trans>Wählen Sie weniger aus, oder melden Sie Ihren Bedarf.</Trans>}
            </Empty>
          )}
          <ul className={classes['cards']} aria-label={t`Vorhaben`}>
            {shown.map(one => <li key={one.id} className={classes['card']} data-reference={one.stage === 'reference'}><UndertakingCardView card={one} picked={picked.includes(one.id)} full={picked.length >= mostCompared} pick={on => pick(one.id, on)} /></li>)}
          </ul>
          {picked.length > 0 && (
            <div className={`${classes['bar']} screen-only`}>
              <p role="status"><Plural value={picked.length} one="# Vorhaben gewählt" other="# Vorhaben gewählt" /></p>
              {picked.length > 1
                ? <Link className={calm['button']} to="/netz/$network/vorhaben/vergleich" params={params} search={{ wahl }}><Trans>Vergleichen</Trans></Link>
                : <span><Trans>Wählen Sie noch mindestens eines, höchstens vier.</Trans></span>}
              <Button variant="default" onClick={() => choose({ wahl: undefined })}><Trans>Auswahl aufheben</Trans></Button>
            </div>
          )}
        </>
      )}
    </div>
  )
}
