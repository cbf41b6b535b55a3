import { instant } from '@steckwerk/fhir'
import { timeOrderedId } from '@steckwerk/kernel'

export interface Link {
  readonly relation: 'self' | 'first' | 'next'
  readonly url: string
}

/** A Bundle as text around entries that are text already: stored resources go out byte for byte, so decimals keep their form. */
export function bundleText(bundle: {
  readonly type: 'searchset' | 'history' | 'transaction-response' | 'batch-response'
  readonly now: Date
  readonly total?: number | undefined
  readonly links: readonly Link[]
  /** JSON text each. */
  readonly entries: readonly string[]
}): string {
  const total = bundle.total === undefined ? '' : `,"total":${bundle.total}`
  const link = bundle.links.length === 0 ? '' : `,"link":${JSON.stringify(bundle.links)}`
  const entry = bundle.entries.length === 0 ? '' : `,"entry":[${bundle.entries.join(',')}]`
  const meta = `"id":"${timeOrderedId()}","meta":{"lastUpdated":"${instant(bundle.now.getTime())}"}`
  return `{"resourceType":"Bundle",${meta},"type":"${bundle.type}"${total}${link}${entry}}`
}
