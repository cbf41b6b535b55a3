import { Fault, type Clock } from '@steckwerk/kernel'
import type { DocumentChange, PlugCarrier, RouteAnswer, RouteCall } from '@steckwerk/plug'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { openItems, type Assessment } from '../assessment/assessment.ts'
import type { KeptTarget } from '../assessment/target.ts'
import { itemsOf } from '../model/model.ts'
import { knownModels } from '../model/models.ts'
import { accept, invite, openInvitations, withdrawInvitation } from '../office/invitation.ts'
import { linkMail } from '../office/mailed-link.ts'
import { allOffices, isEditor, membership, mostListed, officeOf, ownOffice, type Office } from '../office/office.ts'
import { overNewest } from '../office/over-newest.ts'
import { publish } from '../office/publish.ts'
import { targetView } from '../view/result-view.ts'
import { completedOf } from './completed.ts'
import type { Question } from './questions.ts'
import { bodyOf, languageOf } from './request.ts'
import type { Share } from './shares.ts'

type Route = (carrier: PlugCarrier, call: RouteCall, clock: Clock) => Promise<RouteAnswer>

const officeName = z.strictObject({ name: z.string().trim().min(2).max(120).regex(/^[^\p{Cc}\p{Cs}]*$/u) })
const leave = z.strictObject({ peers: z.boolean() })
const invited = z.strictObject({ mail: linkMail }).prefault({})
const invitationCode = z.strictObject({ code: z.string().min(1).max(100) })

/** The caller's offices; for the network's editors also what there is, without anything of its answers. */
const list: Route = async (carrier, call) => {
  const offices = (await allOffices(carrier)).toSorted((one, other) => one.body.name.localeCompare(other.body.name, 'de'))
  const mine = offices.filter(({ body }) => membership(body, call) !== undefined).map(({ id, body: { name } }) => ({ id, name }))
  return { status: 200, json: { mine, ...(isEditor(call) ? { managed: offices.map(({ id, body: { name, members } }) => ({ id, name, members: members.length })) } : {}) } }
}

const create: Route = async ({ documents }, call) => {
  const body: Office = { ...bodyOf(call, officeName), members: [], peers: false }
  if (await documents.count('office') >= mostListed) throw new Fault('conflict', 'maturity/too-many', 'There are as many as there may be.')
  const id = randomBytes(9).toString('base64url')
  await documents.write([{ kind: 'office', id, body, version: 0 }])
  return { status: 201, json: { id } }
}

/** Everything of an office's first page. */
const open: Route = async (carrier, call, clock) => {
  const office = await ownOffice(carrier, call)
  const { id, body } = office
  const language = languageOf(call)
  const [assessments, targets, models, invitations] = await Promise.all([
    carrier.documents.list<Assessment>('assessment', { parent: id, count: mostListed }),
    carrier.documents.list<KeptTarget>('target', { parent: id, count: mostListed }),
    knownModels(carrier),
    openInvitations(carrier, office, clock),
  ])
  // Targets go on from assessments by versions that nobody begins with any more.
  const used = assessments.map(({ body: one }) => models.find(one.model, one.modelVersion)).filter((model, at, all) => !models.offered.includes(model) && all.indexOf(model) === at)
  const today = new Date(clock.now()).toISOString().slice(0, 10)
  return {
    status: 200,
    json: {
      id, name: body.name, peers: body.peers,
      members: body.members.map(({ ref, name, since, account }) => ({ ref, name, since, you: account === call.caller.account })),
      invitations,
      models: [...models.offered, ...used].map((model) => ({
        id: model.id, version: model.version, offered: models.offered.includes(model), title: model.title[language], source: model.source[language],
        lowest: model.scale.lowest, highest: model.scale.highest, states: model.scale.states?.map(({ value, title }) => ({ value, title: title[language] })) ?? null,
        dimensions: model.dimensions.map(({ code, title }) => ({ code, title: title[language] })),
      })),
      assessments: assessments.toReversed().map(({ id: assessment, version, body: one }) => {
        const model = models.find(one.model, one.modelVersion)
        return {
          id: assessment, version, model: model.id, modelVersion: model.version, title: model.title[language], kind: one.kind, day: one.day, team: one.team, completed: one.completed ?? null,
          items: itemsOf(model).length, open: openItems(model, one).length,
        }
      }),
      targets: targets.map(({ id: target, body: { model: modelId, modelVersion, ...one } }) => {
        const model = models.find(modelId, modelVersion)
        return { model: model.title[language], ...targetView(model, { id: target, ...one }, completedOf(model, assessments), today, language) }
      }),
    },
  }
}

/** A house and everything it ever answered is deleted: by its members, or by an editor where nobody has joined. Published figures about all stay. */
const remove: Route = async (carrier, call) => {
  const office = await officeOf(carrier, call.params['office']!)
  if (membership(office.body, call) === undefined && !(isEditor(call) && office.body.members.length === 0)) throw new Fault('forbidden', 'maturity/members-delete', 'Only its members delete a house.')
  for (const kind of ['assessment', 'target', 'invitation', 'question', 'share']) {
    for (let left = await carrier.documents.list(kind, { parent: office.id, count: 100 }); left.length > 0; left = await carrier.documents.list(kind, { parent: office.id, count: 100 })) {
      await carrier.documents.write(left.map(({ id }): DocumentChange => ({ kind, id, parent: office.id, body: undefined })))
    }
  }
  await forgetElsewhere(carrier, office.id)
  await carrier.documents.write([{ kind: 'office', id: office.id, body: undefined }])
  return { status: 204 }
}

/** What it asked other houses, and what they showed it. */
async function forgetElsewhere({ documents }: PlugCarrier, office: string): Promise<void> {
  const asked = (await documents.list<Question>('question', { count: mostListed })).filter(({ body }) => body.from === office)
  const shown = (await documents.list<Share>('share', { count: mostListed })).filter(({ body }) => body.to?.office === office)
  const gone = [...asked, ...shown].map(({ kind, id, parent }): DocumentChange => ({ kind, id, parent, body: undefined }))
  for (let at = 0; at < gone.length; at += 500) await documents.write(gone.slice(at, at + 500))
}

const inviteOthers: Route = async (carrier, call, clock) => ({ status: 201, json: await invite(carrier, call, { ...bodyOf(call, invited), language: languageOf(call) }, clock) })

const endInvitation: Route = async (carrier, call) => {
  await withdrawInvitation(carrier, (await ownOffice(carrier, call)).id, call.params['invitation']!)
  return { status: 204 }
}

const acceptInvitation: Route = async (carrier, call, clock) => ({ status: 200, json: await accept(carrier, call, bodyOf(call, invitationCode).code, clock) })

const removeMember: Route = async (carrier, call) => await overNewest(async () => {
  const { id, version, body } = await ownOffice(carrier, call)
  const members = body.members.filter(({ ref }) => ref !== call.params['member'])
  if (members.length === 0) throw new Fault('conflict', 'maturity/last-member', 'The last member stays: invite somebody else first, or delete the house.')
  if (members.length < body.members.length) await carrier.documents.write([{ kind: 'office', id, body: { ...body, members }, version }])
  return { status: 204 }
})

/** Withdrawn, the house is in none of the figures published from now on; those that were published stay until then. */
const setLeave: Route = async (carrier, call, clock) => {
  const { peers } = bodyOf(call, leave)
  await overNewest(async () => {
    const { id, version, body } = await ownOffice(carrier, call)
    if (body.peers !== peers) await carrier.documents.write([{ kind: 'office', id, body: { ...body, peers }, version }])
  })
  if (peers) for (const model of (await knownModels(carrier)).offered) await publish(carrier, model, clock)
  return { status: 200, json: { peers } }
}

export const officeRoutes: Readonly<Record<string, Route>> = {
  'GET /offices': list,
  'POST /offices': create,
  'POST /invitations/accepted': acceptInvitation,
  'GET /offices/:office': open,
  'DELETE /offices/:office': remove,
  'POST /offices/:office/invitations': inviteOthers,
  'DELETE /offices/:office/invitations/:invitation': endInvitation,
  'DELETE /offices/:office/members/:member': removeMember,
  'PUT /offices/:office/leave': setLeave,
}
