import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { fetchAllActors, type ListedActor } from '../../../client/editor.ts'
import { Column, Item } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useFormats } from '../../../shell/format.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useKindWords } from '../directory/use-kind-words.ts'
import { useNetwork } from '../use-network.ts'
import { BackToEditor } from './back-to-editor.tsx'
import calm from '../../../shell/calm.module.css'
import classes from '../network.module.css'

const states: Readonly<Record<string, (actor: ListedActor) => boolean>> = {
  unbestaetigt: actor => actor.unconfirmed, ohne: actor => !actor.keeper, gefragt: actor => actor.asked > 0, kontakte: actor => actor.contacts > 0,
}

/** Every organization with how it stands. */
export function AllActorsPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const kindWord = useKindWords()
  const { date } = useFormats()
  const navigate = useNavigate({ from: '/netz/$network/redaktion/einrichtungen' })
  const { stand = '' } = useSearch({ from: '/netz/$network/redaktion/einrichtungen' })
  const [typed, setTyped] = useState('')
  const { data, error, isPending } = useQuery({ queryKey: ['network', network.slug, 'all-actors'], queryFn: ({ signal }) => fetchAllActors(network, signal) })
  const word = typed.trim().toLocaleLowerCase('de')
  const actors = data?.actors.filter(actor => (states[stand]?.(actor) ?? true) && `${actor.name} ${actor.city}`.toLocaleLowerCase('de').includes(word)) ?? []
  return (
    <Column>
      <PageHead title={t`Alle Einrichtungen`} above={<BackToEditor />} />
      <search className={classes['filters']}>
        <TextInput type="search" size="md" label={t`Name oder Ort`} autoComplete="off" leftSection={<Icon name="search" />} value={typed} onChange={event => setTyped(event.currentTarget.value)} />
        <NativeSelect size="md" label={t`Stand`} value={stand} onChange={event => void navigate({ search: { stand: event.currentTarget.value || undefined }, replace: true, resetScroll: false })} data={[
          { value: '', label: t`Alle` }, { value: 'unbestaetigt', label: t`Seit über einem Jahr nicht bestätigt` }, { value: 'ohne', label: t`Niemand pflegt sie` },
          { value: 'kontakte', label: t`Mit Ansprechpersonen` }, { value: 'gefragt', label: t`Ansprechperson gefragt, noch ohne Antwort` },
        ]} />
      </search>
      {error !== null && <Notice tone="bad" live>{faultText(error)}</Notice>}
      {isPending && <Loading />}
      {data !== undefined && (
        <>
          <p className={calm['small']} role="status"><Plural value={actors.length} _0="Nichts gefunden" one="# Einrichtung" other="# Einrichtungen" /></p>
          {actors.length === 0 && <Empty icon="search" title={<Trans>Dazu gibt es keine Einrichtung</Trans>}><Trans>Wählen Sie weniger aus, oder suchen Sie ein anderes Wort.</Trans></Empty>}
          <ul className={calm['list']} aria-label={t`Einrichtungen`}>
            {actors.map(({ id, name, kind, city, confirmed, unconfirmed, keeper, proposed, asked }) => {
              const when = confirmed === null ? '' : date(confirmed)
              return (
                <li key={id}>
                  <Item name={<Link to="/netz/$network/redaktion/einrichtungen/$actor" params={{ network: network.slug, actor: id }}>{name}</Link>}
                    tag={<>{unconfirmed && <Tag tone="warn"><Trans>nicht bestätigt</Trans></Tag>}{proposed && <Tag tone="warn" icon="clock"><Trans>Änderung wartet</Trans></Tag>}{asked > 0 && <Tag tone="quiet" icon="clock"><Trans>Person gefragt</Trans></Tag>}</>}>
                    <span className={calm['small']}>{kindWord(kind)} · {city} · {confirmed === null ? <Trans>nie bestätigt</Trans> : <Trans>bestätigt am {when}</Trans>} · {keeper ? <Trans>wird gepflegt</Trans> : <Trans>niemand pflegt sie</Trans>}</span>
                  </Item>
                </li>
              )
            })}
          </ul>
        </>
      )}
    </Column>
  )
}
