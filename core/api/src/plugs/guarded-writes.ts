import { parseJson } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import { mostGuarded, type FhirResource, type GuardedChange } from '@steckwerk/plug'
import type { GuardSocket } from '@steckwerk/plugboard'
import type { Change, Stored, Writer } from '@steckwerk/store'
import type { Audited } from '../fhir/audited.ts'
import type { FhirCall } from '../fhir/interaction.ts'
import { pluggedRefusal } from '../fhir/operations/plugged-refusal.ts'
import { isConflict } from '../fhir/written.ts'

const attempts = 5
/** No row has it: whoever expects it is told of a conflict. */
const noVersion = -1

/** A change and what it would change. */
interface Weighed {
  readonly plug: string
  readonly change: Change
  readonly before: Stored | undefined
}

/** Leaves a transaction before anything is written: its changes have to be agreed to first, and nobody waits for that with a transaction open. */
class Unasked extends Error {
  readonly weighed: readonly Weighed[]

  constructor(weighed: readonly Weighed[]) {
    super('not agreed to yet')
    this.weighed = weighed
  }
}

/** What an agreement holds for: this content over that version. A new resource gets its id anew with each attempt. */
function nameOf({ change, before }: Weighed): string {
  const over = before?.text === undefined ? `${change.type}@${before?.version ?? 0}` : `${change.type}/${change.id}@${before.version}`
  return change.kind === 'delete' ? `${over} deleted` : `${over} ${change.text}`
}

function told({ change, before }: Weighed): GuardedChange {
  const stored = before?.text
  return {
    type: change.type,
    id: change.id,
    before: stored === undefined ? undefined : (parseJson(stored) as FhirResource),
    after: change.kind === 'delete' ? undefined : change.resource,
  }
}

/** Asks all who guard what is to be changed. Faults: theirs, as refusals of the FHIR interface, and plugboard/guard-silent. */
async function ask(guards: GuardSocket, { ctx }: FhirCall, weighed: readonly Weighed[]): Promise<void> {
  const caller = { actor: ctx.actor, purpose: ctx.purpose, trace: ctx.trace, language: 'de' }
  for (const [plug, all] of Map.groupBy(weighed, (one) => one.plug)) {
    for (let at = 0; at < all.length; at += mostGuarded) {
      const { status, resource } = await guards.ask(plug, { carrier: ctx.carrier, caller, changes: all.slice(at, at + mostGuarded).map(told) })
      if (status >= 400) throw pluggedRefusal(status, resource!)
    }
  }
}

/** A writer that lets nothing guarded through but what was agreed to. Anything else goes to the writer itself, whose private fields a copy would not reach. */
function holding(writer: Writer, types: ReadonlyMap<string, string>, agreed: ReadonlySet<string>): Writer {
  const apply: Writer['apply'] = async (changes) => {
    const guarded = changes.filter(({ type }) => types.has(type))
    if (guarded.length > 0) {
      const rows = await writer.getMany(guarded)
      const weighed = guarded.map((change): Weighed => ({ plug: types.get(change.type)!, change, before: rows.get(`${change.type}/${change.id}`) }))
      const unasked = weighed.filter((one) => !agreed.has(nameOf(one)))
      if (unasked.length > 0) throw new Unasked(unasked)
    }
    return writer.apply(changes)
  }
  return new Proxy(writer, {
    get: (target, name) => {
      if (name === 'apply') return apply
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

/** A call whose writes of guarded types wait for the consent of the carrier's provider: given to this content over this version, and written only so. */
function held(call: FhirCall, guards: GuardSocket, types: ReadonlyMap<string, string>): FhirCall {
  return {
    ...call,
    commit: async (change) => {
      const plug = types.get(change.type)
      if (plug === undefined) return call.commit(change)
      for (let attempt = 1; ; attempt++) {
        const before = await call.read((reader) => reader.get(change.type, change.id))
        const version = before?.version ?? 0
        if (change.expect !== 'any' && change.expect !== version) return call.commit({ ...change, expect: noVersion })
        await ask(guards, call, [{ plug, change, before }])
        try {
          return await call.commit({ ...change, expect: version })
        } catch (thrown) {
          if (!isConflict(thrown) || change.expect !== 'any' || attempt === attempts) throw thrown
        }
      }
    },
    write: async (work) => {
      const agreed = new Set<string>()
      for (let attempt = 1; ; attempt++) {
        try {
          return await call.write((writer) => work(holding(writer, types, agreed)))
        } catch (thrown) {
          if (!(thrown instanceof Unasked)) throw thrown
          if (attempt === attempts) throw new Fault('conflict', 'api/guard-restless', 'What is to be changed changes too fast to be agreed to; please try again.')
          await ask(guards, call, thrown.weighed)
          for (const one of thrown.weighed) agreed.add(nameOf(one))
        }
      }
    },
  }
}

/** Interactions whose writes the carrier's providers are asked about first; what the KIS sends comes by another way and is not held up. */
export function guardedWrites(audited: Audited, guards: GuardSocket): Audited {
  return {
    ...audited,
    run: async (interaction, call) => {
      // The entries of a batch come one by one.
      if (interaction.permission !== 'fhir.write' || interaction.codes.includes('batch')) return audited.run(interaction, call)
      const types = await guards.of(call.ctx.carrier, call.ctx.client)
      if (types.size === 0) return audited.run(interaction, call)
      return audited.run({ ...interaction, handle: (inner) => interaction.handle(held(inner, guards, types)) }, call)
    },
  }
}
