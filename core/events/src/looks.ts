import type { ResourceKey } from '@steckwerk/fhir'
import type { Ctx } from '@steckwerk/kernel'
import type { Store, Stored } from '@steckwerk/store'
import { eventKey, visibleOf, type Visible } from './notification.ts'
import type { EventRow } from './rows.ts'
import { viewText } from './view-text.ts'

/** What is asked for one view, and its answer. */
interface Asked {
  readonly keys: Map<string, ResourceKey>
  readonly rows: Promise<ReadonlyMap<string, Stored>>
}

/** Looks at what owners of Subscriptions may see: many are told of one change at once, so those of one view are asked together. For the hub's own
 *  deliveries: nobody's witness hears of it. */
export class Looks {
  readonly #store: Store
  readonly #asked = new Map<string, Asked>()

  constructor(store: Store) {
    this.#store = store
  }

  /** What of the events' resources ctx may see now. */
  async visible(ctx: Ctx, events: readonly EventRow[]): Promise<Visible> {
    if (events.length === 0 || ctx.view?.rules.length === 0) return visibleOf(events, new Map())
    const name = `${ctx.tenant} ${ctx.view === undefined ? '' : viewText(ctx.view)}`
    let asked = this.#asked.get(name)
    if (asked === undefined) this.#asked.set(name, (asked = this.#ask(ctx, name)))
    for (const event of events) asked.keys.set(eventKey(event), { type: event.type, id: event.id })
    return visibleOf(events, await asked.rows)
  }

  #ask({ witness: _, ...ctx }: Ctx, name: string): Asked {
    const keys: Asked['keys'] = new Map()
    const { promise, resolve } = Promise.withResolvers<void>()
    // When everybody who is awake by now has asked.
    process.nextTick(resolve)
    const rows = promise.then(() => {
      this.#asked.delete(name)
      return this.#store.read(ctx, (reader) => reader.getMany([...keys.values()]))
    })
    return { keys, rows }
  }
}
