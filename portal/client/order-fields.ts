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
      whole: member.type === 'integer',
    }
  })
}

export function startValues(fields: readonly OrderField[]): OrderValues {
  return Object.fromEntries(fields.map(({ name, start }) => [name, start]))
}

export interface WrongField {
  readonly name: string
  readonly why: 'missing' | 'number'
}

/** Required fields that are empty, and numbers that are none. */
export function wrongFields(fields: readonly OrderField[], values: OrderValues): readonly WrongField[] {
  return fields.flatMap(({ name, kind, required, whole }): WrongField[] => {
    const value = values[name]
    const empty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
    if (empty) return required && kind !== 'flag' ? [{ name, why: 'missing' }] : []
    if (kind !== 'number') return []
    const number = Number(String(value).replace(',', '.'))
    return Number.isFinite(number) && (!whole || Number.isInteger(number)) ? [] : [{ name, why: 'number' }]
  })
}

/** What goes to the hub: empty fields are left out, numbers are numbers. */
export function orderParameters(fields: readonly OrderField[], schema: Readonly<Record<string, unknown>> | null, values: OrderValues): Record<string, unknown> {
  const members = (schema?.['properties'] ?? {}) as Record<string, Member>
  return Object.fromEntries(fields.flatMap(({ name, kind }) => {
    const value = values[name]
    if (value === undefined || value === '' || (kind === 'several' && (value as readonly string[]).length === 0)) return []
    if (kind === 'number') return [[name, Number(String(value).replace(',', '.'))]]
    if (kind === 'choice') return [[name, members[name]?.enum?.find(one => String(one) === value) ?? value]]
    return [[name, value]]
  }))
}
