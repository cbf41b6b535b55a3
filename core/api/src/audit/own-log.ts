import { parsePosition, positionText, type LoggedEntry, type LogReader, type Principal } from '@steckwerk/access'
import { Fault, type Ctx } from '@steckwerk/kernel'
import type { AccessLogPage, AccessWho } from '../contract/audit.ts'
import { accessUse, gathered, isSameUse } from './uses.ts'

/** Entries read for a page; uses of a page are as many as they come to. */
const pageEntries = 500
/** A use is read to its beginning, however long it went on; so many entries further at most. */
const mostOfUse = 2_000

export interface OwnLog {
  page(ctx: Ctx, who: Principal, patient: string, cursor: string | undefined): Promise<Omit<AccessLogPage, 'keptDays'>>
  /** The entries of one use, newest first. Faults: access/audit-position. */
  entries(ctx: Ctx, patient: string, use: string): Promise<readonly LoggedEntry[]>
  /** All entries, newest first, in portions. */
  all(ctx: Ctx, patient: string): AsyncGenerator<readonly LoggedEntry[]>
  /** Who the actors are, as a patient may know it. */
  people(ctx: Ctx, who: Principal, entries: readonly LoggedEntry[]): Promise<(entry: LoggedEntry) => AccessWho>
}

/** Access by the carrier's own systems and the hub: connectors, automation. */
const platformActors: ReadonlySet<string> = new Set(['Device/operator-token', 'Device/hub'])

/** A Patient's log in the words of whom it concerns: "Wer hat meine Daten gesehen?". Whether it is theirs is for the caller to decide. */
export function createOwnLog(reader: LogReader): OwnLog {
  async function people(ctx: Ctx, who: Principal, entries: readonly LoggedEntry[]): Promise<(entry: LoggedEntry) => AccessWho> {
    const staff = await reader.staff(ctx, entries.map(({ actor }) => actor))
    return ({ actor, purpose, client }) => {
      // As the carrier's log knows them.
      if (actor === ctx.actor) return { kind: 'self', name: who.name, roles: [] }
      if (actor.startsWith('Device/')) {
        const isPlatform = platformActors.has(actor)
        return { kind: isPlatform ? 'platform' : 'program', name: isPlatform ? 'Steckwerk' : (client ?? actor.slice('Device/'.length)), roles: [] }
      }
      const known = staff.get(actor)
      const isFamily = purpose === 'FAMRQT' || purpose === 'PATRQT'
      // Another private person: that they acted for the patient is what counts.
      if (isFamily) return { kind: 'proxy', name: known?.name ?? '', roles: [] }
      return { kind: 'person', name: known?.name ?? '', roles: known?.roles ?? [], ...(known?.organization === undefined ? {} : { organization: known.organization }) }
    }
  }

  async function reasonOf(ctx: Ctx, use: readonly LoggedEntry[]): Promise<string | undefined> {
    for (const entry of use) {
      if (!entry.event.startsWith('break-glass') && entry.event !== 'reveal') continue
      const reason = (await reader.detail(ctx, entry))?.['reason']
      if (reason !== undefined) return reason
    }
    return undefined
  }

  return {
    people,
    page: async (ctx, who, patient, cursor) => {
      const hash = await reader.patientHash(ctx, patient)
      const first = await reader.read(ctx, { patient: hash, count: pageEntries, ...(cursor === undefined ? {} : { before: parsePosition(cursor) }) })
      const entries = [...first]
      // To the beginning of the use that the page ends in, so that none is cut in two.
      let hasMore = first.length === pageEntries
      if (hasMore) {
        const rest = await reader.read(ctx, { patient: hash, count: mostOfUse, before: entries.at(-1)! })
        const end = rest.findIndex((entry, i) => !isSameUse(rest[i - 1] ?? entries.at(-1)!, entry))
        entries.push(...(end === -1 ? rest : rest.slice(0, end)))
        hasMore = end !== -1 || rest.length === mostOfUse
      }
      const uses = gathered(entries)
      const whoOf = await people(ctx, who, entries)
      return {
        uses: await Promise.all(uses.map(async (use) => accessUse(use, whoOf(use[0]!), { app: use[0]!.client, reason: await reasonOf(ctx, use) }))),
        ...(hasMore ? { next: positionText(entries.at(-1)!) } : {}),
      }
    },
    entries: async (ctx, patient, use) => {
      const [oldest, newest, ...more] = use.split('-')
      if (oldest === undefined || newest === undefined || more.length > 0) throw new Fault('invalid', 'access/audit-position', 'This is not a position in the access log.')
      const [from, to] = [parsePosition(oldest), parsePosition(newest)]
      const hash = await reader.patientHash(ctx, patient)
      const [last] = await reader.read(ctx, { patient: hash, at: to, count: 1 })
      if (last === undefined) return []
      const rest = await reader.read(ctx, { patient: hash, before: to, since: from, actor: last.actor, count: pageEntries + mostOfUse })
      return [last, ...rest.filter((entry) => entry.client === last.client && entry.purpose === last.purpose)]
    },
    async *all(ctx, patient) {
      const hash = await reader.patientHash(ctx, patient)
      let before: LoggedEntry | undefined
      for (;;) {
        const entries = await reader.read(ctx, { patient: hash, count: pageEntries, ...(before === undefined ? {} : { before }) })
        if (entries.length > 0) yield entries
        if (entries.length < pageEntries) return
        before = entries.at(-1)
      }
    },
  }
}
