import type { Caller, PeopleHub } from '../people/demo-hub.ts'
import { closedSurvey, openSurvey, type SampleSurvey } from './sample-surveys.ts'
import { visitors } from './visitors.ts'

const day = 86_400_000
/** It has its own name when it is complete. */
const unfinished = (title: string): string => `${title} (wird angelegt)`

/** A survey that is closed, whose results everybody sees and from which an undertaking has begun, and one that is open. What is there is left alone; what an earlier start left
 *  unfinished is made anew. Faults: demo/refused. */
export async function seedSurveys(hub: PeopleHub, network: string, now: Date): Promise<void> {
  const base = `/services/steckwerk-community/${network}`
  const editor = await hub.as('redaktion')
  const { surveys } = await editor.call<{ surveys: readonly { id: string; title: string }[] }>('GET', `${base}/surveys`)
  const samples = [closedSurvey, openSurvey]
  for (const { id } of surveys.filter(({ title }) => samples.some(({ form }) => title === unfinished(form.title)))) await editor.call('DELETE', `${base}/surveys/${id}`)
  for (const sample of samples.filter(({ form }) => !surveys.some(({ title }) => title === form.title))) {
    const id = await seedSurvey(hub, editor, base, sample, now)
    if (sample === closedSurvey) await seedUndertaking(editor, base, network, id, now)
  }
}

async function seedSurvey(hub: PeopleHub, editor: Caller, base: string, { form, topics, opens, closes, results, answers }: SampleSurvey, now: Date): Promise<string> {
  const at = (days: number): string => new Date(now.getTime() + days * day).toISOString()
  const title = unfinished(form.title)
  const { id } = await editor.call<{ id: string }>('POST', `${base}/surveys`, { title })
  const path = `${base}/surveys/${id}`
  await editor.call('PUT', `${path}/questions`, { version: 1, questionnaire: { ...form, title } })
  // Answers are taken while it is open: what is over is answered as if it were not.
  await editor.call('PUT', `${path}/settings`, { version: 2, settings: { published: true, opens: at(opens), closes: at(1), results: false, topics } })
  const guests = await visitors(hub, path, answers.length)
  await Promise.all(guests.map((guest, who) => guest.call('PUT', `${path}/answer`, { turn: 1, item: answers[who] })))
  await editor.call('PUT', `${path}/settings`, { version: 3, settings: { published: true, opens: at(opens), closes: at(closes), results, topics } })
  await editor.call('PUT', `${path}/questions`, { version: 4, questionnaire: form })
  return id
}

async function seedUndertaking(editor: Caller, base: string, network: string, survey: string, now: Date): Promise<void> {
  const today = now.toISOString().slice(0, 10)
  const { id } = await editor.call<{ id: string }>('POST', `${base}/undertakings`, {
    undertaking: {
      title: 'Ein Überleitungsbogen für alle', what: 'Kliniken, Pflegedienste und Heime der Region füllen bei Verlegungen denselben Bogen aus, damit niemand mehr anrufen muss. In der Befragung war das der Wunsch mit den meisten Stimmen.',
      forWhom: 'Menschen, die aus der Klinik in die Pflege kommen', topics: [...closedSurvey.topics],
    },
    origin: { kind: 'survey', id: survey, title: closedSurvey.form.title, path: `/netz/${network}/befragungen/${survey}` }, stage: 'need', by: 'Koordinierungsstelle Röhrtal', day: today,
  })
  const { version } = await editor.call<{ version: number }>('GET', `${base}/undertakings/${id}`)
  await editor.call('PUT', `${base}/undertakings/${id}/publication`, { version, publication: 'published' })
}
