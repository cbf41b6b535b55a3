import { operationOutcome, subsetText } from '@steckwerk/fhir'
import type { Issue } from '@steckwerk/kernel'
import type { SearchResult, Stored } from '@steckwerk/store'
import { bundleText, type Link } from './bundle-text.ts'
import type { FhirAnswer, FhirCall } from './interaction.ts'
import type { Pair } from './parameters.ts'
import type { SearchRequest } from './search-query.ts'

const cut: Issue = { severity: 'warning', type: 'too-costly', text: 'More resources belong to this page by _include and _revinclude than one answer may hold; the others were left out.' }

/** Links of a page at `address` (without query), made of the parameters that were understood. `next` is the following page's cursor. */
export function pageLinks(address: string, used: readonly Pair[], next: string | undefined): Link[] {
  const url = (pairs: readonly Pair[]): string => {
    const query = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString()
    return query === '' ? address : `${address}?${query}`
  }
  const kept = used.filter(([name]) => name !== '_cursor')
  const links: Link[] = [{ relation: 'self', url: url(used) }]
  if (kept.length < used.length) links.push({ relation: 'first', url: url(kept) })
  if (next !== undefined) links.push({ relation: 'next', url: url([...kept, ['_cursor', next]]) })
  return links
}

/** An entry of a searchset around a resource's stored text. */
export function entryText(base: string, row: Pick<Stored, 'type' | 'id'>, text: string, mode: 'match' | 'include'): string {
  return `{"fullUrl":"${base}/${row.type}/${row.id}","resource":${text},"search":{"mode":"${mode}"}}`
}

export function outcomeEntryText(issues: readonly Issue[]): string {
  return `{"resource":${JSON.stringify(operationOutcome(issues))},"search":{"mode":"outcome"}}`
}

/** What _summary and _elements leave of a resource: the elements asked for are those of what is searched for. */
function shownText(query: SearchRequest['query'], text: string, mode: 'match' | 'include'): string {
  if (mode === 'match' && query.elements !== undefined) return subsetText(text, { elements: query.elements })
  return query.summary === 'false' || query.summary === 'count' ? text : subsetText(text, { summary: query.summary })
}

/** The searchset of one page. `path` is what was searched, below the base: `Patient`, `Patient/1/Observation`. */
export function searchAnswer(call: Pick<FhirCall, 'base' | 'ctx'>, path: string, request: SearchRequest, result: SearchResult): FhirAnswer {
  const { query, issues, used } = request
  const { base } = call
  const isWhole = query.elements === undefined && (query.summary === 'false' || query.summary === 'count')
  const entryOf = (mode: 'match' | 'include') => (row: Stored): string =>
    entryText(base, row, isWhole ? row.text! : shownText(query, row.text!, mode), mode)
  const entries = result.rows.map(entryOf('match'))
  for (const row of result.included) entries.push(entryOf('include')(row))
  const told = result.includedCut ? [...issues, cut] : issues
  if (told.length > 0) entries.push(outcomeEntryText(told))
  const links = pageLinks(`${base}/${path}`, used, result.next)
  return { status: 200, body: bundleText({ type: 'searchset', now: call.ctx.now, total: result.total, links, entries }) }
}
