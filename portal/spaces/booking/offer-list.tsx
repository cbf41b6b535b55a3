import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import type { Offer } from '@steckwerk/api/contract/booking'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { fetchOffers } from '../../client/booking.ts'
import { findOffers } from '../../client/offer-search.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import calm from '../../shell/calm.module.css'
import classes from './booking.module.css'

/** All that can be booked, alike for all hospitals, by name, speciality or place. */
export function OfferList({ link }: { link: (offer: Offer, className: string, children: ReactNode) => ReactNode }) {
  const { t } = useLingui()
  const faultText = useFaultText()
  const offers = useQuery({ queryKey: ['booking', 'offers'], queryFn: ({ signal }) => fetchOffers(signal), staleTime: 60_000 })
  const [typed, setTyped] = useState('')
  const found = findOffers(offers.data?.offers ?? [], typed)
  return (
    <>
      <search>
        <TextInput type="search" label={t`Fachgebiet, Krankenhaus oder Ort`} description={t`Zum Beispiel „Haut Münster“. Was Sie suchen, bleibt auf Ihrem Gerät.`} size="md" autoComplete="off" leftSection={<Icon name="search" />} value={typed} onChange={event => setTyped(event.currentTarget.value)} />
      </search>
      {offers.isError && <Notice tone="bad" live>{faultText(offers.error)}</Notice>}
      {offers.isPending && <Loading />}
      {offers.isSuccess && (
        <>
          <p className={calm['small']} role="status"><Plural value={found.length} _0="Keine Sprechstunde gefunden" one="# Sprechstunde, alphabetisch" other="# Sprechstunden, alphabetisch" /></p>
          {offers.data.cut && <Notice tone="warn"><Trans>Es gibt mehr, als hier gezeigt werden kann. Bitte rufen Sie das Krankenhaus an, wenn Sie etwas nicht finden.</Trans></Notice>}
          {found.length === 0 && (
            <Empty icon="calendar" title={typed === '' ? <Trans>Noch nimmt kein Krankenhaus hier Buchungen an</Trans> : <Trans>Dazu gibt es keine Sprechstunde</Trans>}>
              {typed === '' ? <Trans>Sobald ein Krankenhaus Termine freigibt, stehen sie hier. Bis dahin hilft ein Anruf im Krankenhaus.</Trans> : <Trans>Versuchen Sie ein anderes Wort, oder nur den Ort.</Trans>}
            </Empty>
          )}
          <ul className={classes['offers']} aria-label={t`Sprechstunden`}>
            {found.map(offer => <li key={`${offer.carrier.slug}/${offer.service}`}>{link(offer, classes['offer'] ?? '', <OfferLine offer={offer} />)}</li>)}
          </ul>
        </>
      )}
    </>
  )
}

function OfferLine({ offer }: { offer: Offer }) {
  const place = [offer.site, offer.city].filter(part => part !== undefined).join(', ')
  return (
    <>
      <strong>{offer.name}</strong>
      <span>{offer.carrier.name}{place !== '' && <> · {place}</>}</span>
      {offer.specialties.length > 0 && <span>{offer.specialties.join(', ')}</span>}
      {offer.mode === 'request' && <span><Trans>Nur auf Anfrage: Das Krankenhaus bestätigt den Termin.</Trans></span>}
    </>
  )
}
