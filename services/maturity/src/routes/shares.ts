import { Fault, timeOrderedId, type Clock } from '@steckwerk/kernel'
import type { PlugCarrier, PlugDocument, RouteAnswer, RouteCall } from '@steckwerk/plug'
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Assessment } from '../assessment/assessment.ts'
import { knownModels } from '../model/models.ts'
import { linkMail, mailLink } from '../office/mailed-link.ts'
import { membership, mostListed, ownOffice, validId, type Office } from '../office/office.ts'
import { overNewest } from '../office/over-newest.ts'
import { newestEdition } from '../office/publish.ts'
import { resultView } from '../view/result-view.ts'
import { assessmentOf } from './assessments.ts'
import { helpsOf, questionsOf } from './questions.ts'
import { bodyOf, languageOf } from './request.ts'

type Route = (carrier: PlugCarrier, call: RouteCall, clock: Clock) => Promise<RouteAnswer>

/** A house's leave that another sees one result, by name, until a day; below the house that gives it. */
export interface Share {
  readonly assessment: string
  readonly day: string
  /** SHA-256 of the code that lets one house in; '' = it has been used. */
  readonly code: string
  readonly until: string
  readonly by: string
  /** The membership of who gave it. */
  readonly member: string
  /** Where the link was mailed to; '' = it was handed over. */
  readonly mail: string
  readonly officeName: string
  readonly to: { readonly office: string; readonly name: string } | null
  /** The newest last. */
  readonly views: readonly { readonly at: string; readonly by: string }[]
}

const begun = z.strictObject({ days: z.number().int().min(1).max(366), mail: linkMail })
const accepted = z.strictObject({ code: z.string().min(1).max(100) })
const mostShares = 100
const mostViews = 200

const digest = (code: string): string => createHash('sha256').update(`maturity-share ${code}`).digest('hex')

/** A code that shows one completed result to one house. Faults: maturity/share (it is not completed), maturity/too-many, and those of mails. */
const give: Route = async (carrier, call, clock) => {
  const { days, mail } = bodyOf(call, begun)
  const { office, found } = await assessmentOf(carrier, call)
  if (found.body.completed === undefined) throw notValid()
  if (await carrier.documents.count('share', office.id) >= mostShares) throw new Fault('conflict', 'maturity/too-many', 'There are as many as there may be.')
  const code = randomBytes(24).toString('base64url')
  const until = new Date(clock.now() + days * 86_400_000).toISOString()
  const body: Share = { assessment: found.id, day: found.body.day, code: digest(code), until, by: call.caller.name ?? '–', member: membership(office.body, call)!.ref, mail, officeName: office.body.name, to: null, views: [] }
  const id = timeOrderedId(clock.now())
  await carrier.documents.write([{ kind: 'share', id, parent: office.id, body, version: 0 }])
  await mailLink(carrier, { mail, language: languageOf(call) }, { template: 'network-shared', about: office.body.name, path: `/netz/${carrier.slug}/reifegrad/geteilt#${id}.${code}`, key: `share ${id}` }, { kind: 'share', id, parent: office.id })
  return { status: 201, json: { code: `${id}.${code}`, until } }
}

/** The calling house is the one that sees it; the code counts no longer. Faults: maturity/share. */
const accept: Route = async (carrier, call, clock) => {
  const [id = '', code = ''] = bodyOf(call, accepted).code.split('.')
  const own = await ownOffice(carrier, call)
  return await overNewest(async () => {
    const found = validId(id) ? await carrier.documents.get<Share>('share', id) : undefined
    if (found === undefined || found.body.code === '' || found.body.code !== digest(code) || found.parent === own.id || !isValid(found, clock)) throw notValid()
    // A code that was kept back by who has left the house since shows nothing of it.
    const giver = await carrier.documents.get<Office>('office', found.parent ?? '')
    if (!giver?.body.members.some(({ ref }) => ref === found.body.member)) throw notValid()
    await carrier.documents.write([{ kind: 'share', id, parent: found.parent, body: { ...found.body, code: '', to: { office: own.id, name: own.body.name } }, version: found.version }])
    return { status: 200, json: { share: id } }
  })
}

const isValid = ({ body }: PlugDocument<Share>, clock: Clock): boolean => body.until > new Date(clock.now()).toISOString()

/** What the house has with others: results it shows and sees, and questions both ways. */
const others: Route = async (carrier, call, clock) => {
  const own = await ownOffice(carrier, call)
  const office = own.id
  const shares = await carrier.documents.list<Share>('share', { count: mostListed })
  return {
    status: 200,
    json: {
      ...await helpsOf(carrier, call, own), ...await questionsOf(carrier, call, office),
      given: shares.filter(({ parent }) => parent === office).toReversed().map((one) => ({ id: one.id, assessment: one.body.assessment, day: one.body.day, until: one.body.until, by: one.body.by, to: one.body.to?.name ?? null, mail: one.body.mail, valid: isValid(one, clock), views: one.body.views })),
      seen: shares.filter((one) => one.body.to?.office === office && isValid(one, clock)).toReversed().map(({ id, body: { day, until, officeName } }) => ({ id, day, until, from: officeName })),
    },
  }
}

/** The one who gave it withdraws it, or who sees it lets go of it. */
const withdraw: Route = async (carrier, call) => {
  const { id: office } = await ownOffice(carrier, call)
  const found = await shareAt(carrier, call)
  if (found !== undefined && (found.parent === office || found.body.to?.office === office)) await carrier.documents.write([{ kind: 'share', id: found.id, parent: found.parent, body: undefined }])
  return { status: 204 }
}

/** The result as the other house shows it: the dimensions' values and charts, without single answers, comments, evidence, team and targets. The house is told who looked and when.
 *  Faults: maturity/share. */
const look: Route = async (carrier, call, clock) => {
  const { id: office } = await ownOffice(carrier, call)
  return await overNewest(async () => {
    const found = await shareAt(carrier, call)
    if (found === undefined || found.body.to?.office !== office || !isValid(found, clock)) throw notValid()
    const assessment = await carrier.documents.get<Assessment>('assessment', found.body.assessment)
    if (assessment === undefined) throw notValid()
    const views = [...found.body.views, { at: new Date(clock.now()).toISOString(), by: call.caller.name ?? '–' }].slice(-mostViews)
    await carrier.documents.write([{ kind: 'share', id: found.id, parent: found.parent, body: { ...found.body, views }, version: found.version }])
    const { model: id, modelVersion } = assessment.body
    const model = (await knownModels(carrier)).find(id, modelVersion)
    // This one result and nothing beside it: neither earlier ones nor targets.
    const view = resultView({ model, id: assessment.id, assessment: { ...assessment.body, team: [] }, completed: [], edition: await newestEdition(carrier, model), helpers: new Map(), targets: [], today: '' }, languageOf(call))
    return {
      status: 200,
      json: { ...view, office: found.body.officeName, until: found.body.until, dimensions: view.dimensions.map((dimension) => ({ ...dimension, items: [] })) },
    }
  })
}

async function shareAt({ documents }: PlugCarrier, { params }: RouteCall): Promise<PlugDocument<Share> | undefined> {
  return validId(params['share']!) ? await documents.get<Share>('share', params['share']!) : undefined
}

function notValid(): Fault {
  return new Fault('not-found', 'maturity/share', 'This result is not shared, or no longer.')
}

export const shareRoutes: Readonly<Record<string, Route>> = {
  'GET /offices/:office/others': others,
  'POST /offices/:office/assessments/:assessment/shares': give,
  'POST /offices/:office/shares/accepted': accept,
  'DELETE /offices/:office/shares/:share': withdraw,
  'POST /offices/:office/shares/:share/seen': look,
}
