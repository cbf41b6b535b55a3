import type { Stored } from '@steckwerk/store'

/** As much of these resources as booking reads. Nothing of it is taken for granted: other programs write them too. */
export interface Coding { readonly system?: string; readonly code?: string; readonly display?: string }
export interface Concept { readonly coding?: readonly Coding[]; readonly text?: string }
export interface Reference { readonly reference?: string; readonly display?: string }
export interface Telecom { readonly system?: string; readonly value?: string }
export interface Address { readonly line?: readonly string[]; readonly postalCode?: string; readonly city?: string }

interface Stamped { readonly id: string; readonly meta?: { readonly lastUpdated?: string; readonly tag?: readonly Coding[] } }

export interface HealthcareService extends Stamped {
  readonly active?: boolean
  readonly name?: string
  readonly providedBy?: Reference
  readonly specialty?: readonly Concept[]
  readonly type?: readonly Concept[]
  readonly location?: readonly Reference[]
  readonly comment?: string
  readonly extraDetails?: string
  readonly telecom?: readonly Telecom[]
  readonly serviceProvisionCode?: readonly Concept[]
  readonly eligibility?: readonly { readonly comment?: string }[]
  readonly characteristic?: readonly Concept[]
}
export interface Extension {
  readonly url?: string
  readonly valueCode?: string
  readonly valueTime?: string
  readonly valueDateTime?: string
  readonly valueUnsignedInt?: number
  readonly valueReference?: Reference
  readonly extension?: readonly Extension[]
}
export interface Schedule extends Stamped { readonly active?: boolean; readonly actor?: readonly Reference[]; readonly extension?: readonly Extension[] }
export interface Slot extends Stamped { readonly schedule?: Reference; readonly status?: string; readonly start?: string; readonly end?: string }
export interface Place extends Stamped {
  readonly name?: string
  readonly address?: Address | readonly Address[]
  readonly telecom?: readonly Telecom[]
}
export interface Appointment extends Stamped {
  readonly status?: string
  readonly cancelationReason?: Concept
  readonly serviceType?: readonly Concept[]
  readonly description?: string
  readonly start?: string
  readonly end?: string
  readonly created?: string
  readonly requestedPeriod?: readonly { readonly start?: string; readonly end?: string }[]
  readonly slot?: readonly Reference[]
  readonly comment?: string
  readonly patientInstruction?: string
  readonly participant?: readonly { readonly actor?: Reference }[]
  readonly extension?: readonly Extension[]
}

export function resourceOf<T>(stored: Stored | undefined): T | undefined {
  return stored?.text === undefined ? undefined : (JSON.parse(stored.text) as T)
}

/** The id of a reference to this type, relative or absolute. */
export function idOf(reference: Reference | undefined, type: string): string | undefined {
  const [, id] = new RegExp(`(?:^|/)${type}/([A-Za-z0-9.-]{1,64})(?:/_history/|$)`).exec(reference?.reference ?? '') ?? []
  return id
}

export const wordOf = (concept: Concept | undefined): string | undefined => concept?.text ?? concept?.coding?.find(({ display }) => display !== undefined)?.display

export function addressOf(place: Place | undefined): Address | undefined {
  const address = place?.address
  return Array.isArray(address) ? (address as readonly Address[])[0] : (address as Address | undefined)
}

export const linesOf = (address: Address | undefined): readonly string[] =>
  [...(address?.line ?? []), [address?.postalCode, address?.city].filter((part) => part !== undefined).join(' ')].filter((line) => line !== '')

export const phoneOf = (...of: readonly (readonly Telecom[] | undefined)[]): string | undefined =>
  of.flatMap((telecoms) => telecoms ?? []).find(({ system, value }) => system === 'phone' && value !== undefined)?.value
