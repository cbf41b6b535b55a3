/** Elements R4 allows in a narrative (txt-1): HTML 4.0 chapters 7 to 11 and 15, links and images. */
const allowed = new Set(
  (
    'a abbr acronym address b bdo big blockquote br caption cite code col colgroup dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img ' +
    'ins kbd li ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var'
  ).split(' '),
)

const tag = /<(?:!--|\/?([A-Za-z][A-Za-z0-9]*)([^<>]*)>|[^])/g
const activeAttribute = /[\s"'/]on[a-z]+\s*=|=\s*["']?\s*(?:javascript|vbscript|data)\s*:/i

/** What is wrong with a narrative's XHTML, or undefined: one div, formatting only, nothing that a browser would run.
 *  Source: FHIR R4 narrative.html, invariants txt-1 and txt-2. */
export function narrativeProblem(xhtml: string): string | undefined {
  if (!/^\s*<div[\s>]/.test(xhtml) || !/<\/div>\s*$/.test(xhtml)) return 'must be one XHTML div element'
  for (const [whole, name, attributes] of xhtml.matchAll(tag)) {
    if (whole === '<!--') continue
    if (name === undefined || !allowed.has(name)) return 'must hold formatting elements of XHTML only'
    // An image may carry its own bytes
    const harmless = name === 'img' ? attributes!.replace(/=\s*["']\s*data:image\//gi, '="') : attributes!
    if (activeAttribute.test(harmless)) return 'must not hold active attributes'
  }
  return undefined
}
