import { sql, type Ctx, type Sql } from '@steckwerk/kernel'

/** One piece of sealed bytes as a place gives it. */
export interface SealedPiece {
  /** Its row's key as texts, to go on after. */
  readonly row: readonly string[]
  readonly sealed: Buffer
  /** What the bytes are sealed for. */
  readonly context: string
}

/** Where bytes lie that a carrier's data key has sealed, and how they get to another key. Every statement runs as the owner. */
export interface SealedPlace {
  readonly name: string
  /** base.<table>.<column> */
  readonly column: `${string}.${string}`
  /** Pieces after a row that another key than `number` has sealed, in the order of their rows. */
  pieces(ctx: Ctx, number: number, after: readonly string[] | null, count: number): Sql
  /** From the rows `pieces` gives. */
  read(row: never): SealedPiece
  /** Puts other bytes in place of those that were read; nothing happens where they are others by now. */
  put(ctx: Ctx, piece: SealedPiece, sealed: Buffer): Sql
}

/** A key's number as it stands in sealed bytes: core/access/src/seal.ts. */
const numberBytes = (number: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(number)
  return bytes
}

interface RawRow {
  readonly connector: string
  readonly epoch: string
  readonly channel: string
  readonly sequence: string
  readonly sealed: Buffer
}

const raw: SealedPlace = {
  name: 'raw messages',
  column: 'raw.sealed',
  pieces: (ctx, number, after, count) => sql`
    select connector, epoch, channel, sequence, sealed from base.raw
    where tenant = ${ctx.tenant} and sealed is not null and substring(sealed from 2 for 4) <> ${numberBytes(number)}
      and ${after === null ? sql`true` : sql`(connector, epoch, channel, sequence) > (${after[0]}, ${after[1]}::uuid, ${after[2]}, ${after[3]}::bigint)`}
    order by connector, epoch, channel, sequence limit ${count}`,
  read: ({ connector, epoch, channel, sequence, sealed }: RawRow) =>
    ({ row: [connector, epoch, channel, sequence], sealed, context: `${connector}/${epoch}/${channel}/${sequence}` }),
  put: (ctx, { row, sealed: before }, sealed) => sql`
    update base.raw set sealed = ${sealed}
    where tenant = ${ctx.tenant} and connector = ${row[0]} and epoch = ${row[1]}::uuid and channel = ${row[2]} and sequence = ${row[3]}::bigint and sealed = ${before}`,
}

const emergencyPart = (part: 'reason' | 'note', column: Sql): SealedPlace => ({
  name: `emergency accesses: ${part}`,
  column: `emergency.${part}`,
  pieces: (ctx, number, after, count) => sql`
    select id, ${column} sealed from base.emergency
    where tenant = ${ctx.tenant} and ${column} is not null and substring(${column} from 2 for 4) <> ${numberBytes(number)}
      and ${after === null ? sql`true` : sql`id > ${after[0]}::uuid`}
    order by id limit ${count}`,
  read: ({ id, sealed }: { id: string; sealed: Buffer }) => ({ row: [id], sealed, context: `emergency ${id} ${part}` }),
  put: (ctx, { row, sealed: before }, sealed) => sql`
    update base.emergency set ${column} = ${sealed} where tenant = ${ctx.tenant} and id = ${row[0]}::uuid and ${column} = ${before}`,
})

/** Credentials of ordered services, until somebody has seen them. */
const binding: SealedPlace = {
  name: 'service bindings',
  column: 'service_binding.credentials',
  pieces: (ctx, number, after, count) => sql`
    select id, credentials sealed from base.service_binding
    where tenant = ${ctx.tenant} and credentials is not null and substring(credentials from 2 for 4) <> ${numberBytes(number)}
      and ${after === null ? sql`true` : sql`id > ${after[0]}::uuid`}
    order by id limit ${count}`,
  read: ({ id, sealed }: { id: string; sealed: Buffer }) => ({ row: [id], sealed, context: `service-binding ${id}` }),
  put: (ctx, { row, sealed: before }, sealed) => sql`
    update base.service_binding set credentials = ${sealed} where tenant = ${ctx.tenant} and id = ${row[0]}::uuid and credentials = ${before}`,
}

const outbound: SealedPlace = {
  name: 'messages to systems of the house',
  column: 'outbound.sealed',
  pieces: (ctx, number, after, count) => sql`
    select connector, channel, control, sealed from base.outbound
    where tenant = ${ctx.tenant} and sealed is not null and substring(sealed from 2 for 4) <> ${numberBytes(number)}
      and ${after === null ? sql`true` : sql`(connector, control) > (${after[0]}, ${after[2]})`}
    order by connector, control limit ${count}`,
  read: ({ connector, channel, control, sealed }: { connector: string; channel: string; control: string; sealed: Buffer }) =>
    ({ row: [connector, channel, control], sealed, context: `outbound ${connector}/${channel}/${control}` }),
  put: (ctx, { row, sealed: before }, sealed) => sql`
    update base.outbound set sealed = ${sealed} where tenant = ${ctx.tenant} and connector = ${row[0]} and control = ${row[2]} and sealed = ${before}`,
}

const subscription: SealedPlace = {
  name: 'headers of subscriptions',
  column: 'subscription.secrets',
  pieces: (ctx, number, after, count) => sql`
    select id, secrets sealed from base.subscription
    where tenant = ${ctx.tenant} and secrets is not null and substring(secrets from 2 for 4) <> ${numberBytes(number)}
      and ${after === null ? sql`true` : sql`id > ${after[0]}`}
    order by id limit ${count}`,
  read: ({ id, sealed }: { id: string; sealed: Buffer }) => ({ row: [id], sealed, context: `subscription ${id}` }),
  put: (ctx, { row, sealed: before }, sealed) => sql`
    update base.subscription set secrets = ${sealed} where tenant = ${ctx.tenant} and id = ${row[0]} and secrets = ${before}`,
}

/** What services keep for the carrier. */
const plugDocument: SealedPlace = {
  name: 'documents of services',
  column: 'plug_document.body',
  pieces: (ctx, number, after, count) => sql`
    select plug, kind, id, body sealed from base.plug_document
    where tenant = ${ctx.tenant} and substring(body from 2 for 4) <> ${numberBytes(number)}
      and ${after === null ? sql`true` : sql`(plug, kind, id) > (${after[0]}, ${after[1]}, ${after[2]})`}
    order by plug, kind, id limit ${count}`,
  read: ({ plug, kind, id, sealed }: { plug: string; kind: string; id: string; sealed: Buffer }) =>
    ({ row: [plug, kind, id], sealed, context: `plug-document ${plug}/${kind}/${id}` }),
  put: (ctx, { row, sealed: before }, sealed) => sql`
    update base.plug_document set body = ${sealed} where tenant = ${ctx.tenant} and plug = ${row[0]} and kind = ${row[1]} and id = ${row[2]} and body = ${before}`,
}

/** What `keys reseal` seals anew, in this order; large originals (objects) follow: reseal-objects.ts. */
export const resealedPlaces: readonly SealedPlace[] = [raw, outbound, emergencyPart('reason', sql`reason`), emergencyPart('note', sql`note`), binding, subscription, plugDocument]

/** Sealed by data keys and never sealed anew: the access log is append-only and its hash chain covers the sealed bytes. A key that sealed entries can
 *  be retired once their retention has passed. */
export const keptColumns = ['audit.details'] as const

/** Sealed by the hub key, or one derived from it, because they belong to no carrier or must not be joined with one; `keys rewrap` takes them along by
 *  wrapping that key anew. */
export const hubKeyColumns = [
  'broker.credentials', 'totp.secret', 'pending_sign_in.facts', 'identity_provider.secret', 'outside_identity.provider', 'session.outside', 'account_event.facts', 'person_link.detail',
  'person_code.detail', 'person_vault.sealed', 'person_insurance.sealed', 'desk_number.account', 'oidc_record.payload',
  'notice.facts', 'mail.facts', 'guest_mail.facts', 'edition.content', 'edition_mail.facts', 'mail_account.address', 'push_device.subscription',
] as const

/** Wrapped by the master key. */
export const masterKeyColumns = ['data_key.wrapped', 'hub_secret.value'] as const

/** Whether anything is sealed by this key. */
export const sealedBy = (ctx: Ctx, number: number): Sql => {
  const bytes = numberBytes(number)
  return sql`
    select exists (select from base.raw where tenant = ${ctx.tenant} and substring(sealed from 2 for 4) = ${bytes})
      or exists (select from base.raw where tenant = ${ctx.tenant} and right(object, ${`.k${number}`.length}) = ${`.k${number}`})
      or exists (select from base.outbound where tenant = ${ctx.tenant} and substring(sealed from 2 for 4) = ${bytes})
      or exists (select from base.subscription where tenant = ${ctx.tenant} and substring(secrets from 2 for 4) = ${bytes})
      or exists (select from base.plug_document where tenant = ${ctx.tenant} and substring(body from 2 for 4) = ${bytes})
      or exists (select from base.emergency where tenant = ${ctx.tenant}
        and (substring(reason from 2 for 4) = ${bytes} or substring(note from 2 for 4) = ${bytes}))
      or exists (select from base.service_binding where tenant = ${ctx.tenant} and substring(credentials from 2 for 4) = ${bytes})
      or exists (select from base.audit a cross join lateral unnest(a.details) d(detail) where a.tenant = ${ctx.tenant} and substring(d.detail from 2 for 4) = ${bytes}) as used`
}
