import { resourceTypes, searchParams, type Resource } from '@steckwerk/fhir'
import type { Interaction } from './interaction.ts'

/** What is wired, said in FHIR: nothing here is written by hand that the list of interactions or the search table knows.
 *  Source: FHIR R4 capabilitystatement.html. */
export function capabilityStatement(options: {
  readonly interactions: readonly Interaction[]
  readonly base: string
  readonly version: string
  /** ISO instant of this server's start. */
  readonly date: string
}): Resource {
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
        searchParam: searchParams(type).map((parameter) => ({ name: parameter.code, definition: parameter.url, type: parameter.type })),
      })),
      interaction: onSystem.map((code) => ({ code })),
    }],
  }
}
