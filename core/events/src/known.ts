import type { Resource } from '@steckwerk/fhir'
import { sql } from '@steckwerk/kernel'
import type { Reader } from '@steckwerk/store'
import type { Content } from './contract.ts'
import { columns, type SubscriptionRow } from './rows.ts'
import { formOf, triggersOf, type Form } from './subscription-form.ts'

/** A Subscription with what its content asks for. */
export interface Known {
  readonly row: SubscriptionRow
  readonly form: Form
}

/** What is stored of a service in the hub. */
export interface InsideContent {
  readonly topics: readonly string[]
  readonly content: Content
}

export function insideForm({ topics, content }: InsideContent): Form {
  return { topic: topics.join(' '), triggers: topics.flatMap((topic) => triggersOf(topic)), channel: 'inside', endpoint: '', content, heartbeat: undefined, timeout: 10, most: 50 }
}

/** Faults: events/criteria, events/topic, events/channel where a later version refuses what an earlier one took. */
export function knownOf(row: SubscriptionRow): Known {
  const form = row.channel === 'inside' ? insideForm(JSON.parse(row.content) as InsideContent) : formOf(JSON.parse(row.content) as Resource)
  return { row, form }
}

export async function readRow(reader: Reader, id: string): Promise<SubscriptionRow | undefined> {
  return (await reader.query<SubscriptionRow>(sql`select ${columns} from st.subscription where id = ${id}`))[0]
}
