import { Trans, useLingui } from '@lingui/react/macro'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Icon } from '../../../shell/icon.tsx'
import { useNetwork } from '../use-network.ts'
import classes from '../network-frame.module.css'

/** The network's search in its header; not where the page itself has it larger. */
export function HeaderSearch() {
  const { t } = useLingui()
  const network = useNetwork()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [typed, setTyped] = useState('')
  if ([`/netz/${network.slug}`, `/netz/${network.slug}/suche`].includes(pathname.replace(/\/$/, ''))) return <span />
  return (
    <search>
      <form className={classes['search']} onSubmit={event => {
        event.preventDefault()
        void navigate({ to: '/netz/$network/suche', params: { network: network.slug }, search: { q: typed.trim() === '' ? undefined : typed.trim() } })
        setTyped('')
      }}>
        <Icon name="search" />
        <input type="search" aria-label={t`Im Netzwerk suchen`} placeholder={t`Wer hat das schon gelöst?`} aria-keyshortcuts="/" autoComplete="off" maxLength={200} value={typed} onChange={event => setTyped(event.currentTarget.value)} />
        <kbd aria-hidden="true">/</kbd>
        <button type="submit" className="aloud"><Trans>Suchen</Trans></button>
      </form>
    </search>
  )
}

/** `/` goes to the page's own search, or the header's; opens nothing while somebody types. */
export function useSearchKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]') !== null
      if (event.key !== '/' || typing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const seen = (inside: string) => [...document.querySelectorAll<HTMLInputElement>(`${inside} input[type="search"]`)].find(one => one.checkVisibility())
      const field = seen('main') ?? seen('header')
      if (field === undefined) return
      event.preventDefault()
      field.focus()
      field.select()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
