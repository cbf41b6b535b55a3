import { Button, ColorInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { BrandSettings } from '@steckwerk/api/contract/booking'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { changeBrand, fetchBrand } from '../../client/booking.ts'
import { PortalFault } from '../../client/request.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { useCarrierFault } from './use-carrier-fault.ts'
import classes from './carrier.module.css'
import look from '../booking/booking.module.css'

const isColor = (text: string): boolean => text === '' || /^#[0-9a-f]{6}$/i.test(text)
const mostBytes = 40_000

/** Logo and two colours for the hospital's own pages; what would be hard to read is refused. */
export function BrandForm({ slug }: { slug: string }) {
  const fault = useCarrierFault()
  const brand = useQuery({ queryKey: ['carrier-settings', slug, 'brand'], queryFn: ({ signal }) => fetchBrand(slug, signal) })
  if (brand.isError) return <Notice tone="bad" live>{fault(brand.error)}</Notice>
  return brand.data === undefined ? <Loading /> : <Form slug={slug} stored={brand.data} />
}

function Form({ slug, stored }: { slug: string; stored: BrandSettings }) {
  const { t } = useLingui()
  const id = useId()
  const fault = useCarrierFault()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(stored)
  const [tooBig, setTooBig] = useState(false)
  const store = useMutation({
    mutationFn: (settings: BrandSettings) => changeBrand(slug, settings),
    onSuccess: settings => {
      queries.setQueryData(['carrier-settings', slug, 'brand'], settings)
      setDraft(settings)
    },
  })
  const color = (name: 'main' | 'second') => ({
    value: draft[name] ?? '', onChange: (value: string) => setDraft({ ...draft, [name]: value === '' ? null : value }), format: 'hex' as const, withEyeDropper: false, error: isColor(draft[name] ?? '') ? undefined : t`Als #rrggbb, zum Beispiel #0a5a67`,
  })
  const words = (error: unknown) => error instanceof PortalFault && error.code === 'api/brand-contrast' ? t`Diese Farbe ist auf den Seiten zu schlecht zu lesen. Bitte nehmen Sie eine dunklere.`
    : error instanceof PortalFault && error.code === 'api/brand-logo' ? t`Das Logo muss eine PNG- oder JPEG-Datei von höchstens 40 KB sein.` : fault(error)
  const choose = async (file: File | undefined) => {
    setTooBig(file !== undefined && file.size > mostBytes)
    if (file === undefined || file.size > mostBytes) return
    const bytes = new Uint8Array(await file.arrayBuffer())
    const data = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
    setDraft(before => ({ ...before, logo: { type: file.type === 'image/png' ? 'image/png' : 'image/jpeg', data } }))
  }
  const isChanged = JSON.stringify(draft) !== JSON.stringify(store.data ?? stored)
  const button = t`So sieht ein Knopf aus`
  return (
    <section className={classes['card']} aria-labelledby={id}>
      <h2 id={id}><Trans>Aussehen der Seiten für Patientinnen und Patienten</Trans></h2>
      <form className={classes['form']} onSubmit={event => { event.preventDefault(); store.mutate(draft) }} noValidate>
        <ColorInput {...color('main')} label={t`Hauptfarbe`} description={t`Für Knöpfe und Verweise. Leer: die Farbe des Portals.`} />
        <ColorInput {...color('second')} label={t`Zweite Farbe`} description={t`Für den Streifen neben dem Namen.`} />
        <label>{t`Logo (PNG oder JPEG, höchstens 40 KB)`}<br /><input type="file" accept="image/png,image/jpeg" onChange={event => void choose(event.currentTarget.files?.[0])} /></label>
        {tooBig && <Notice tone="bad" live><Trans>Das Logo muss eine PNG- oder JPEG-Datei von höchstens 40 KB sein.</Trans></Notice>}
        {draft.logo !== null && <p><Button variant="default" onClick={() => setDraft({ ...draft, logo: null })}><Trans>Logo entfernen</Trans></Button></p>}
        {draft.main !== null && isColor(draft.main) && <p><span className={look['preview']} style={{ background: draft.main }}>{button}</span></p>}
        {store.isError && <Notice tone="bad" live>{words(store.error)}</Notice>}
        {store.isSuccess && !isChanged && <Notice tone="ok" live action={<Button variant="default" onClick={() => store.mutate(stored)}><Trans>Rückgängig machen</Trans></Button>}><Trans>Gespeichert. Es gilt ab jetzt.</Trans></Notice>}
        <div className={classes['actions']}><Button type="submit" disabled={!isChanged || !isColor(draft.main ?? '') || !isColor(draft.second ?? '')} loading={store.isPending}><Trans>Speichern</Trans></Button></div>
      </form>
    </section>
  )
}
