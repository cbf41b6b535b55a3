import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { assembleEdition, fetchEditions, fetchPosts, fetchSubscribers, lookUpSubscriber, removeSubscriber, type LookedUp } from '../../../client/news.ts'
import { Card, Column, ConfirmInPlace, Item } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackToEditor } from '../editor/back-to-editor.tsx'
import { useNetwork } from '../use-network.ts'
import { ForEditors } from './edit-post-page.tsx'
import { isMail, useNewsWords } from './use-news-words.ts'
import calm from '../../../shell/calm.module.css'

/** Where editors write, assemble editions, and see how many read them. */
export function NewsEditorPage() {
  const { t } = useLingui()
  const network = useNetwork()
  return (
    <Column>
      <PageHead title={t`Neues und Ausgaben`} above={<BackToEditor />} />
      {network.editor ? <><Editions /><Posts /><Subscribers /></> : <ForEditors />}
    </Column>
  )
}

function Editions() {
  const network = useNetwork()
  const words = useNewsWords()
  const { date } = useFormats()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const found = useQuery({ queryKey: ['network', network.slug, 'news', 'editions'], queryFn: ({ signal }) => fetchEditions(network, signal) })
  const assemble = useMutation({
    mutationFn: () => assembleEdition(network),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['network', network.slug, 'news', 'editions'] })
      await navigate({ to: '/netz/$network/redaktion/neues/$edition', params: { network: network.slug, edition: id } })
    },
  })
  const editions = found.data?.editions ?? []
  return (
    <Card title={<Trans>Ausgaben</Trans>} icon="bell">
      <p><Trans>Eine neue Ausgabe enthält schon alles, was seit der letzten geschah, und die nächsten Termine. Sie wählen aus, ordnen und schreiben eine Einleitung.</Trans></p>
      {(found.isError || assemble.isError) && <Notice tone="bad" live>{words.fault(found.error ?? assemble.error)}</Notice>}
      <div className={calm['actions']}><Button size="md" loading={assemble.isPending} onClick={() => assemble.mutate()}><Trans>Neue Ausgabe zusammenstellen</Trans></Button></div>
      {found.isPending && <Loading />}
      {editions.length > 0 && (
        <ul className={calm['list']}>
          {editions.map(({ id, title, state, begun, entries }) => (
            <li key={id}>
              <Item name={<Link to="/netz/$network/redaktion/neues/$edition" params={{ network: network.slug, edition: id }}>{title}</Link>} tag={<Tag tone={state === 'sent' ? 'ok' : 'warn'}>{words.edition(state)}</Tag>}>
                <span className={calm['small']}>{begun === null ? <Plural value={entries} _0="leer" one="ein Eintrag" other="# Einträge" /> : date(begun)}</span>
              </Item>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Posts() {
  const network = useNetwork()
  const words = useNewsWords()
  const { dateTime } = useFormats()
  const params = { network: network.slug }
  const found = useQuery({ queryKey: ['network', network.slug, 'news', 'posts'], queryFn: ({ signal }) => fetchPosts(network, signal) })
  const waiting = found.data?.posts.filter(({ state }) => state !== 'out') ?? []
  return (
    <Card title={<Trans>Beiträge und Aufrufe</Trans>} icon="table">
      <div className={calm['actions']}><Link className={calm['button'] ?? ''} to="/netz/$network/redaktion/beitrag" params={params}><Trans>Beitrag schreiben</Trans></Link><Link to="/netz/$network/neues" params={params}><Trans>Alle Beiträge</Trans></Link></div>
      {found.isError && <Notice tone="bad" live>{words.fault(found.error)}</Notice>}
      {waiting.length > 0 && (
        <ul className={calm['list']}>
          {waiting.map(({ id, title, state, at }) => <li key={id}><Item name={<Link to="/netz/$network/redaktion/beitrag/$post" params={{ ...params, post: id }}>{title}</Link>} tag={<Tag tone="warn">{words.post(state)}</Tag>}>{state === 'planned' && <span className={calm['small']}>{dateTime(at)}</span>}</Item></li>)}
        </ul>
      )}
    </Card>
  )
}

function Subscribers() {
  const network = useNetwork()
  const words = useNewsWords()
  const found = useQuery({ queryKey: ['network', network.slug, 'news', 'subscribers'], queryFn: ({ signal }) => fetchSubscribers(network, signal) })
  const { active = 0, waiting = 0, ended = 0, topics = [] } = found.data ?? {}
  return (
    <Card title={<Trans>Wer es per E-Mail bekommt</Trans>} icon="people">
      {found.isError && <Notice tone="bad" live>{words.fault(found.error)}</Notice>}
      {found.data !== undefined && (
        <>
          <p><Plural value={active} _0="Noch niemand hat es bestellt und bestätigt." one="Eine Person bekommt es." other="# Personen bekommen es." /> <Plural value={waiting} _0="" one="Eine hat noch nicht bestätigt." other="# haben noch nicht bestätigt." /> <Plural value={ended} _0="" one="Eine hat abbestellt." other="# haben abbestellt." /></p>
          {topics.length > 0 && <p className={calm['small']}>{topics.map(({ name, count }) => `${name}: ${count}`).join(' · ')}</p>}
        </>
      )}
      <LookUp />
    </Card>
  )
}

/** For who calls: what is known of their address, and to end it. Nobody reads a list of addresses. */
function LookUp() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useNewsWords()
  const queries = useQueryClient()
  const [mail, setMail] = useState('')
  const look = useMutation({ mutationFn: () => lookUpSubscriber(network, mail.trim()), gcTime: 0 })
  const remove = useMutation({
    mutationFn: () => removeSubscriber(network, mail.trim()), gcTime: 0,
    onSuccess: async () => {
      look.mutate()
      await queries.invalidateQueries({ queryKey: ['network', network.slug, 'news', 'subscribers'] })
    },
  })
  return (
    <form className={calm['form']} onSubmit={event => { event.preventDefault(); if (isMail(mail)) look.mutate() }}>
      <TextInput size="md" type="email" label={t`Eine Adresse nachsehen`} description={t`Wenn jemand fragt, warum die E-Mails kommen, oder am Telefon abbestellt.`} maxLength={254} value={mail} onChange={event => { setMail(event.currentTarget.value); look.reset() }} />
      {(look.isError || remove.isError) && <Notice tone="bad" live>{words.fault(look.error ?? remove.error)}</Notice>}
      {look.data !== undefined && <Found found={look.data} />}
      <div className={calm['actions']}>
        <Button type="submit" variant="default" loading={look.isPending} disabled={!isMail(mail)}><Trans>Nachsehen</Trans></Button>
        {(look.data?.state === 'active' || look.data?.state === 'waiting') && <ConfirmInPlace label={<Trans>Abbestellen</Trans>} title={<Trans>Die Adresse wird gelöscht und bekommt nichts mehr.</Trans>} confirm={<Trans>Ja, abbestellen</Trans>} run={() => remove.mutate()} pending={remove.isPending} error={remove.error} />}
      </div>
    </form>
  )
}

function Found({ found: { state, words: agreedTo = '', agreed, confirmed, ended, by } }: { found: LookedUp }) {
  const words = useNewsWords()
  const { dateTime } = useFormats()
  const at = (instant: string | null | undefined): string => (instant === null || instant === undefined ? '' : dateTime(instant))
  const [asked, yes, end, how] = [at(agreed), at(confirmed), at(ended), by === null || by === undefined ? '' : words.ended(by)]
  if (state === 'unknown') return <Notice tone="quiet" live><Trans>Diese Adresse ist nicht bekannt.</Trans></Notice>
  return (
    <Notice tone={state === 'active' ? 'ok' : 'quiet'} live>
      <p><Trans>Bestellt am {asked} mit diesen Worten: „{agreedTo}“</Trans></p>
      <p>{yes === '' ? <Trans>Noch nicht bestätigt: es wird nichts geschickt.</Trans> : <Trans>Bestätigt am {yes} über den Link in der E-Mail.</Trans>}</p>
      {end !== '' && <p><Trans>Beendet am {end} {how}.</Trans></p>}
    </Notice>
  )
}
