import { resourceTypes, searchParams, unsupportedReason, type Resource } from '@steckwerk/fhir'
import type { Interaction } from './interaction.ts'

export interface CapabilityOptions {
  readonly interactions: readonly Interaction[]
  readonly version: string
  /** ISO instant of this server's start. */
  readonly date: string
}

/** The statement's JSON text for a carrier's FHIR base. Made once: it is long, and anybody may ask for it. */
export function capabilityText(options: CapabilityOptions): (base: string) => string {
  const place = 'urn:the-base'
  const [head = '', tail = ''] = JSON.stringify(capabilityStatement({ ...options, base: place })).split(JSON.stringify(place))
  return (base) => `${head}${JSON.stringify(base)}${tail}`
}

/** What is wired, said in FHIR: nothing here is written by hand that the list of interactions or the search table knows.
 *  Source: FHIR R4 capabilitystatement.html. */
function capabilityStatement(options: CapabilityOptions & { readonly base: string }): Resource {
  const { interactions } = options
  const codes = [...new Set(interactions.flatMap((interaction) => interaction.codes))]
  const isOnSystem = (code: string): boolean => code === 'transaction' || code === 'batch'
  const onSystem = codes.filter(isOnSystem)
  const onType = codes.filter((code) => !isOnSystem(code))
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: options.date,
    kind: 'instance',
    software: { name: 'Steckwerk', version: options.version },
    implementation: { description: 'Steckwerk hub, one carrier', url: options.base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [{
      mode: 'server',
      security: { description: 'Bearer token, or a session cookie of the portal.' },
      resource: resourceTypes.map((type) => ({
        type,
        interaction: onType.map((code) => ({ code })),
        versioning: 'versioned-update',
        readHistory: true,
        updateCreate: true,
        conditionalCreate: false,
        conditionalRead: 'full-support',
        conditionalUpdate: false,
        conditionalDelete: 'not-supported',
        referencePolicy: ['literal', 'local'],
        searchParam: searchParams(type).filter((parameter) => unsupportedReason(parameter) === undefined)
          .map((parameter) => ({ name: parameter.code, definition: parameter.url, type: parameter.type })),
      })),
      interaction: onSystem.map((code) => ({ code })),
    }],
  }
}
