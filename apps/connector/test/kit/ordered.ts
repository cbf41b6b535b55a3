import assert from 'node:assert/strict'

/** Asserts that messages of a common lane were applied in the order in which they were sent. A merge lies in all its lanes, so
 *  this also says that it came after everything before it and before everything after it. */
export function ordered(sent: readonly { readonly id: string; readonly lanes: readonly string[] }[], applied: readonly string[]): void {
  const place = new Map(applied.map((id, i) => [id, i]))
  const last = new Map<string, { id: string; at: number }>()
  for (const { id, lanes } of sent) {
    const at = place.get(id)
    if (at === undefined) continue
    for (const lane of lanes) {
      const former = last.get(lane)
      assert.ok(former === undefined || former.at < at, `message ${id} was applied before ${former?.id}, which precedes it in lane ${lane}`)
      last.set(lane, { id, at })
    }
  }
}
