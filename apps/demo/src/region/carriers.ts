/** One carrier of the demo region: invented, as everything in it. */
export interface DemoCarrier {
  readonly slug: 'alpha' | 'beta' | 'gamma'
  readonly name: string
  /** The site (Haus) its channel speaks for. */
  readonly site: string
  /** Place of its channel's port after STECKWERK_MLLP_BASE. */
  readonly portOffset: number
  /** Identifier systems of its patient and case numbers. */
  readonly patientSystem: string
  readonly caseSystem: string
}

function carrier(slug: DemoCarrier['slug'], name: string, site: string, portOffset: number): DemoCarrier {
  return {
    slug,
    name,
    site,
    portOffset,
    patientSystem: `https://${slug}.steckwerk.example/fhir/sid/patientennummer`,
    caseSystem: `https://${slug}.steckwerk.example/fhir/sid/fallnummer`,
  }
}

export const demoCarriers: readonly DemoCarrier[] = Object.freeze([
  carrier('alpha', 'Klinikverbund Alpha', 'Klinikum Alphastadt', 0),
  carrier('beta', 'Stiftung Beta-Spitäler', 'Beta-Spital Sankt Anna', 1),
  carrier('gamma', 'Kreiskliniken Gamma', 'Kreisklinik Gammatal', 2),
])
