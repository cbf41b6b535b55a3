import type { StyleName } from '../simulator/index.ts'

/** One carrier of the demo region: invented, as everything in it. */
export interface DemoCarrier {
  readonly slug: 'alpha' | 'beta' | 'gamma'
  readonly name: string
  /** The site (Haus) its channel speaks for. */
  readonly site: string
  /** Place of its channel's port after STECKWERK_MLLP_BASE. */
  readonly portOffset: number
  /** How its KIS writes HL7 v2. */
  readonly style: StyleName
  /** Size of the house; 1 is 130 beds. */
  readonly size: number
  /** Part of its control ids. */
  readonly runId: string
  /** Identifier systems of its patient and case numbers. */
  readonly patientSystem: string
  readonly caseSystem: string
}

function carrier(slug: DemoCarrier['slug'], name: string, site: string, portOffset: number, style: StyleName, size: number): DemoCarrier {
  return {
    slug,
    name,
    site,
    portOffset,
    style,
    size,
    runId: `D${slug.charAt(0).toUpperCase()}`,
    patientSystem: `https://${slug}.steckwerk.example/fhir/sid/patientennummer`,
    caseSystem: `https://${slug}.steckwerk.example/fhir/sid/fallnummer`,
  }
}

export const demoCarriers: readonly DemoCarrier[] = Object.freeze([
  carrier('alpha', 'Klinikverbund Alpha', 'Klinikum Alphastadt', 0, 'cgm', 1),
  carrier('beta', 'Stiftung Beta-Spitäler', 'Beta-Spital Sankt Anna', 1, 'orbis', 0.6),
  carrier('gamma', 'Kreiskliniken Gamma', 'Kreisklinik Gammatal', 2, 'imedone', 0.4),
])
