import { SegmentedControl, TextInput } from '@mantine/core'
import { useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Icon } from '../../shell/icon.tsx'
import type { WardSearch } from './ward-search.ts'
import classes from './ward.module.css'

/** Search, filter and view. All three stand in the address, so that a view can be kept as a bookmark. */
export function WardToolbar() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const search: WardSearch = useSearch({ strict: false })
  const [text, setText] = useState(search.suche ?? '')
  const set = (key: keyof WardSearch, value: string | undefined) => void navigate({
    to: '.', replace: true, resetScroll: false,
    search: (before: WardSearch) => Object.fromEntries(Object.entries({ ...before, [key]: value }).filter(entry => entry[1] !== undefined)),
  })
  useEffect(() => setText(search.suche ?? ''), [search.suche])
  const type = (value: string) => {
    setText(value)
    set('suche', value === '' ? undefined : value)
  }
  return (
    <div className={`${classes['toolbar']} screen-only`} role="search">
      <TextInput
        className={classes['search'] ?? ''} type="search" aria-label={t`Name, Fallnummer oder Bett suchen`} placeholder={t`Name, Fallnummer, Bett …  ( / )`} leftSection={<Icon name="search" />}
        value={text} onChange={event => type(event.currentTarget.value)} onKeyDown={event => event.key === 'Escape' && type('')} aria-keyshortcuts="/" autoComplete="off" spellCheck={false}
      />
      <SegmentedControl aria-label={t`Betten`} value={search.nur ?? 'alle'} onChange={value => set('nur', value === 'alle' ? undefined : value)} data={[{ value: 'alle', label: t`Alle` }, { value: 'belegt', label: t`Belegt` }, { value: 'frei', label: t`Frei` }]} />
      <SegmentedControl
        aria-label={t`Ansicht`} value={search.ansicht ?? 'liste'} onChange={value => set('ansicht', value === 'liste' ? undefined : value)}
        data={[{ value: 'liste', label: <span className={classes['choice']}><Icon name="table" />{t`Liste`}</span> }, { value: 'kacheln', label: <span className={classes['choice']}><Icon name="tiles" />{t`Kacheln`}</span> }]}
      />
    </div>
  )
}
