interface ExactJson {
  rawJSON(text: string): unknown
  parse(text: string, reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown): unknown
}

const exact = JSON as unknown as ExactJson

/** Parses JSON so that JSON.stringify writes each number as it stood: 1.10 stays 1.10. Numbers are no numbers in between.
 *  Source: ECMAScript, JSON.parse source text access. */
export function parseExact(text: string): unknown {
  return exact.parse(text, (_key, value, { source }) => (typeof value === 'number' && source !== undefined ? exact.rawJSON(source) : value))
}
