/** One field of an order's form, as a plan's JSON Schema (draft 4) tells it. */
export interface OrderField {
  readonly name: string
  readonly kind: 'text' | 'number' | 'flag' | 'choice' | 'several'
  readonly label: string
  readonly hint: string | undefined
  readonly required: boolean
  readonly options: readonly string[]
  readonly input: 'text' | 'email' | 'url' | 'date'
  readonly start: string | boolean | readonly string[]
  readonly whole: boolean
  /** Of a number its least and most, of a text its length, of a list how many. */
  readonly least: number | undefined
  readonly most: number | undefined
  /** The limits themselves are out of bounds. */
  readonly above: boolean
  readonly below: boolean
  readonly pattern: string | undefined
}

export type OrderValues = Readonly<Record<string, string | boolean | readonly string[]>>

interface Member {
  readonly type?: string
  readonly title?: string
  readonly description?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly items?: { readonly enum?: readonly unknown[] }
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: boolean
  readonly exclusiveMaximum?: boolean
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly pattern?: string
}

const inputs: Readonly<Record<string, OrderField['input']>> = { email: 'email', uri: 'url', date: 'date' }

/** The fields in their order; the hub checks what comes of them once more. */
export function orderFields(schema: Readonly<Record<string, unknown>> | null): readonly OrderField[] {
  const required = Array.isArray(schema?.['required']) ? schema['required'] as string[] : []
  return Object.entries((schema?.['properties'] ?? {}) as Record<string, Member>).map(([name, member]): OrderField => {
    const options = (member.type === 'array' ? member.items?.enum : member.enum)?.map(String) ?? []
    const kind = member.type === 'boolean' ? 'flag' : member.type === 'array' ? 'several' : options.length > 0 ? 'choice' : member.type === 'integer' || member.type === 'number' ? 'number' : 'text'
    return {
      name, kind, label: member.title ?? name, hint: member.description, required: required.includes(name), options, input: inputs[member.format ?? ''] ?? 'text',
      start: kind === 'flag' ? member.default === true : kind === 'several' ? (Array.isArray(member.default) ? member.default.map(String) : []) : typeof member.default === 'string' || typeof member.default === 'number' ? String(member.default) : '',
      whole: member.type === 'integer', least: member.minimum ?? member.minLength ?? member.minItems, most: member.maximum ?? member.maxLength ?? member.maxItems,
      above: member.exclusiveMinimum === true, below: member.exclusiveMaximum === true, pattern: member.pattern,
    }
  })
}

/** What the fields show at first: what was given before, otherwise what the form proposes. */
export function startValues(fields: readonly OrderField[], given: Readonly<Record<string, unknown>> = {}): OrderValues {
  return Object.fromEntries(fields.map(({ name, kind, start }) => {
    const value = given[name]
    if (value === undefined) return [name, start]
    if (kind === 'flag') return [name, value === true]
    if (kind === 'several') return [name, Array.isArray(value) ? value.map(String) : []]
    return [name, typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '']
  }))
}

export interface WrongField {
  readonly name: string
  readonly why: 'missing' | 'number' | 'least' | 'most' | 'short' | 'long' | 'few' | 'many' | 'form'
  readonly limit?: number | undefined
}

/** What the form does not take, a field at most once. The hub checks once more, and knows formats better. */
export function wrongFields(fields: readonly OrderField[], values: OrderValues): readonly WrongField[] {
  return fields.flatMap((field): WrongField[] => {
    const { name, kind, required } = field
    const value = values[name]
    const empty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
    if (empty) return required && kind !== 'flag' ? [{ name, why: 'missing' }] : []
    const wrong = kind === 'number' ? wrongNumber(field, numberOf(value)) : kind === 'several' ? wrongLength(field, (value as readonly string[]).length, 'few', 'many') : kind === 'text' ? wrongText(field, value as string) : undefined
    return wrong === undefined ? [] : [{ name, ...wrong }]
  })
}

type Wrong = Omit<WrongField, 'name'> | undefined

const numberOf = (value: unknown): number => Number(String(value).replace(',', '.'))

function wrongNumber({ whole, least, most, above, below }: OrderField, number: number): Wrong {
  if (!Number.isFinite(number) || (whole && !Number.isInteger(number))) return { why: 'number' }
  const step = whole ? 1 : 0
  if (least !== undefined && (above ? number <= least : number < least)) return { why: 'least', limit: above ? least + step : least }
  if (most !== undefined && (below ? number >= most : number > most)) return { why: 'most', limit: below ? most - step : most }
  return undefined
}

function wrongText(field: OrderField, text: string): Wrong {
  const { input, pattern } = field
  const wrong = wrongLength(field, [...text].length, 'short', 'long')
  if (wrong !== undefined) return wrong
  const fits = (input !== 'email' || /^[^\s@]+@[^\s@]+$/.test(text)) && (input !== 'url' || URL.canParse(text)) && (pattern === undefined || new RegExp(pattern, 'u').test(text))
  return fits ? undefined : { why: 'form' }
}

function wrongLength({ least, most }: OrderField, length: number, under: 'short' | 'few', over: 'long' | 'many'): Wrong {
  if (least !== undefined && length < least) return { why: under, limit: least }
  return most !== undefined && length > most ? { why: over, limit: most } : undefined
}

/** What goes to the hub: empty fields are left out, numbers are numbers. */
export function orderParameters(fields: readonly OrderField[], schema: Readonly<Record<string, unknown>> | null, values: OrderValues): Record<string, unknown> {
  const members = (schema?.['properties'] ?? {}) as Record<string, Member>
  return Object.fromEntries(fields.flatMap(({ name, kind }) => {
    const value = values[name]
    if (value === undefined || value === '' || (kind === 'several' && (value as readonly string[]).length === 0)) return []
    if (kind === 'number') return [[name, numberOf(value)]]
    if (kind === 'choice') return [[name, members[name]?.enum?.find(one => String(one) === value) ?? value]]
    return [[name, value]]
  }))
}
