import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { fetchFindings, findingKinds, type FindingKind } from '../../../client/search.ts'
import { Column } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { PublishedList } from './published-list.tsx'
import { useFindingWords } from './use-finding-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './search.module.css'

const step = 50

/** The network's one search. What is looked for stands in the address, so that it can be passed on. */
export function SearchPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const { many } = useFindingWords()
  const navigate = useNavigate({ from: '/netz/$network/suche' })
  const { q = '', art } = useSearch({ from: '/netz/$network/suche' })
  const kind = findingKinds.find(one => one === art)
  const [typed, setTyped] = useState(q)
  const [shown, setShown] = useState({ of: '', count: step })
  const [wanted] = useDebouncedValue(typed, 250)
  // Somebody went back, or came by a link: the field says what is shown.
  useEffect(() => setTyped(q), [q])
  useEffect(() => {
    if (wanted.trim() !== q && wanted === typed) void navigate({ search: before => ({ ...before, q: wanted.trim() === '' ? undefined : wanted.trim() }), replace: true, resetScroll: false })
  }, [wanted, typed, q, navigate])
  const of = `${q} ${kind ?? ''}`
  const count = shown.of === of ? shown.count : step
  const found = useQuery({
    queryKey: ['network', network.slug, 'findings', q, kind, count], placeholderData: keepPreviousData, staleTime: 10_000,
    queryFn: ({ signal }) => fetchFindings(network, { q, kinds: kind === undefined ? [] : [kind], count }, signal),
  })
  const { findings = [], kinds = {}, total = 0 } = found.data ?? {}
  const all = Object.values(kinds).reduce((sum, one) => sum + one, 0)
  const there = findingKinds.filter(one => (kinds[one] ?? 0) > 0 || one === kind)
  const choose = (one: FindingKind | undefined) => void navigate({ search: before => ({ ...before, art: one }), replace: true, resetScroll: false })
  return (
    <Column>
      <PageHead title={t`Suche`} lead={<Trans>In allem, was das Netzwerk veröffentlicht: Projekte, Einrichtungen, Termine, Ergebnisse. Sie können auch eine ganze Frage stellen.</Trans>} />
      <search>
        <TextInput type="search" size="lg" label={t`Was suchen Sie?`} placeholder={t`Wer hat das schon gelöst?`} autoComplete="off" maxLength={200} leftSection={<Icon name="search" />} aria-keyshortcuts="/"
          value={typed} onChange={event => setTyped(event.currentTarget.value)} />
      </search>
      {found.isError && <Notice tone="bad" live>{faultText(found.error)}</Notice>}
      {found.isPending && <Loading />}
      {found.isSuccess && (
        <>
          {there.length > 1 && (
            <ul className={`${classes['kinds']} screen-only`} aria-label={t`Nur zeigen`}>
              <li><button type="button" aria-pressed={kind === undefined} onClick={() => choose(undefined)}><Trans>Alles</Trans> <span>{all}</span></button></li>
              {there.map(one => <li key={one}><button type="button" aria-pressed={kind === one} onClick={() => choose(kind === one ? undefined : one)}>{many(one)} <span>{kinds[one] ?? 0}</span></button></li>)}
            </ul>
          )}
          <p className={calm['small']} role="status"><Plural value={total} _0="Nichts gefunden" one="# Treffer" other="# Treffer" /></p>
          {total === 0 && <NothingFound q={q} />}
          <PublishedList label={t`Treffer`} items={findings.map(({ excerpt, ...rest }) => ({ ...rest, about: excerpt }))} />
          {findings.length < total && count < 200 && <p><Button variant="default" size="md" loading={found.isPlaceholderData} onClick={() => setShown({ of, count: count + step })}><Trans>Weitere zeigen</Trans></Button></p>}
        </>
      )}
    </Column>
  )
}

/** What nobody has solved yet is a need that may be put. */
function NothingFound({ q }: { q: string }) {
  const network = useNetwork()
  if (q === '') return <Empty icon="search" title={<Trans>Hier entsteht etwas</Trans>}><Trans>Das Netzwerk hat noch nichts veröffentlicht. Schauen Sie später wieder vorbei.</Trans></Empty>
  return (
    <Empty icon="search" title={<Trans>Dazu steht hier noch nichts</Trans>}>
      <p><Trans>Versuchen Sie weniger oder andere Wörter; alle müssen vorkommen, Tippfehler und Umlaute sind egal.</Trans></p>
      <p><Trans>Vielleicht hat es noch niemand gelöst. Melden Sie die Frage als Bedarf: andere sehen sie und können sich anschließen.</Trans></p>
      <p><Link className={calm['button'] ?? ''} to="/netz/$network/vorhaben/neu" params={{ network: network.slug }} search={{ titel: q }}><Trans>Als Bedarf melden</Trans></Link></p>
    </Empty>
  )
}
