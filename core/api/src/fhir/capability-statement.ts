import { compartmentNames, resourceTypes, searchIncludes, searchParams, searchRevIncludes, unsupportedReason, type Resource } from '@steckwerk/fhir'
import { endpointsOf } from '../smart/discovery.ts'
import type { Claims, Interaction, InteractionCode } from './interaction.ts'

export interface CapabilityOptions {
  readonly interactions: readonly Interaction[]
  readonly version: string
  /** ISO instant of this server's start. */
  readonly date: string
  /** CapabilityStatements of others that this server fulfils. */
  readonly instantiates?: readonly string[]
  /** Whether Subscriptions are told by websockets. */
  readonly sockets?: boolean
  /** The only types there are; default all of R4. Compartments and what belongs to a person end with them. */
  readonly types?: ReadonlySet<string>
}

/** `normative` leaves out what R4 marks as for trial use. */
export type CapabilityMode = 'full' | 'normative'

/** The statement's JSON text for a carrier's FHIR base. Made once, when first asked for: it is long, and anybody may ask. */
export function capabilityText(options: CapabilityOptions): (base: string, mode: CapabilityMode) => string {
  const places = { base: 'urn:the-base', issuer: 'urn:the-issuer', socket: 'urn:the-socket' }
  /** Texts between the places, in turn with what stands there. */
  const made = new Map<CapabilityMode, readonly string[]>()
  return (base, mode) => {
    const parts = made.get(mode) ?? JSON.stringify(capabilityStatement({ ...options, ...places }, mode)).split(/(urn:the-(?:base|issuer|socket))/)
    made.set(mode, parts)
    const values = { [places.base]: base, [places.issuer]: base.replace(/\/fhir\/[^/]*$/, '/oidc'), [places.socket]: `${base.replace(/^http/, 'ws')}/$subscription-ws` }
    return parts.map((part) => values[part] ?? part).join('')
  }
}

const ofSystem: ReadonlySet<InteractionCode> = new Set(['transaction', 'batch', 'history-system'])

const searching = `Unknown search parameters, modifiers and values are refused; with Prefer: handling=lenient they are left out and reported in an OperationOutcome entry. \
Results are sorted (_sort, several keys) by parameters of type date, string, number and quantity, by _id and _lastUpdated. _count goes up to 1,000; without _sort the order is stable, and pages follow each other by the next link. \
_include, _revinclude (with :iterate), chains and _has of any depth are supported.`

interface OperationEntry {
  readonly name: string
  readonly definition: string
}

function isTypeLevel({ path }: Interaction): boolean {
  return path.startsWith('/:type') || /^\/[A-Z]/.test(path)
}

/** Each operation once, however many addresses and methods it has. */
function operationsOf(interactions: readonly Interaction[]): OperationEntry[] {
  const found = new Map<string, OperationEntry>()
  for (const { operation } of interactions) if (operation !== undefined) found.set(operation.definition, { name: operation.name, definition: operation.definition })
  return [...found.values()]
}

function operationsOn(interactions: readonly Interaction[], type: string): OperationEntry[] {
  return operationsOf(interactions.filter((one) => isTypeLevel(one) && (one.operation?.types === undefined || one.operation.types.includes(type))))
}

/** An empty list is no JSON of FHIR. */
function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list
}

const oauthUris = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris'

/** Where a server's websocket is. Source: FHIR R4, extension capabilitystatement-websocket. */
const websocketUri = 'http://hl7.org/fhir/StructureDefinition/capabilitystatement-websocket'

/** Source: SMART App Launch 2.2, conformance (with what version 1 clients read, the extension oauth-uris). */
function securityOf(issuer: string): object {
  const { authorize, token, introspect, revoke } = endpointsOf(issuer)
  return {
    extension: [{ url: oauthUris, extension: Object.entries({ token, authorize, introspect, revoke }).map(([url, valueUri]) => ({ url, valueUri })) }],
    cors: true,
    service: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }], text: 'OAuth2 using SMART-on-FHIR profile' }],
    description: 'Bearer token, or a session cookie of the portal.',
  }
}

/** What is said of a type that has interactions of its own alone. */
function ownEntry(own: readonly Interaction[], type: string, isFull: boolean, operations: readonly OperationEntry[]): object {
  const claims = own[0]?.only?.claims
  const searchable = new Set(own.flatMap(({ only }) => only!.searchParams))
  return {
    ...(claims === undefined ? {} : { extension: some(claims.extension) }),
    type,
    ...(claims === undefined ? {} : { supportedProfile: some(claims.supportedProfile) }),
    interaction: [...new Set(own.flatMap(({ codes }) => codes))].map((code) => ({ code })),
    ...(isFull ? { versioning: 'no-version' } : {}),
    searchParam: searchParams(type).filter(({ code }) => searchable.has(code)).map(({ code, url, type: kind }) => ({ name: code, definition: url, type: kind })),
    operation: some(operations),
  }
}

/** What is wired, said in FHIR: nothing here is written by hand that the list of interactions or the search table knows.
 *  Source: FHIR R4 capabilitystatement.html. */
function capabilityStatement(options: CapabilityOptions & { readonly base: string; readonly issuer: string; readonly socket: string }, mode: CapabilityMode): Resource {
  const interactions = options.interactions.filter(({ only }) => only === undefined)
  const own = Map.groupBy(options.interactions.filter(({ only }) => only !== undefined), ({ only }) => only!.type)
  const codes = [...new Set(interactions.flatMap((interaction) => interaction.codes))]
  const onSystem = codes.filter((code) => ofSystem.has(code))
  const onType = codes.filter((code) => !ofSystem.has(code))
  const { patchFormat, ...claims } = interactions.reduce<Claims>((all, interaction) => ({ ...all, ...interaction.claims }), {})
  const isFull = mode === 'full'
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: options.date,
    kind: 'instance',
    instantiates: some(options.instantiates ?? []),
    software: { name: 'Steckwerk', version: options.version },
    implementation: { description: options.types === undefined ? 'Steckwerk hub, one carrier' : 'Steckwerk hub, one network: a directory', url: options.base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    patchFormat,
    rest: [{
      extension: options.sockets === true ? [{ url: websocketUri, valueUri: options.socket }] : undefined,
      mode: 'server',
      documentation: searching,
      security: isFull ? securityOf(options.issuer) : undefined,
      resource: resourceTypes.filter((type) => options.types?.has(type) !== false).map((type) => own.has(type) ? ownEntry(own.get(type)!, type, isFull, operationsOf(interactions.filter(({ operation }) => operation?.types?.includes(type) === true))) : ({
        type,
        interaction: onType.map((code) => ({ code })),
        ...(isFull ? { versioning: 'versioned-update', ...claims, searchInclude: some(searchIncludes(type)), searchRevInclude: some(searchRevIncludes(type)) } : {}),
        searchParam: searchParams(type).filter((parameter) => unsupportedReason(parameter) === undefined)
          .map((parameter) => ({ name: parameter.code, definition: parameter.url, type: parameter.type })),
        operation: some(operationsOn(interactions, type)),
      })),
      interaction: onSystem.map((code) => ({ code })),
      operation: some(operationsOf(interactions.filter((one) => !isTypeLevel(one)))),
      compartment: options.types !== undefined ? undefined : compartmentNames.map((name) => `http://hl7.org/fhir/CompartmentDefinition/${name.toLowerCase()}`),
    }],
  }
}
