import type { Questionnaire } from '@steckwerk/form'
import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { input } from '../body.ts'
import { isEditor } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { losesAnswers } from '../form/answers.ts'
import { blankForm, questionnaireInput, requireComplete } from '../form/questionnaire.ts'
import { guestsOf } from './guest-list.ts'
import { eventOf, kinds } from './records.ts'

interface RegistrationForm {
  /** Whether guests are asked. */
  readonly on: boolean
  readonly questionnaire: Questionnaire
}

const formInput = z.strictObject({ version: z.number().int().min(0), on: z.boolean(), questionnaire: questionnaireInput })

/** A whole hall registers at once: read once for all. */
const formOf = ({ carrier, documents, together }: Asked, event: string): Promise<PlugDocument<RegistrationForm> | undefined> =>
  together.read(`${carrier.slug} ${kinds.form} ${event}`, () => documents.get<RegistrationForm>(kinds.form, event))

/** What guests are asked beside their name; undefined = nothing. */
export async function askedAt(asked: Asked, event: string): Promise<Questionnaire | undefined> {
  const form = await formOf(asked, event)
  return form?.body.on === true ? form.body.questionnaire : undefined
}

/** For everybody the questions that are asked, or none; for editors also those that are not asked yet. */
export async function showForm(asked: Asked): Promise<RouteAnswer> {
  const { id, body: { title } } = await eventOf(asked)
  const form = await formOf(asked, id)
  if (isEditor(asked)) return { status: 200, json: { version: form?.version ?? 0, on: form?.body.on ?? false, questionnaire: form?.body.questionnaire ?? blankForm(title) } }
  return { status: 200, json: { version: 0, on: form?.body.on ?? false, questionnaire: form?.body.on === true ? form.body.questionnaire : null } }
}

/** Other questions, as long as no guest's answer loses its place by it. Faults: plug/document-changed, community/form-answered, community/form-incomplete, those of the engine. */
export async function changeForm(asked: Asked): Promise<RouteAnswer> {
  const { version, on, questionnaire } = input(formInput, asked)
  const event = await eventOf(asked)
  if (on) requireComplete(questionnaire)
  const given = (await guestsOf(asked.documents, event)).flatMap(({ answers = [] }) => (answers.length === 0 ? [] : [answers]))
  if (given.length > 0 && losesAnswers(questionnaire, given)) throw new Fault('conflict', 'community/form-answered', 'There are answers already that this change would lose.')
  const [next] = await asked.documents.write([{ kind: kinds.form, id: event.id, parent: event.id, body: { on, questionnaire } satisfies RegistrationForm, version }])
  return { status: 200, json: { version: next } }
}
