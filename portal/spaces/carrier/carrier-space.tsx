import { NativeSelect } from '@mantine/core'
import { useLingui } from '@lingui/react/macro'
import { Link, Outlet, useLocation, useNavigate, useParams } from '@tanstack/react-router'
import { firstPageAt, pagesAt } from '../../client/carrier-pages.ts'
import { useCarrierPageWords } from '../../shell/carrier-page-words.ts'
import { NotFound } from '../../shell/not-found.tsx'
import { useSession } from '../../shell/session-context.ts'
import { Tabs } from './tabs.tsx'
import classes from './carrier.module.css'

/** The carrier of the address, by name. */
export function useCarrier(): { readonly slug: string; readonly name: string } {
  const { carrier = '' } = useParams({ strict: false })
  const { me } = useSession()
  return { slug: carrier, name: me.carriers.find(({ slug }) => slug === carrier)?.name ?? carrier }
}

/** A carrier's administration and desk: tabs of what the account may open there. */
export function CarrierSpace() {
  const { t } = useLingui()
  const { me } = useSession()
  const { slug } = useCarrier()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const words = useCarrierPageWords()
  const pages = pagesAt(me, slug)
  const here = pathname.split('/')[3]
  if (pages.length === 0 || !pages.some(page => page === here)) return <NotFound />
  const others = me.carriers.filter(one => pagesAt(me, one.slug).length > 0)
  const go = (carrier: string) => {
    const page = pagesAt(me, carrier).find(one => one === here) ?? firstPageAt(me, carrier)
    void navigate({ to: `/traeger/$carrier/${page ?? 'personen'}`, params: { carrier } })
  }
  return (
    <>
      {others.length > 1 && (
        <div className={`${classes['toolbar']} ${classes['above']} screen-only`}>
          <NativeSelect aria-label={t`Träger`} value={slug} onChange={event => go(event.currentTarget.value)} data={others.map(one => ({ value: one.slug, label: one.name }))} />
        </div>
      )}
      {pages.length > 1 && (
        <Tabs label={t`Seiten des Trägers`}>{pages.map(page => <li key={page}><Link to={`/traeger/$carrier/${page}`} params={{ carrier: slug }}>{words(page)}</Link></li>)}</Tabs>
      )}
      <Outlet key={slug} />
    </>
  )
}
