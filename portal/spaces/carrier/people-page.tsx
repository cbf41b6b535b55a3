import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Person } from '@steckwerk/api/contract/people'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { fetchPeople, fetchSites } from '../../client/people.ts'
import { DataTable } from '../../shell/data-table.tsx'
import { useFormats } from '../../shell/format.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useRoleWords } from '../../shell/role-words.ts'
import { useCarrier } from './carrier-space.tsx'
import { CodeSheet } from './code-sheet.tsx'
import { NewPersonForm } from './new-person-form.tsx'
import { PersonDetail } from './person-detail.tsx'
import { PersonState } from './person-state.tsx'
import type { ShownCode } from './shown-code.ts'
import { useCarrierFault } from './use-carrier-fault.ts'
import classes from './carrier.module.css'

/** People of a carrier and what they may do here. */
export function PeoplePage() {
  const { t } = useLingui()
  const { slug, name } = useCarrier()
  return <People carrier={slug} title={t`Personen und Rollen`} above={name} bySite />
}

/** The list of a carrier, a network or the platform, with what can be done for one of them beside it. bySite: roles may be for some sites only. */
export function People({ carrier, title, above, bySite = false }: { carrier: string; title: string; above: string; bySite?: boolean }) {
  const { t } = useLingui()
  const fault = useCarrierFault()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const [open, setOpen] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const [shown, setShown] = useState<ShownCode | null>(null)
  const pages = useInfiniteQuery({
    queryKey: ['people', carrier, 'list', wanted], queryFn: ({ pageParam, signal }) => fetchPeople(carrier, wanted, pageParam, signal),
    initialPageParam: null as string | null, getNextPageParam: page => page.next, placeholderData: before => before,
  })
  const sites = useQuery({ queryKey: ['people', carrier, 'sites'], queryFn: ({ signal }) => fetchSites(carrier, signal), enabled: bySite })
  const people = pages.data?.pages.flatMap(page => page.people) ?? []
  const person = people.find(({ account }) => account === open)
  const siteNames = new Map((sites.data ?? []).map(site => [site.site, site.name]))
  const show = (code: ShownCode) => {
    setAdding(false)
    setOpen(null)
    setShown(code)
  }
  const { name = '' } = shown ?? {}
  return (
    <div className={classes['page']}>
      <PageHead
        title={title} above={above}
        beside={<Button className="screen-only" leftSection={<Icon name="person" />} onClick={() => { setAdding(true); setOpen(null); setShown(null) }}><Trans>Person hinzufügen</Trans></Button>}
      />
      <HelpNote>
        <p>{bySite && <><Trans>Eine Person hat eine oder mehrere Rollen, für den ganzen Träger oder nur für einzelne Häuser.</Trans> </>}<Trans>Was eine Rolle darf, steht beim Hinzufügen und Ändern neben ihr.</Trans></p>
        <p><Trans>Neue Personen bekommen einen Code, mit dem sie Passkey oder Passwort selbst einrichten. Passwörter sieht hier niemand.</Trans></p>
      </HelpNote>
      {shown !== null && (
        <CodeSheet title={shown.kind === 'invitation' ? <Trans>Code zum Einrichten für {name}</Trans> : <Trans>Code zur Wiederherstellung für {name}</Trans>} code={shown.code} expiresAt={shown.expiresAt} path="/einrichten" onDone={() => setShown(null)}>
          {shown.kind === 'recovery' && <p><Trans>Die bisherigen Wege der Anmeldung enden, sobald der neue eingerichtet ist.</Trans></p>}
        </CodeSheet>
      )}
      <div className={`${classes['split']}${shown === null ? '' : ' screen-only'}`} data-open={adding || person !== undefined}>
        <section className={classes['panel']} aria-label={t`Liste`}>
          <div className={`${classes['toolbar']} screen-only`} role="search">
            <TextInput className={classes['wide'] ?? ''} type="search" label={t`Name oder Anmeldename suchen`} leftSection={<Icon name="search" />} value={text} onChange={event => setText(event.currentTarget.value)} autoComplete="off" aria-keyshortcuts="/" />
          </div>
          {pages.isError && <Notice tone="bad" live>{fault(pages.error)}</Notice>}
          {pages.isPending && <Loading />}
          {pages.isSuccess && people.length === 0 && (wanted === ''
            ? <Empty icon="people" title={<Trans>Noch niemand</Trans>}><Trans>Fügen Sie die erste Person hinzu.</Trans>{bySite && <> <Trans>Wer sich über die Anmeldung der Klinik anmeldet, erscheint hier von selbst.</Trans></>}</Empty>
            : <Empty icon="search" title={<Trans>Nichts gefunden</Trans>}><Trans>Niemand heißt so. Prüfen Sie die Schreibweise.</Trans></Empty>)}
          {people.length > 0 && <PeopleTable people={people} sites={siteNames} open={open} onOpen={account => { setAdding(false); setOpen(account) }} bySite={bySite} />}
          {pages.hasNextPage && <div className="screen-only"><Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}><Trans>Weitere laden</Trans></Button></div>}
        </section>
        {adding && <NewPersonForm carrier={carrier} sites={sites.data ?? []} onDone={show} onClose={() => setAdding(false)} />}
        {!adding && person !== undefined && <PersonDetail key={person.account} carrier={carrier} person={person} sites={sites.data ?? []} onCode={show} onClose={() => setOpen(null)} />}
      </div>
    </div>
  )
}

function PeopleTable({ people, sites, open, onOpen, bySite }: { people: readonly Person[]; sites: ReadonlyMap<string, string>; open: string | null; onOpen: (account: string) => void; bySite: boolean }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const role = useRoleWords()
  return (
    <DataTable
      caption={t`Personen`} rows={people} rowKey={({ account }) => account} current={({ account }) => account === open}
      columns={[
        { key: 'name', head: t`Name`, names: true, cell: person => <button type="button" className={classes['rowLink']} aria-expanded={person.account === open} onClick={() => onOpen(person.account)}>{person.name}</button> },
        { key: 'login', head: t`Anmeldename`, wide: true, cell: ({ login }) => login ?? '–' },
        { key: 'roles', head: t`Rollen`, wide: true, cell: ({ roles }) => roles.map(role).join(', ') },
        ...bySite ? [{ key: 'sites', head: t`Häuser`, wide: true, cell: ({ sites: at }: Person) => at === 'all' ? t`alle` : at.map(site => sites.get(site) ?? site).join(', ') }] : [],
        { key: 'since', head: t`Seit`, wide: true, cell: ({ since }) => dateTime(since) },
        { key: 'state', head: t`Zustand`, wide: true, cell: person => <PersonState person={person} /> },
      ]}
    />
  )
}
