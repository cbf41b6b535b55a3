import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState } from 'react'
import { changesBetween, type Change } from '../../client/board/changes.ts'
import type { Ward } from '../../client/board/model.ts'
import { useAnnounce } from '../../shell/announcer.tsx'

export type Freshness = 'new' | 'changed' | 'freed'

/** How long a changed row stays marked. */
const freshFor = 12_000
/** From here on a number is told instead of names. */
const tellable = 3

/** Rows (by Encounter id) and beds (by Location id) that changed just now; tells a screen reader of them too.
 *  `scope` names what is shown: another ward is no change. */
export function useFresh(wards: readonly Ward[] | undefined, scope: string): ReadonlyMap<string, Freshness> {
  const { t } = useLingui()
  const announce = useAnnounce()
  /** Until when each mark stands; a row that changes again is marked for longer. */
  const until = useRef(new Map<string, number>())
  const before = useRef<{ scope: string; wards: readonly Ward[] } | undefined>(undefined)
  const [fresh, setFresh] = useState<ReadonlyMap<string, Freshness>>(new Map())

  useEffect(() => {
    if (wards === undefined) return
    const last = before.current
    before.current = { scope, wards }
    if (last?.scope !== scope) {
      until.current.clear()
      setFresh(new Map())
      return
    }
    if (last.wards === wards) return
    const changes = changesBetween(last.wards, wards)
    if (changes.length === 0) return
    const marks = marksOf(changes)
    setFresh(known => new Map([...known, ...marks]))
    for (const id of marks.keys()) until.current.set(id, Date.now() + freshFor)
    setTimeout(() => setFresh(known => new Map([...known].filter(([id]) => (until.current.get(id) ?? 0) > Date.now()))), freshFor)
    announce(changes.length > tellable ? t`${changes.length} Änderungen auf der Station.` : changes.map(tell).join(' '))
  }, [wards, scope])

  const tell = ({ kind, name, bedName }: Change): string => {
    const who = name === '' ? t`Patient` : name
    if (kind === 'arrived') return bedName === '' ? t`Neu: ${who}.` : t`Neu: ${who}, Bett ${bedName}.`
    if (kind === 'moved') return bedName === '' ? t`${who} hat kein Bett mehr.` : t`${who} verlegt nach Bett ${bedName}.`
    if (kind === 'left') return t`${who} ist nicht mehr auf der Station.`
    return t`Geändert: ${who}.`
  }
  return fresh
}

function marksOf(changes: readonly Change[]): Map<string, Freshness> {
  const marks = new Map<string, Freshness>()
  for (const { kind, id, leftBed } of changes) {
    if (kind !== 'left') marks.set(id, kind === 'arrived' ? 'new' : 'changed')
    if (leftBed !== null) marks.set(leftBed, 'freed')
  }
  return marks
}
