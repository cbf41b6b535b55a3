/** Characters that XML 1.0 cannot hold, half pairs among them: no reader may be broken by what somebody typed. */
const impossible = /[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(impossible, '').replaceAll(/[&<>"]/g, (one) => entities[one]!)

/** An element that is written already. */
export interface Xml {
  readonly xml: string
}

/** One element. Its parts are texts or elements; undefined = that part is not there. */
export function element(name: string, attributes: Readonly<Record<string, string>>, ...parts: readonly (string | Xml | undefined)[]): Xml {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`).join('')
  const content = parts.map((part) => (part === undefined ? '' : typeof part === 'string' ? escaped(part) : part.xml)).join('')
  return { xml: content === '' ? `<${name}${given}/>` : `<${name}${given}>${content}</${name}>` }
}

export const xmlDocument = (root: Xml): string => `<?xml version="1.0" encoding="utf-8"?>\n${root.xml}\n`
