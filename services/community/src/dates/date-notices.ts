import { Fault } from '@steckwerk/kernel'
import type { DocumentChange, PlugCarrier, PlugDocument, PlugDocuments } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'

/** A date as people are told of it. */
export interface Standing {
  /** UTC instants. */
  readonly start: string
  readonly end: string
  /** Why it is cancelled; '' = it is not. */
  readonly cancelled: string
}

/** Waits beside a date whose people have not been told yet how it stands now; its id is the date's. */
export interface DateNotice {
  /** How they know it; null = they know nothing of it. */
  readonly was: Pick<Standing, 'start' | 'cancelled'> | null
  /** When it was changed first; milliseconds since 1970 UTC. */
  readonly since: number
  /** Ids of those who were told. */
  readonly told: readonly string[]
}

/** Somebody whose address is theirs. */
export interface Told {
  readonly id: string
  readonly mail: string
  readonly language: string
  /** Of the portal: what the mail's link opens, and where such mails end. */
  readonly path: string
  readonly stop: string
}

/** Who mistypes a time may put it right before anybody is told. */
const settleMs = 2 * 60_000
/** Who could not be reached in this time reads it on the page. */
const giveUpMs = 24 * 3_600_000

/** What is to be written with a date that changes, so that its people are told: once, however often it changes before they are. `kind`: of the notices. */
export async function noticeFor(documents: PlugDocuments, at: { readonly kind: string; readonly id: string; readonly parent: string }, was: Standing | null, is: Standing, now: number): Promise<readonly DocumentChange[]> {
  const same = was !== null && was.start === is.start && (was.cancelled === '') === (is.cancelled === '')
  // What is over is only put right.
  if (same || Date.parse(is.end) < now || (was !== null && Date.parse(was.end) < now)) return []
  const waiting = await documents.get<DateNotice>(at.kind, at.id)
  const untold = waiting !== undefined && waiting.body.told.length === 0
  const known = untold ? waiting.body.was : was === null ? null : { start: was.start, cancelled: was.cancelled }
  return [{ ...at, version: waiting?.version ?? 0, body: { was: known, since: untold ? waiting.body.since : now, told: [] } satisfies DateNotice }]
}

/** Words for what has become of a date; undefined = nobody is to be told anything. */
function wordsFor({ was }: DateNotice, is: Standing): 'network-date' | 'network-moved' | 'network-cancelled' | undefined {
  if (is.cancelled !== '') return was === null || was.cancelled !== '' ? undefined : 'network-cancelled'
  if (was === null || was.cancelled !== '') return 'network-date'
  return was.start === is.start ? undefined : 'network-moved'
}

/** Tells everybody of the dates that wait, of a kind or below one parent. `dateOf` says how a date stands, what it is called and who is told; undefined = it is gone. */
export async function tellDates({ carrier, now, kind, parent, dateOf }: {
  readonly carrier: PlugCarrier; readonly now: number; readonly kind: string; readonly parent?: string
  readonly dateOf: (notice: PlugDocument<DateNotice>) => Promise<{ readonly is: Standing; readonly about: string; readonly people: readonly Told[] } | undefined>
}): Promise<void> {
  for (const notice of await allDocuments<DateNotice>(carrier.documents, kind, parent)) {
    if (now - notice.at < settleMs) continue
    const date = await dateOf(notice)
    const template = date === undefined || Date.parse(date.is.end) < now ? undefined : wordsFor(notice.body, date.is)
    const told = date === undefined || template === undefined ? undefined : await tell(carrier, notice, template, { ...date, now })
    await carrier.documents.write([{ kind, id: notice.id, parent: notice.parent, version: notice.version, body: told }]).catch((thrown: unknown) => {
      // The date changed at this moment: what is written then tells it.
      if (!(thrown instanceof Fault && thrown.code === 'plug/document-changed')) throw thrown
    })
  }
}

/** The notice as it is kept for those who could not be reached; undefined = there is nothing more to do. */
async function tell(carrier: PlugCarrier, { id, body: { was, since, told } }: PlugDocument<DateNotice>, template: string, { is, about, people, now }: { readonly is: Standing; readonly about: string; readonly people: readonly Told[]; readonly now: number }): Promise<DateNotice | undefined> {
  const reached = [...told]
  let missed = false
  for (const { id: person, mail, language, path, stop } of people) {
    if (told.includes(person)) continue
    try {
      await carrier.mail({
        to: mail, template, language, about: about.slice(0, 120), path, stop, when: { start: is.start, ...(template === 'network-moved' ? { was: was!.start } : {}) },
        key: `date ${id} ${since} ${template} ${is.start} ${person}`,
      })
      reached.push(person)
    } catch (thrown) {
      if (!(thrown instanceof Fault && thrown.code.startsWith('notify/'))) throw thrown
      if (thrown.code !== 'notify/address') missed = true
    }
  }
  return missed && now - since < giveUpMs ? { was, since, told: reached } : undefined
}
