import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { actorKinds, fetchActors } from '../../../client/directory.ts'
import { useFaultText } from '../../../shell/fault-text.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { ActorCard } from './actor-card.tsx'
import { DirectoryMap } from './actor-map.tsx'
import { useKindWords } from './use-kind-words.ts'
import calm from '../../../shell/calm.module.css'
import shared from '../network.module.css'
import classes from './directory.module.css'

/** Who is there, as list and map of the same: by name, topic and place. What is looked for stands in the address, so that it can be passed on. */
export function DirectoryPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const kindWord = useKindWords()
  const faultText = useFaultText()
  const navigate = useNavigate({ from: '/netz/$network/verzeichnis' })
  const { q = '', thema = '', art = '', karte } = useSearch({ from: '/netz/$network/verzeichnis' })
  const [typed, setTyped] = useState(q)
  const [wanted] = useDebouncedValue(typed, 250)
  useEffect(() => {
    if (wanted !== q) void navigate({ search: before => ({ ...before, q: wanted === '' ? undefined : wanted }), replace: true, resetScroll: false })
  }, [wanted, q, navigate])
  const asked = { q, topic: thema, kind: art }
  const found = useQuery({ queryKey: ['network', network.slug, 'actors', asked], queryFn: ({ signal }) => fetchActors(network, asked, signal), placeholderData: keepPreviousData, staleTime: 30_000 })
  const { actors = [], topics = [], total = 0 } = found.data ?? {}
  const params = { network: network.slug }
  const [chosen, setChosen] = useState<string>()
  const [near, setNear] = useState<string>()
  const list = useRef<HTMLUListElement>(null)
  const onMap = actors.some(({ position }) => position !== undefined)
  const choose = (change: { thema?: string | undefined; art?: string | undefined; karte?: true | undefined }) => void navigate({ search: before => ({ ...before, ...change }), replace: true, resetScroll: false })
  const view = (which: true | undefined) => choose({ karte: which })
  const chooseOnMap = (id: string | undefined) => {
    setChosen(id)
    if (id !== undefined) list.current?.querySelector(`#${CSS.escape(`actor-${id}`)}`)?.scrollIntoView({ block: 'nearest' })
  }
  const showOnMap = (id: string) => {
    setChosen(chosen === id ? undefined : id)
    if (chosen !== id) view(true)
  }
  return (
    <div className={classes['page']}>
      <PageHead title={t`Verzeichnis`} lead={<Trans>Einrichtungen der Region, was sie anbieten und was sie suchen.</Trans>} beside={<Link className={calm['button']} data-look="quiet" to="/netz/$network/eintragen" params={params}><Trans>Einrichtung eintragen</Trans></Link>} />
      <search className={`${shared['filters']} screen-only`}>
        <TextInput type="search" size="md" label={t`Name, Thema oder Ort`} description={t`Zum Beispiel „Entlassmanagement Klinik“. Umlaute und kleine Tippfehler sind egal.`} autoComplete="off" leftSection={<Icon name="search" />} value={typed} onChange={event => setTyped(event.currentTarget.value)} />
        <NativeSelect size="md" label={t`Thema`} value={thema} onChange={event => choose({ thema: event.currentTarget.value || undefined })}
          data={[{ value: '', label: t`Alle Themen` }, ...topics.map(({ name, count }) => ({ value: name, label: `${name} (${count})` }))]} />
        <NativeSelect size="md" label={t`Art der Einrichtung`} value={art} onChange={event => choose({ art: event.currentTarget.value || undefined })}
          data={[{ value: '', label: t`Alle Einrichtungen` }, ...actorKinds.map(kind => ({ value: kind, label: kindWord(kind) }))]} />
      </search>
      {found.isError && <Notice tone="bad" live>{faultText(found.error)}</Notice>}
      {found.isPending && <Loading />}
      {found.isSuccess && (
        <>
          <p className={calm['small']} role="status"><Plural value={actors.length} _0="Nichts gefunden" one="# Einrichtung" other="# Einrichtungen" /></p>
          {actors.length === 0 && (
            <Empty icon="search" title={total === 0 ? <Trans>Noch ist niemand eingetragen</Trans> : <Trans>Dazu ist niemand eingetragen</Trans>}>
              {total === 0 ? <Trans>Machen Sie den Anfang und tragen Sie Ihre Einrichtung ein.</Trans> : <Trans>Versuchen Sie ein anderes Wort, oder wählen Sie weniger aus.</Trans>}
            </Empty>
          )}
          {actors.length > 0 && (
            <>
              <div className={`${classes['views']} screen-only`} role="group" aria-label={t`Ansicht`}>
                <button type="button" aria-pressed={karte === undefined} onClick={() => view(undefined)}><Trans>Liste</Trans></button>
                <button type="button" aria-pressed={karte === true} onClick={() => view(true)}><Trans>Karte</Trans></button>
              </div>
              <div className={classes['both']} data-view={karte === true ? 'map' : 'list'}>
                {onMap && <div className={classes['mapped']}><DirectoryMap actors={actors} chosen={chosen} near={near} onChoose={chooseOnMap} network={network.slug} /></div>}
                <ul ref={list} className={`${shared['actors']} ${classes['listed']}`} aria-label={t`Einrichtungen`}>
                  {actors.map(actor => (
                    <li key={actor.id} id={`actor-${actor.id}`} onMouseEnter={() => setNear(actor.id)} onMouseLeave={() => setNear(undefined)} onFocus={() => setNear(actor.id)} onBlur={() => setNear(undefined)}>
                      <ActorCard actor={actor} network={network.slug} isChosen={chosen === actor.id} onShow={() => showOnMap(actor.id)} />
                    </li>
                  ))}
                </ul>
              </div>
            </>
          )}
        </>
      )}
    </div>
  )
}
