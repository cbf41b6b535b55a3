import type { Clock } from '@steckwerk/kernel'
import type { PlugCarrier, PlugHost } from '@steckwerk/plug'
import { kinds as barcampKinds } from '../barcamp/records.ts'
import { actorIndex } from '../directory/actor-index.ts'
import { allActors } from '../directory/directory.ts'
import type { GermanIndex } from '../search/german-index.ts'
import { kinds as faqKinds } from '../faq/records.ts'
import { kinds as newsKinds } from '../news/records.ts'
import { kinds as pollKinds } from '../poll/polls.ts'
import { itemIndex } from '../search/item-index.ts'
import { kinds as seriesKinds } from '../series/records.ts'
import { kinds as surveyKinds } from '../survey/records.ts'
import { allItems } from './items.ts'
import { keptReading, type KeptReading } from './kept-reading.ts'
import type { Indexed, Shelf } from './shelf-contract.ts'

/** Actors are records, which other programs may write too, and of which nothing is told here: so old may they get. */
const keptMs = 10_000
/** Whoever searches waits no longer than this for what has just changed; what is there by then they find. */
const patienceMs = 1_000
/** What changes by the second at a barcamp, and shows on no page but its own. */
const unpublished: ReadonlySet<string> = new Set([barcampKinds.ballot, barcampKinds.guest, barcampKinds.feedback, newsKinds.subscriber, faqKinds.vote, faqKinds.asked, pollKinds.answer, surveyKinds.answer, seriesKinds.ballot, seriesKinds.guest, seriesKinds.question, seriesKinds.note])

type Read<T> = (carrier: PlugCarrier, now: number, before?: Indexed<T>) => Promise<Indexed<T>>

/** What has not changed keeps its index, which costs more than to read it. */
const reading = <T>(read: (carrier: PlugCarrier, now: number) => Promise<readonly T[]>, indexed: (things: readonly T[]) => Promise<GermanIndex<T>>): Read<T> => async (carrier, now, before) => {
  const things = await read(carrier, now)
  return before !== undefined && JSON.stringify(before.things) === JSON.stringify(things) ? before : { things, index: await indexed(things) }
}
const readItems = reading(allItems, itemIndex)
const readActors = reading(allActors, actorIndex)

/** Reads every time: for tests. */
export const freshShelf = ({ now }: Clock): Shelf => ({ items: (carrier) => readItems(carrier, now()), actors: (carrier) => readActors(carrier, now()) })

/** Reads again after a change of the network's documents at any hub, and after some seconds in any case; one reading of a network at a time. Follows a network from the first time that it is asked for until
 *  the service ends. */
export function keptShelf({ clock, signal, log }: Pick<PlugHost, 'clock' | 'signal' | 'log'>): Shelf {
  const forget = new Set<(network: string) => void>()
  const followed = new Map<string, Promise<void>>()

  /** Resolves once nothing can be missed any more. */
  function follow({ slug, documents }: PlugCarrier): Promise<void> {
    const known = followed.get(slug)
    if (known !== undefined) return known
    const forgotten = (): void => forget.forEach((one) => one(slug))
    const listening = documents.changes({}, signal).then((changes) => {
      void (async () => {
        for await (const { kind } of changes) if (!unpublished.has(kind)) forgotten()
      })().catch((thrown: unknown) => {
        if (!signal.aborted) log.warn('community.shelf', { code: thrown instanceof Error ? thrown.message : '' })
      }).finally(() => {
        followed.delete(slug)
        forgotten()
      })
    })
    followed.set(slug, listening)
    listening.catch(() => followed.delete(slug))
    return listening
  }

  function kept<T>(read: Read<T>): (carrier: PlugCarrier) => Promise<Indexed<T>> {
    const held = new Map<string, KeptReading<Indexed<T>>>()
    forget.add((network) => held.get(network)?.forget())
    return async (carrier) => {
      await follow(carrier)
      let there = held.get(carrier.slug)
      if (there === undefined) held.set(carrier.slug, (there = keptReading({ clock, keptMs, patienceMs, read: (before) => read(carrier, clock.now(), before) })))
      return there.get()
    }
  }
  return { items: kept(readItems), actors: kept(readActors) }
}
