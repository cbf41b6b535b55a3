import { automation, type Caller, type DemoHub, type PeopleHub } from '../people/demo-hub.ts'
import { until } from '../region/wait.ts'
import { samplePosts, sampleQuestions, sampleSubscribers, type SamplePost } from './sample-news.ts'
import { visitors } from './visitors.ts'

const day = 86_400_000
const beforeFirst = samplePosts.filter(({ days }) => days !== undefined)
const words = 'Ja, das Netzwerk darf mir Neuigkeiten per E-Mail schicken; das kann ich jederzeit beenden.'

/** Posts, calls, questions, and two editions: the first went to nobody, the second to those who have asked for it since, so that the demo's mails show it. What is there is left
 *  alone; a start that ended early goes on where it was. Faults: demo/refused. */
export async function seedNews(hub: PeopleHub, network: string, now: Date): Promise<void> {
  const base = `/services/steckwerk-community/${network}`
  const editor = await hub.as('redaktion')
  const { editions } = await editor.call<{ editions: readonly { id: string; title: string; state: string }[] }>('GET', `${base}/editions`)
  if (editions.filter(({ state }) => state !== 'draft').length >= 2) return
  const { posts } = await editor.call<{ posts: readonly { title: string }[] }>('GET', `${base}/posts`)
  const missing = (list: readonly SamplePost[]): readonly SamplePost[] => list.filter(({ title }) => !posts.some((one) => one.title === title))
  for (const post of missing(beforeFirst)) await addPost(editor, base, post, now)
  await seedQuestions(editor, base)
  if (editions.length === 0) await sendEdition(editor, base, 'Die erste Ausgabe', 'Guten Tag,\n\nab jetzt schreiben wir Ihnen, was in der Region geschieht. Wählen Sie Ihre Themen unter „Neues“.')
  for (const post of missing(samplePosts.filter(({ days }) => days === undefined))) await addPost(editor, base, post, new Date())
  await subscribeAll(hub, base, network)
  await sendEdition(editor, base, 'Telekonsil, Termine und ein Umzug', 'Guten Tag,\n\nzwei Förderungen haben bald ihre Frist. Und eine Praxis erzählt, was Online-Termine ändern und was nicht.')
}

async function addPost(editor: Caller, base: string, { title, teaser, text, topics, author, days, call }: SamplePost, now: Date): Promise<void> {
  const facts = call === undefined ? {} : { call: { funder: call.funder, amount: call.amount, eligible: call.eligible, link: call.link, deadline: new Date(now.getTime() + call.deadlineIn * day).toISOString().slice(0, 10) } }
  await editor.call('POST', `${base}/posts`, { kind: call === undefined ? 'post' : 'call', title, teaser, text, topics, author, related: [], published: true, at: new Date(now.getTime() + (days ?? 0) * day).toISOString(), ...facts })
}

async function seedQuestions(editor: Caller, base: string): Promise<void> {
  const { questions } = await editor.call<{ questions: readonly { question: string }[] }>('GET', `${base}/questions`)
  for (const { question, answer, topic } of sampleQuestions) {
    if (!questions.some((one) => one.question === question)) await editor.call('POST', `${base}/questions`, { question: { question, answer, topic, published: true } })
  }
}

/** Assembled by the service from what happened since the last one. */
async function sendEdition(editor: Caller, base: string, title: string, intro: string): Promise<void> {
  const { id } = await editor.call<{ id: string }>('POST', `${base}/editions`, {})
  const { version, entries } = await editor.call<{ version: number; entries: readonly { id: string }[] }>('GET', `${base}/editions/${id}`)
  const changed = await editor.call<{ version: number }>('PUT', `${base}/editions/${id}`, { version, title, intro, entries: entries.map((entry) => entry.id) })
  await editor.call('POST', `${base}/editions/${id}/sending`, { version: changed.version })
}

/** As people do it: each opens the link of the mail that asks them. */
async function subscribeAll(hub: DemoHub, base: string, network: string): Promise<void> {
  const [visitor] = await visitors(hub, `/netz/${network}`, 1) as [Awaited<ReturnType<typeof visitors>>[number]]
  for (const { mail, topics } of sampleSubscribers) await visitor.call('POST', `${base}/subscriptions`, { mail, topics, rhythm: 'each', words })
  const operator = automation(hub)
  for (const { mail, topics } of sampleSubscribers) {
    const [id, end, proof] = await until(`the mail to ${mail}`, async () => {
      const { mails } = await operator.call<{ mails: readonly { to: string; text: string }[] }>('GET', '/admin/demo/mails')
      const found = mails.find((one) => one.to === mail && one.text.includes('/neues/abo#'))
      return found === undefined ? undefined : /\/neues\/abo#([\w-]+)\.(\d+)\.([\w-]+)/.exec(found.text)?.slice(1)
    }, 60_000, hub.signal)
    await visitor.call('PUT', `${base}/subscriptions/${id}`, { link: { until: Number(end), proof }, subscription: { topics, rhythm: 'each' } })
  }
}
