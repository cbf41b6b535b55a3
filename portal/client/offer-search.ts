import type { Offer } from '@steckwerk/api/contract/booking'

/** Small letters, umlauts both as they are written and as they are typed on other keyboards: ü = ue = u. */
function folds(text: string): readonly string[] {
  const small = text.toLowerCase().replaceAll('ß', 'ss')
  const plain = (written: string) => written.normalize('NFD').replaceAll(/\p{M}/gu, '')
  return [plain(small), plain(small.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue'))]
}

const textOf = (offer: Offer): string => [offer.name, offer.carrier.name, offer.site, ...offer.specialties, offer.city, offer.postalCode].filter(part => part !== undefined).join(' ')

/** Offers in which every word stands somewhere: name, speciality, hospital, place. Searched here, so that nobody learns what somebody looks for. */
export function findOffers(offers: readonly Offer[], typed: string): readonly Offer[] {
  const words = typed.split(/\s+/).filter(word => word !== '').map(folds)
  return offers.filter(offer => {
    const texts = folds(textOf(offer))
    return words.every(forms => forms.some(form => texts.some(text => text.includes(form))))
  })
}
