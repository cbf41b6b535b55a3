import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { actorKinds, fetchActors } from '../../../client/directory.ts'
import { Column } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { useKindWords } from './use-kind-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from '../network.module.css'

/** Who is there: by name, topic and place. What is looked for stands in the address, so that it can be passed on. */
export function DirectoryPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const kindWord = useKindWords()
  const faultText = useFaultText()
  const navigate = useNavigate({ from: '/netz/$network/verzeichnis' })
  const { q = '', thema = '', art = '' } = useSearch({ from: '/netz/$network/verzeichnis' })
  const [typed, setTyped] = useState(q)
  const [wanted] = useDebouncedValue(typed, 250)
  useEffect(() => {
    if (wanted !== q) void navigate({ search: before => ({ ...before, q: wanted === '' ? undefined : wanted }), replace: true, resetScroll: false })
  }, [wanted, q, navigate])
  const asked = { q, topic: thema, kind: art }
  const found = useQuery({ queryKey: ['network', network.slug, 'actors', asked], queryFn: ({ signal }) => fetchActors(network, asked, signal), placeholderData: keepPreviousData, staleTime: 30_000 })
  const { actors = [], topics = [], total = 0 } = found.data ?? {}
  const params = { network: network.slug }
  return (
    <Column>
      <PageHead title={t`Verzeichnis`} lead={<Trans>Einrichtungen der Region, was sie anbieten und was sie suchen.</Trans>} beside={<Link className={calm['button']} data-look="quiet" to="/netz/$network/eintragen" params={params}><Trans>Einrichtung eintragen</Trans></Link>} />
      <search className={classes['filters']}>
        <TextInput type="search" size="md" label={t`Name, Thema oder Ort`} description={t`Zum Beispiel „Entlassmanagement Herne“. Umlaute und kleine Tippfehler sind egal.`} autoComplete="off" leftSection={<Icon name="search" />} value={typed} onChange={event => setTyped(event.currentTarget.value)} />
        <NativeSelect size="md" label={t`Thema`} value={thema} onChange={event => void navigate({ search: { ...(q === '' ? {} : { q }), ...(art === '' ? {} : { art }), thema: event.currentTarget.value || undefined }, replace: true, resetScroll: false })}
          data={[{ value: '', label: t`Alle Themen` }, ...topics.map(({ name, count }) => ({ value: name, label: `${name} (${count})` }))]} />
        <NativeSelect size="md" label={t`Art der Einrichtung`} value={art} onChange={event => void navigate({ search: { ...(q === '' ? {} : { q }), ...(thema === '' ? {} : { thema }), art: event.currentTarget.value || undefined }, replace: true, resetScroll: false })}
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
          <ul className={classes['actors']} aria-label={t`Einrichtungen`}>
            {actors.map(({ id, name, kind, city, topics: about }) => (
              <li key={id}>
                <Link className={classes['actor']} to="/netz/$network/verzeichnis/$actor" params={{ ...params, actor: id }}>
                  <strong>{name}</strong>
                  <span>{kindWord(kind)} · {city}</span>
                  {about.length > 0 && <span>{about.join(', ')}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Column>
  )
}
