import type { Resource, TokenValue } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import { typedFault } from './typed-fault.ts'

/** Codes of one search, and value sets read for them. */
const mostCodes = 10_000
const mostValueSets = 100

/** By `system|code`; a whole system by `system|`. */
type Codes = Map<string, TokenValue>

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function objectsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

function notReadable(text: string): Fault {
  return new Fault('not-supported', 'api/value-set-content', text)
}

function add(codes: Codes, system: unknown, code: unknown): void {
  if (typeof system !== 'string') return
  codes.set(`${system}|${typeof code === 'string' ? code : ''}`, { system, code: typeof code === 'string' ? code : undefined })
  if (codes.size <= mostCodes) return
  throw typedFault('invalid', 'api/value-set-size', `A value set of a search may have ${mostCodes} codes.`, 'too-costly')
}

function has(codes: Codes, { system, code }: TokenValue): boolean {
  return codes.has(`${system}|`) || (code !== undefined && codes.has(`${system}|${code}`))
}

/** What is in both, where either may hold whole systems. */
function both(one: Codes, other: Codes): Codes {
  const shared: Codes = new Map()
  for (const [codes, against] of [[one, other], [other, one]] as const) {
    for (const [key, value] of codes) if (has(against, value)) shared.set(key, value)
  }
  return shared
}

/** The codes listed in an expansion, undefined where there is none or only a part of one. */
function listed(valueSet: Resource): Codes | undefined {
  const { expansion } = valueSet
  if (!isObject(expansion) || !Array.isArray(expansion['contains'])) return undefined
  const codes: Codes = new Map()
  let count = 0
  const walk = (entries: readonly Record<string, unknown>[]): void => {
    for (const entry of entries) {
      count += 1
      // An abstract entry is a heading: nothing is coded with it.
      if (entry['abstract'] !== true && typeof entry['code'] === 'string') add(codes, entry['system'], entry['code'])
      walk(objectsOf(entry['contains']))
    }
  }
  walk(objectsOf(expansion['contains']))
  const { total } = expansion
  return typeof total === 'number' && total > count ? undefined : codes
}

/** The codes of a value set: those of its expansion where a whole one is stored, else of its definition as far as that lists codes, whole systems
 *  and other value sets. `find` gives a value set by its canonical URL. A value set that includes itself adds nothing to itself.
 *  Faults: api/value-set-size, api/value-set-content, and those of `find`. Source: FHIR R4 valueset.html#compositions. */
export async function expansionOf(valueSet: Resource, find: (canonical: string) => Promise<Resource>): Promise<readonly TokenValue[]> {
  const read = new Map<string, Codes | undefined>()

  async function byUrl(canonical: string): Promise<Codes> {
    if (read.has(canonical)) return read.get(canonical) ?? new Map()
    if (read.size === mostValueSets) throw notReadable('The value set is made of too many others.')
    read.set(canonical, undefined)
    const codes = await codesOf(await find(canonical))
    read.set(canonical, codes)
    return codes
  }

  async function part(include: Record<string, unknown>): Promise<Codes> {
    if (objectsOf(include['filter']).length > 0) throw notReadable('The value set is defined by filters, which need a terminology server; store its expansion.')
    let codes: Codes | undefined
    if (include['system'] !== undefined) {
      codes = new Map()
      const concepts = objectsOf(include['concept'])
      if (concepts.length === 0) add(codes, include['system'], undefined)
      for (const concept of concepts) add(codes, include['system'], concept['code'])
    }
    // All that one include names must hold.
    for (const canonical of textsOf(include['valueSet'])) {
      const other = await byUrl(canonical)
      codes = codes === undefined ? other : both(codes, other)
    }
    return codes ?? new Map()
  }

  async function codesOf(one: Resource): Promise<Codes> {
    const whole = listed(one)
    if (whole !== undefined) return whole
    const { compose } = one
    if (!isObject(compose)) throw notReadable('The value set has neither a whole expansion nor a definition.')
    const codes: Codes = new Map()
    for (const include of objectsOf(compose['include'])) for (const { system, code } of (await part(include)).values()) add(codes, system, code)
    for (const exclude of objectsOf(compose['exclude'])) {
      const out = await part(exclude)
      for (const [key, value] of codes) {
        if (has(out, value)) codes.delete(key)
        else if (value.code === undefined && [...out.values()].some(({ system }) => system === value.system)) {
          throw notReadable('The value set is a whole code system without some codes, which needs a terminology server; store its expansion.')
        }
      }
    }
    return codes
  }

  const { url } = valueSet
  if (typeof url === 'string') read.set(url, undefined)
  return [...(await codesOf(valueSet)).values()]
}
