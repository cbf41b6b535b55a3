/** The members of a Meta that are sets of what may be said of a resource. Source: FHIR R4 resource.html#Meta. */
export const metaSets = ['profile', 'security', 'tag'] as const

type Members = Readonly<Record<string, unknown>>

/** Codings are one by system and code, whatever their version and display; profiles by their URL. */
function keyOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return JSON.stringify(item)
  const { system, code } = item as Members
  return JSON.stringify([system ?? null, code ?? null])
}

function itemsOf(meta: Members, name: string): readonly unknown[] {
  const items = meta[name]
  return Array.isArray(items) ? items : []
}

/** A Meta with the profiles, labels and tags of another added, each once; the same Meta if it has them all. */
export function withSets(meta: Members, added: Members): Members {
  const changed: Record<string, unknown> = { ...meta }
  let isSame = true
  for (const name of metaSets) {
    const items = [...itemsOf(meta, name)]
    const keys = new Set(items.map(keyOf))
    for (const item of itemsOf(added, name)) {
      if (keys.has(keyOf(item))) continue
      keys.add(keyOf(item))
      items.push(item)
      isSame = false
    }
    if (items.length > 0) changed[name] = items
  }
  return isSame ? meta : changed
}

/** A Meta without the profiles, labels and tags of another; the same Meta if it has none of them. */
export function withoutSets(meta: Members, removed: Members): Members {
  const changed: Record<string, unknown> = { ...meta }
  let isSame = true
  for (const name of metaSets) {
    const keys = new Set(itemsOf(removed, name).map(keyOf))
    const items = itemsOf(meta, name)
    const left = items.filter((item) => !keys.has(keyOf(item)))
    if (left.length === items.length) continue
    isSame = false
    if (left.length > 0) changed[name] = left
    else delete changed[name]
  }
  return isSame ? meta : changed
}
