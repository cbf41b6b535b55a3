/** The part of JSON Schema that zod writes for a settings file. */
export interface Schema {
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
}

export interface SchemaRow {
  /** `channels[].tls.cert` */
  readonly path: string
  readonly type: string
  /** JSON, `required`, or empty where it may be left out. */
  readonly fallback: string
  readonly text: string
}

/** A row for every member below an object schema; members of optional objects are required only where the object is there. */
export function schemaRows(schema: Schema, prefix = ''): SchemaRow[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const path = `${prefix}${name}${member.type === 'array' ? '[]' : ''}`
    const inside = member.type === 'array' ? (member.items ?? {}) : member
    if (inside.properties !== undefined) {
      const own = member.description === undefined ? [] : [row(path, name, member, schema)]
      return [...own, ...schemaRows(inside, `${path}.`)]
    }
    return [row(path, name, member, schema)]
  })
}

function row(path: string, name: string, member: Schema, parent: Schema): SchemaRow {
  const required = parent.required?.includes(name) === true && member.default === undefined
  return {
    path,
    type: member.enum?.join(' | ') ?? typeOf(member.type === 'array' ? (member.items ?? {}) : member),
    fallback: required ? 'required' : member.default === undefined ? '' : JSON.stringify(member.default),
    text: member.description ?? '',
  }
}

function typeOf({ type = '', minimum, maximum }: Schema): string {
  const bounded = (bound: number | undefined): bound is number => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER
  if (bounded(minimum) && bounded(maximum)) return `${type}, ${minimum} to ${maximum}`
  return bounded(minimum) && minimum !== 0 ? `${type}, at least ${minimum}` : type
}
