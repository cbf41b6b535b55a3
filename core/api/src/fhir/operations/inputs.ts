import { dateRange, isResourceType, parseJson, withOffsetSign } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import { jsonText } from '../body.ts'
import type { FhirCall } from '../interaction.ts'
import { pairsOf, type Pair } from '../parameters.ts'

/** `resource` and `Meta` come in a Parameters body only, all others in the address as well. `types` is a code list of resource types, `cursor`
 *  what a next link carries. */
export type InputType = 'date' | 'instant' | 'types' | 'code' | 'count' | 'boolean' | 'uri' | 'cursor' | 'resource' | 'Meta'

export interface InputSpec {
  readonly name: string
  readonly type: InputType
  /** May be repeated. */
  readonly many?: true
}

/** An operation's inputs, their form checked. */
export interface Inputs {
  /** Those that could stand in an address, in their order: for links. */
  readonly pairs: readonly Pair[]
  all(name: string): readonly string[]
  one(name: string): string | undefined
  object(name: string): object | undefined
}

const forms: Readonly<Record<Exclude<InputType, 'resource' | 'Meta'>, { readonly fits: (text: string) => boolean; readonly text: string }>> = {
  date: { fits: (text) => dateRange(text) !== undefined && !text.includes('T'), text: 'must be a date such as 2026-05-31' },
  instant: { fits: (text) => dateRange(text) !== undefined, text: 'must be an instant such as 2026-05-31T08:15:00Z' },
  types: { fits: (text) => text.split(',').every(isResourceType), text: 'must list resource types of FHIR R4' },
  code: { fits: (text) => /^[^\s]+( [^\s]+)*$/.test(text), text: 'must be a code' },
  count: { fits: (text) => /^[1-9]\d{0,8}$/.test(text), text: 'must be a whole number above 0' },
  boolean: { fits: (text) => text === 'true' || text === 'false', text: 'must be true or false' },
  uri: { fits: (text) => /^\S+$/.test(text), text: 'must be a URI' },
  cursor: { fits: (text) => text !== '', text: 'must be that of a next link' },
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refused(text: string, at: string): Fault {
  return new Fault('invalid', 'api/operation-input', text, { at })
}

function unknownInput(at?: string): Fault {
  return new Fault('not-supported', 'api/operation-input-unknown', 'This operation does not know a parameter that was sent.', at === undefined ? {} : { at })
}

class Reading implements Inputs {
  readonly pairs: Pair[] = []
  readonly #objects = new Map<string, object>()
  readonly #seen = new Set<string>()

  all(name: string): string[] {
    return this.pairs.filter((pair) => pair[0] === name).map(([, value]) => value)
  }

  one(name: string): string | undefined {
    return this.all(name)[0]
  }

  object(name: string): object | undefined {
    return this.#objects.get(name)
  }

  #once(spec: InputSpec, at: string): void {
    if (this.#seen.has(spec.name) && spec.many !== true) throw refused('This parameter may be given once only.', at)
    this.#seen.add(spec.name)
  }

  take(spec: InputSpec, value: string, at: string): void {
    if (spec.type === 'resource' || spec.type === 'Meta') throw refused('This parameter comes in a Parameters body.', at)
    this.#once(spec, at)
    const form = forms[spec.type]
    if (!form.fits(value)) throw refused(`The parameter ${form.text}.`, at)
    this.pairs.push([spec.name, value])
  }

  takeObject(spec: InputSpec, value: unknown, at: string): void {
    this.#once(spec, at)
    if (!isObject(value)) throw refused('The parameter must be an object.', at)
    this.#objects.set(spec.name, value)
  }
}

function readParameter(into: Reading, entry: unknown, specs: readonly InputSpec[], lenient: boolean, at: string): void {
  if (!isObject(entry) || typeof entry['name'] !== 'string') throw refused('Each parameter must be an object with a name.', at)
  const spec = specs.find(({ name }) => name === entry['name'])
  if (spec === undefined) {
    if (lenient) return
    throw unknownInput(at)
  }
  if (spec.type === 'resource') return into.takeObject(spec, entry['resource'], `${at}.resource`)
  if (spec.type === 'Meta') return into.takeObject(spec, entry['valueMeta'], `${at}.valueMeta`)
  const values = Object.entries(entry).filter(([name]) => name.startsWith('value')).map(([, value]) => value)
  const [value] = values
  if (values.length !== 1 || !['string', 'number', 'boolean'].includes(typeof value)) throw refused('The parameter must have one simple value.', at)
  if (String(value).includes('\0')) throw refused('The parameter holds the character NUL.', at)
  into.take(spec, String(value), at)
}

/** An operation's inputs from the address and, by POST, from a Parameters body. `bare` names the input that a body of another type is.
 *  Faults: api/operation-input, api/operation-input-unknown (unless lenient), api/operation-body, api/parameter-nul, fhir/json and its kin.
 *  Source: FHIR R4 operations.html#executing, parameters.html. */
export function readInputs(call: Pick<FhirCall, 'query' | 'body' | 'prefer'>, specs: readonly InputSpec[], bare?: string): Inputs {
  const { lenient } = call.prefer
  const into = new Reading()
  for (const [name, value] of pairsOf(call.query)) {
    const spec = specs.find((one) => one.name === name)
    if (spec !== undefined) into.take(spec, spec.type === 'instant' ? withOffsetSign(value) : value, spec.name)
    else if (!lenient) throw unknownInput()
  }
  if (call.body === undefined || call.body.text === '') return into
  const body = parseJson(jsonText(call.body))
  if (!isObject(body)) throw new Fault('invalid', 'api/operation-body', 'The body must be a Parameters resource.')
  const parameters = body['parameter'] ?? []
  const isInput = body['resourceType'] === 'Parameters'
    && (bare === undefined || (Array.isArray(parameters) && parameters.every((one) => isObject(one) && specs.some(({ name }) => name === one['name']))))
  if (!isInput) {
    const spec = specs.find(({ name }) => name === bare)
    if (spec === undefined) throw new Fault('invalid', 'api/operation-body', 'The body must be a Parameters resource.', { at: 'resourceType' })
    into.takeObject(spec, body, spec.name)
    return into
  }
  if (!Array.isArray(parameters)) throw refused('Parameters.parameter must be a list.', 'Parameters.parameter')
  parameters.forEach((entry, index) => readParameter(into, entry, specs, lenient, `Parameters.parameter[${index}]`))
  return into
}
