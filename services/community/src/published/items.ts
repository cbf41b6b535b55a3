import type { PlugCarrier } from '@steckwerk/plug'
import { barcampItems } from '../barcamp/items.ts'
import { groupItems } from '../group/items.ts'
import { pollItems } from '../poll/items.ts'
import { seriesItems } from '../series/items.ts'
import { allActors } from '../directory/directory.ts'
import { actorItems } from '../directory/items.ts'
import { questionItems } from '../faq/items.ts'
import { meetingItems } from '../meeting/items.ts'
import { newsItems } from '../news/items.ts'
import { surveyItems } from '../survey/items.ts'
import { undertakingItems } from '../undertaking/items.ts'
import type { Item, ItemSource } from './item.ts'

const sources: readonly ItemSource[] = [actorItems, barcampItems, undertakingItems, meetingItems, groupItems, pollItems, surveyItems, seriesItems, newsItems, questionItems]

/** Everything the network has published. */
export async function allItems(carrier: PlugCarrier, now: number): Promise<readonly Item[]> {
  const actors = allActors(carrier)
  return (await Promise.all(sources.map((source) => source(carrier, now, () => actors)))).flat()
}
