import type { OutsideReferences } from './record.ts'
import type { Target } from './target.ts'

/** What the adapters read of the command line. */
export interface AdapterOptions {
  /** `{carrier}` in it stands for each of the carriers. */
  readonly base: string
  readonly carriers: readonly string[]
  /** Bearer token; empty: none. */
  readonly token: string
  /** Further header, `Name: value`; empty: none. */
  readonly header: string
  readonly outside: OutsideReferences
}

/** How servers differ. A further one is a function here. */
export const adapters: Readonly<Record<string, (options: AdapterOptions) => Target>> = { steckwerk, generic }

/** A hub of ours: a base a carrier, ids of the client's own. `base` is the hub's address. */
export function steckwerk(options: AdapterOptions): Target {
  return {
    bases: options.carriers.map((carrier) => `${options.base.replace(/\/$/, '')}/fhir/${carrier}`),
    headers: headersOf(options),
    contentType: 'application/fhir+json',
    updateAsCreate: true,
    outside: options.outside,
  }
}

/** Any other server by what the specification promises alone. `base` is its FHIR base. */
export function generic(options: AdapterOptions): Target {
  const base = options.base.replace(/\/$/, '')
  return {
    bases: base.includes('{carrier}') ? options.carriers.map((carrier) => base.replaceAll('{carrier}', carrier)) : [base],
    headers: headersOf(options),
    contentType: 'application/fhir+json',
    updateAsCreate: options.outside === 'direct',
    outside: options.outside,
  }
}

function headersOf({ token, header }: AdapterOptions): Record<string, string> {
  const headers: Record<string, string> = token === '' ? {} : { Authorization: `Bearer ${token}` }
  if (header === '') return headers
  const named = /^([\w-]+):\s*(.*)$/.exec(header)
  if (named === null) throw new Error('--header must be "Name: value"')
  return { ...headers, [named[1]!]: named[2]! }
}
