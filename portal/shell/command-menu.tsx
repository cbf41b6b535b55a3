import { Trans, useLingui } from '@lingui/react/macro'
import { useQueries } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { placesOf } from '../client/board/places.ts'
import { noSite } from '../client/board/assemble.ts'
import { searchAll } from '../client/fhir.ts'
import type { Location } from '../client/fhir-shapes.ts'
import { pagesAt } from '../client/carrier-pages.ts'
import { isPerson } from '../client/spaces-of.ts'
import { useCarrierPageWords } from './carrier-page-words.ts'
import { useSession } from './session-context.ts'
import { useSlotTitle } from './slots/slot-frame.tsx'
import { useStaffSlots } from './slots/use-staff-slots.ts'
import classes from './command-menu.module.css'

interface Command {
  readonly key: string
  readonly label: string
  readonly hint: string
  readonly href: string
}

const shown = 12

/** Go anywhere by typing: pages and wards. Opened by Ctrl-K; Esc closes and gives the focus back. */
export function CommandMenu({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const router = useRouter()
  const commands = useCommands()
  const dialog = useRef<HTMLDialogElement>(null)
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const listId = useId()
  const found = useMemo(() => matching(commands, query).slice(0, shown), [commands, query])
  const current = Math.min(active, found.length - 1)

  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])

  const go = (command: Command | undefined) => {
    if (command === undefined) return
    onClose()
    void router.navigate({ href: command.href })
  }
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && found.length > 0) {
      event.preventDefault()
      setActive((current + step + found.length) % found.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      go(found[current])
    }
  }
  return (
    <dialog ref={dialog} className={classes['menu']} aria-label={t`Gehe zu`} onClose={onClose} onClick={event => event.target === dialog.current && onClose()}>
      <input
        className={classes['input']} role="combobox" aria-expanded="true" aria-controls={listId} aria-autocomplete="list"
        aria-activedescendant={found[current] === undefined ? undefined : `${listId}-${current}`} aria-label={t`Seite oder Station`}
        placeholder={t`Seite oder Station …`} value={query} onChange={event => { setQuery(event.target.value); setActive(0) }} onKeyDown={onKey} autoFocus autoComplete="off" spellCheck={false}
      />
      <ul id={listId} role="listbox" aria-label={t`Ziele`} className={classes['list']}>
        {found.map((command, index) => (
          <li key={command.key} id={`${listId}-${index}`} role="option" aria-selected={index === current} onClick={() => go(command)} onPointerMove={() => setActive(index)}>
            <span>{command.label}</span><span className={classes['hint']}>{command.hint}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={classes['none']} role="status"><Trans>Nichts gefunden. Suchen Sie nach dem Namen einer Seite oder Station.</Trans></p>}
      <p className={classes['keys']}><Trans>Pfeiltasten wählen · Eingabe öffnet · Esc schließt</Trans></p>
    </dialog>
  )
}

function useCommands(): Command[] {
  const { t } = useLingui()
  const { me } = useSession()
  const pageWords = useCarrierPageWords()
  const slotTitle = useSlotTitle()
  const extras = useStaffSlots(me)
  const wardCarriers = me.carriers.filter(({ permissions }) => permissions.includes('ward.read'))
  const locations = useQueries({
    queries: wardCarriers.map(({ slug }) => ({
      queryKey: ['locations', slug], staleTime: 5 * 60_000,
      queryFn: ({ signal }: { signal: AbortSignal }) => searchAll<Location>(slug, 'Location', { _count: '1000' }, signal),
    })),
  })
  const commands: Command[] = []
  if (isPerson(me)) {
    commands.push(
      { key: 'meine', label: t`Meine Gesundheit`, hint: '', href: '/meine' },
      { key: 'krankenhaeuser', label: t`Meine Krankenhäuser`, hint: t`Meine Gesundheit`, href: '/meine/krankenhaeuser' },
      { key: 'angehoerige', label: t`Angehörige`, hint: t`Meine Gesundheit`, href: '/meine/angehoerige' },
      { key: 'freigaben', label: t`Freigaben`, hint: t`Meine Gesundheit`, href: '/meine/freigaben' },
      { key: 'zugriffe', label: t`Wer hat meine Daten gesehen?`, hint: t`Meine Gesundheit`, href: '/meine/zugriffe' },
    )
  }
  commands.push({ key: 'konto', label: t`Ihr Konto`, hint: t`Anmeldung`, href: '/konto' }, { key: 'geraete', label: t`Geräte und Verlauf`, hint: t`Konto`, href: '/konto/geraete' }, { key: 'apps', label: t`Apps mit Zugriff`, hint: t`Konto`, href: '/konto/apps' })
  if (me.roles.includes('operator')) {
    commands.push({ key: 'leitstand', label: t`Leitstand`, hint: t`Alle Träger`, href: '/leitstand' })
    for (const { slug, name } of me.carriers) commands.push({ key: `fehler/${slug}`, label: t`Fehlerliste ${name}`, hint: t`Leitstand`, href: `/leitstand/fehler/${slug}` })
    commands.push({ key: 'plattform-personen', label: t`Personen der Plattform`, hint: t`Leitstand`, href: '/leitstand/personen' }, { key: 'plattform-anbieter', label: t`Anbieter von Diensten`, hint: t`Leitstand`, href: '/leitstand/dienste' }, { key: 'plattform-protokoll', label: t`Protokoll der Plattform`, hint: t`Leitstand`, href: '/leitstand/protokoll' })
  }
  for (const { slug, name } of me.carriers) commands.push(...pagesAt(me, slug).map(page => ({ key: `traeger/${slug}/${page}`, label: pageWords(page), hint: name, href: `/traeger/${slug}/${page}` })))
  for (const slot of extras ?? []) commands.push({ key: `extra/${slot.carrier}/${slot.plug}/${slot.slot}`, label: slotTitle(slot), hint: t`Zusatzdienste`, href: `/zusatzdienste/${slot.carrier}/${slot.plug}/${slot.slot}` })
  for (const [index, { slug, name }] of wardCarriers.entries()) {
    commands.push({ key: slug, label: name, hint: t`Häuser und Stationen`, href: `/haus/${slug}` })
    const byId = new Map((locations[index]?.data ?? []).map(location => [location.id ?? '', location]))
    for (const { id, level, ward, site } of placesOf(byId).values()) {
      if (level === 'ward') commands.push({ key: `${slug}/${id}`, label: ward?.name ?? id, hint: wardCarriers.length > 1 ? `${site?.name ?? ''} · ${name}` : site?.name ?? name, href: `/haus/${slug}/${site?.id ?? noSite}/${id}` })
    }
  }
  return commands
}

function matching(commands: readonly Command[], query: string): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(word => word !== '')
  return commands.filter(({ label, hint }) => words.every(word => `${label} ${hint}`.toLowerCase().includes(word)))
}
