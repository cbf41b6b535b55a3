/** The Prefer header as far as FHIR R4 knows it. `return` undefined = the interaction's own default. */
export interface Prefer {
  readonly return: 'minimal' | 'representation' | 'OperationOutcome' | undefined
  readonly lenient: boolean
}

const none: Prefer = Object.freeze({ return: undefined, lenient: false })

/** Unknown preferences are ignored, as RFC 7240 says; of one given twice the first holds. */
export function readPrefer(header: string | undefined): Prefer {
  if (header === undefined) return none
  let kind: Prefer['return']
  let lenient: boolean | undefined
  for (const part of header.split(/[,;]/)) {
    const [name, value = ''] = part.split('=', 2).map((text) => text.trim())
    const bare = value.replace(/^"(.*)"$/, '$1')
    if (name?.toLowerCase() === 'return' && (bare === 'minimal' || bare === 'representation' || bare === 'OperationOutcome')) kind ??= bare
    if (name?.toLowerCase() === 'handling' && (bare === 'lenient' || bare === 'strict')) lenient ??= bare === 'lenient'
  }
  return { return: kind, lenient: lenient ?? false }
}
