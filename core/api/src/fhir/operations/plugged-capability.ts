import type { FoundOperation } from '@steckwerk/plugboard'

interface Entry {
  readonly type?: string
  operation?: { readonly name: string; readonly definition: string }[]
}

/** A statement with what the carrier's services answer. Made anew where that changes only: it is long, and anybody may ask. */
export function pluggedCapability(most = 100): (text: string, operations: readonly FoundOperation[]) => string {
  const made = new Map<string, { readonly text: string; readonly from: string }>()
  return (from, operations) => {
    if (operations.length === 0) return from
    const key = `${from.length} ${JSON.stringify(operations)}`
    const held = made.get(key)
    if (held?.from === from) return held.text
    const statement = JSON.parse(from) as { rest: [{ resource: Entry[] } & Entry] }
    const [rest] = statement.rest
    for (const { plug, operation: { name, type, definition = `urn:steckwerk:operation:${plug}:${name}` } } of operations) {
      const place: Entry | undefined = type === undefined ? rest : rest.resource.find((one) => one.type === type)
      if (place === undefined || place.operation?.some((one) => one.name === name && one.definition === definition) === true) continue
      place.operation = [...(place.operation ?? []), { name, definition }]
    }
    if (made.size >= most) made.clear()
    const text = JSON.stringify(statement)
    made.set(key, { text, from })
    return text
  }
}
