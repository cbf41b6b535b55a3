import assert from 'node:assert/strict'
import type { PlugManifest } from '../manifest.ts'

const form = /^(?:system|patient|user)\/(\*|[A-Za-z]+)\.([cruds]+)(?:\?(.*))?$/

/** Whether a page's scope asks for no more than the service itself does. */
function isWithin(scope: string, systems: readonly string[]): boolean {
  const [, type, may = '', filter] = form.exec(scope) ?? []
  return [...may].every((letter) => systems.some((system) => {
    const [, ofType, ofMay = '', ofFilter] = form.exec(system) ?? []
    return (ofType === '*' || ofType === type) && ofMay.includes(letter) && (ofFilter === undefined || ofFilter === filter)
  }))
}

/** What a manifest's slots must hold: each is told apart and begins somewhere else, and none asks for more than the service. */
export function assertSlots({ slots, scopes }: PlugManifest): void {
  assert.equal(new Set(slots.map(({ id }) => id)).size, slots.length, 'two slots have one id')
  assert.equal(new Set(slots.map(({ launch }) => launch)).size, slots.length, 'two slots have one launch address')
  assert.equal(slots.some(({ launch }) => slots.some(({ redirect }) => redirect === launch)), false, 'a launch address is a redirect address')
  for (const slot of slots) for (const scope of slot.scopes) assert.ok(isWithin(scope, scopes), `the slot ${slot.id} asks for more than the service itself: ${scope}`)
}
