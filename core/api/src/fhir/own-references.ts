import { mapConditions, referenceTarget, type ReferenceValue, type SearchQuery } from '@steckwerk/fhir'

/** What an address below our base names is a resource of ours, however it was referred to: both forms are looked for. */
function both(value: ReferenceValue, base: string): readonly ReferenceValue[] {
  if (value.url === undefined || !value.url.startsWith(`${base}/`)) return [value]
  const target = referenceTarget(value.url.slice(base.length + 1))
  return target?.id === undefined ? [value] : [value, target]
}

/** A search by references whose absolute URLs below `base` find relative references too. Source: FHIR R4 search.html#reference. */
export function withOwnReferences(query: SearchQuery, base: string): SearchQuery {
  const conditions = mapConditions(query.conditions, (condition) =>
    [condition.kind === 'reference' ? { ...condition, values: condition.values.flatMap((value) => both(value, base)) } : condition])
  return { ...query, conditions }
}
