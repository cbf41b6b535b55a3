import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { input } from '../body.ts'
import { isEditor } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { fragmentOf, isProven, linkShape, newSecret } from '../directory/link.ts'
import { kinds, ownUndertaking, undertakingOf, type Undertaking } from './records.ts'
import { partnerInput, publicationInput } from './shapes.ts'

const invitationMs = 14 * 24 * 3_600_000
const mostKeepers = 20

/** Keepers ask for it, editors do it; what was published once its keepers take back and bring again by themselves. Faults: community/undertaking-not-yours, plug/document-changed. */
export async function publishUndertaking(asked: Asked): Promise<RouteAnswer> {
  const { version, publication } = input(publicationInput, asked)
  const { id, body } = await ownUndertaking(asked)
  if (publication === 'published' && body.publishedAt === undefined && !isEditor(asked)) throw new Fault('forbidden', 'community/undertaking-not-yours', 'The editors publish it for the first time.')
  const [next] = await asked.documents.write([{ kind: kinds.undertaking, id, version, body: { ...body, publication, publishedAt: publication === 'published' ? body.publishedAt ?? asked.now : body.publishedAt } satisfies Undertaking }])
  return { status: 200, json: { version: next } }
}

/** An editor has heard from the partner itself. Faults: community/partner-unknown, plug/document-changed. */
export async function confirmPartner(asked: Asked): Promise<RouteAnswer> {
  const { version, confirmed } = input(partnerInput, asked)
  const { id, body } = await ownUndertaking(asked)
  const actor = asked.call.params['actor']!
  if (!body.partners.some((partner) => partner.actor === actor)) throw new Fault('not-found', 'community/partner-unknown', 'This is no partner of it.')
  await asked.documents.write([{ kind: kinds.undertaking, id, version, body: { ...body, partners: body.partners.map((partner) => (partner.actor === actor ? { ...partner, confirmed } : partner)) } satisfies Undertaking }])
  return { status: 204 }
}

/** A link that admits one more keeper, for two weeks. Faults: community/keepers-full. */
export async function inviteKeeper(asked: Asked): Promise<RouteAnswer> {
  const { id, version, body } = await ownUndertaking(asked)
  const open = body.invitations.filter(({ until }) => until > asked.now)
  if (open.length + body.keepers.length >= mostKeepers) throw new Fault('conflict', 'community/keepers-full', 'An undertaking has up to twenty keepers.')
  const [secret, until] = [newSecret(), asked.now + invitationMs]
  await asked.documents.write([{ kind: kinds.undertaking, id, version, body: { ...body, invitations: [...open, { secret, until }] } satisfies Undertaking }])
  return { status: 201, json: { path: `/netz/${asked.carrier.slug}/vorhaben/mitpflegen${fragmentOf(id, secret, until)}` } }
}

/** Whoever has the link and an account keeps it, too; the link is used up. Faults: community/link-ended. */
export async function joinKeepers(asked: Asked): Promise<RouteAnswer> {
  const { link } = input(z.strictObject({ link: linkShape }), asked)
  const { account, name = '' } = asked.call.caller
  const found = await asked.documents.get<Undertaking>(kinds.undertaking, asked.call.params['undertaking']!)
  const used = found?.body.invitations.find(({ secret }) => isProven(secret, link, asked.now))
  if (found === undefined || used === undefined) throw new Fault('not-found', 'community/link-ended', 'This link does not count any more.')
  const { id, version, body } = found
  const keepers = body.keepers.some((keeper) => keeper.account === account) ? body.keepers : [...body.keepers, { account: account!, name }]
  await asked.documents.write([{ kind: kinds.undertaking, id, version, body: { ...body, keepers, invitations: body.invitations.filter((one) => one !== used) } satisfies Undertaking }])
  return { status: 200, json: { title: body.title } }
}

/** Whoever no longer keeps it: themselves, or whom an editor takes away. */
export async function leaveKeepers(asked: Asked): Promise<RouteAnswer> {
  const { version, account } = input(z.strictObject({ version: z.number().int().min(1), account: z.string().max(200) }), asked)
  const { id, body } = await ownUndertaking(asked)
  if (account !== asked.call.caller.account && !isEditor(asked)) throw new Fault('forbidden', 'community/undertaking-not-yours', 'Editors take others away.')
  await asked.documents.write([{ kind: kinds.undertaking, id, version, body: { ...body, keepers: body.keepers.filter((keeper) => keeper.account !== account) } satisfies Undertaking }])
  return { status: 204 }
}

/** What leads to the undertaking's page, for paper. Faults: community/undertaking-unknown. */
export async function showCode(asked: Asked): Promise<RouteAnswer> {
  const { id } = await undertakingOf(asked)
  const { toString } = await import('qrcode')
  const svg = await toString(`${asked.publicUrl}/netz/${asked.carrier.slug}/vorhaben/${id}`, { type: 'svg', errorCorrectionLevel: 'M', margin: 1 })
  return { status: 200, file: { contentType: 'image/svg+xml', content: svg } }
}
