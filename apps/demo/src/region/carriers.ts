/** One carrier of the demo region: invented, as everything in it. */
export interface DemoCarrier {
  readonly slug: 'alpha' | 'beta' | 'gamma'
  readonly name: string
  /** Place of its channel's port after STECKWERK_MLLP_BASE. */
  readonly portOffset: number
  /** Identifier systems of its patient and case numbers. */
  readonly patientSystem: string
  readonly caseSystem: string
}

function carrier(slug: DemoCarrier['slug'], name: string, portOffset: number): DemoCarrier {
  return {
    slug,
    name,
    portOffset,
    patientSystem: `https://${slug}.steckwerk.example/fhir/sid/patientennummer`,
    caseSystem: `https://${slug}.steckwerk.example/fhir/sid/fallnummer`,
  }
}

export const demoCarriers: readonly DemoCarrier[] = Object.freeze([
  carrier('alpha', 'Klinikverbund Alpha', 0),
  carrier('beta', 'Stiftung Beta-Spitäler', 1),
  carrier('gamma', 'Kreiskliniken Gamma', 2),
])
