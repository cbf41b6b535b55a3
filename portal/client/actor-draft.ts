import type { ActorFacts } from './directory.ts'

/** An organization while somebody types: everything is text. */
export interface ActorDraft {
  readonly name: string
  readonly kind: string
  readonly street: string
  readonly postalCode: string
  readonly city: string
  readonly latitude: string
  readonly longitude: string
  readonly website: string
  readonly about: string
  readonly topics: readonly string[]
  readonly offers: string
  readonly needs: string
  readonly fhir: string
  readonly dicomweb: string
  readonly kim: string
  /** Addresses beyond the first of each kind, which the form has no field for: they stay. */
  readonly further: ActorFacts['endpoints']
}

export const noActor: ActorFacts = { name: '', kind: '', street: '', postalCode: '', city: '', website: '', about: '', topics: [], offers: '', needs: '', endpoints: [] }

const endpointKinds = ['fhir', 'dicomweb', 'kim'] as const

export function draftOf({ position, endpoints, ...facts }: ActorFacts): ActorDraft {
  const first = Object.fromEntries(endpointKinds.map(kind => [kind, endpoints.find(one => one.kind === kind)]))
  return {
    ...facts, latitude: position === undefined ? '' : String(position.latitude), longitude: position === undefined ? '' : String(position.longitude),
    fhir: first['fhir']?.address ?? '', dicomweb: first['dicomweb']?.address ?? '', kim: first['kim']?.address ?? '', further: endpoints.filter(one => first[one.kind] !== one),
  }
}

const withScheme = (address: string): string => (address === '' || /^https?:\/\//i.test(address) ? address : `https://${address}`)

/** "51,52" as people type it in German, and "51.52"; NaN where it is no number. */
const degrees = (text: string): number => (/^-?\d{1,3}(?:[.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : Number.NaN)

const within = (value: number, least: number, most: number): boolean => value >= least && value <= most

export function factsOf({ latitude, longitude, fhir, dicomweb, kim, further, ...draft }: ActorDraft): ActorFacts {
  const typed = { fhir: withScheme(fhir.trim()), dicomweb: withScheme(dicomweb.trim()), kim: kim.trim() }
  return {
    ...draft, website: withScheme(draft.website.trim()),
    ...(latitude.trim() === '' && longitude.trim() === '' ? {} : { position: { latitude: degrees(latitude), longitude: degrees(longitude) } }),
    endpoints: [...endpointKinds.flatMap(kind => (typed[kind] === '' ? [] : [{ kind, address: typed[kind] }])), ...further],
  }
}

const isAddress = (text: string): boolean => text.trim() === '' || URL.canParse(withScheme(text.trim()))
export const isMail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim())

/** The fields that cannot be sent as they are. */
export function wrongFields(draft: ActorDraft): ReadonlySet<keyof ActorDraft> {
  const placed = draft.latitude.trim() !== '' || draft.longitude.trim() !== ''
  const checks: readonly (readonly [keyof ActorDraft, boolean])[] = [
    ['name', draft.name.trim().length >= 2], ['kind', draft.kind !== ''], ['city', draft.city.trim().length >= 2], ['postalCode', /^(?:\d{5})?$/.test(draft.postalCode)],
    ['website', isAddress(draft.website)], ['fhir', isAddress(draft.fhir)], ['dicomweb', isAddress(draft.dicomweb)], ['kim', draft.kim.trim() === '' || isMail(draft.kim)],
    ['latitude', !placed || within(degrees(draft.latitude), 45, 56)], ['longitude', !placed || within(degrees(draft.longitude), 5, 16)],
  ]
  return new Set(checks.flatMap(([field, right]) => (right ? [] : [field])))
}
