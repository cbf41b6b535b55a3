import type { Actor } from '@steckwerk/community'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Caller, type DemoHub, type PeopleHub } from '../people/demo-hub.ts'
import { until } from '../region/wait.ts'
import { visitors } from './visitors.ts'

const entry = (state: 'waits' | 'kept', mail: string, actor: Partial<Actor> & Pick<Actor, 'name' | 'kind' | 'city'>) => ({ state, mail, actor })

/** Entered by themselves: one is kept up by who entered it, the others wait for the editors. */
const entries = [
  entry('kept', 'hebammen@sonnenaufgang.example', {
    name: 'Hebammenpraxis Sonnenaufgang', kind: 'practice', city: 'Lindenbruch', postalCode: '45671', about: 'Vier Hebammen für Vorsorge und Wochenbett.', topics: ['Terminbuchung', 'Überleitung'],
    offers: 'Freie Wochenbettplätze, jeden Montag aktuell.', position: { latitude: 51.617, longitude: 7.091 }, endpoints: [{ kind: 'kim', address: 'hebammen@sonnenaufgang.kim.example' }],
  }),
  entry('waits', 'leitung@am-wehr.example', { name: 'Tagespflege Am Wehr', kind: 'care', city: 'Steinwerth', postalCode: '56782', about: 'Zwanzig Plätze, auch am Wochenende.', topics: ['Pflegeplatzsuche'], needs: 'Überleitungsbögen vor dem Wochenende.' }),
  entry('waits', 'kontakt@atemwege.example', { name: 'Lungennetz Röhrtal e. V.', kind: 'association', city: 'Ahlbach an der Röhr', postalCode: '67893', about: 'Fachleute und Betroffene rund um die Lunge.', topics: ['Selbsthilfe', 'Telemedizin'] }),
]
/** One has agreed, the other has not answered yet. */
const contacts = [
  { name: 'Hanna Morgenrot', role: 'Praxisleitung', mail: 'morgenrot@sonnenaufgang.example', phone: '+49 2345 67890' },
  { name: 'Iris Abendstern', role: 'Digitalisierung', mail: 'abendstern@sonnenaufgang.example', phone: '' },
]

/** What the mail's link proves: the demo's mails lie in a folder. */
async function linkTo(hub: DemoHub, mails: string, mail: string, page: string): Promise<readonly [id: string, ...proof: string[]]> {
  return until(`the mail to ${mail}`, async () => {
    for (const name of (await readdir(mails)).filter((one) => one.endsWith('.json')).sort().reverse()) {
      const { to, text } = JSON.parse(await readFile(join(mails, name), 'utf8')) as { to: string; text: string }
      const found = to === mail ? new RegExp(`/${page}#([\\w.-]+)`).exec(text)?.[1] : undefined
      if (found !== undefined) return found.split('.') as [string, ...string[]]
    }
    return undefined
  }, 60_000, hub.signal)
}

/** Nobody has said for longer than this that it still stands so, and nobody keeps it up. */
const silent = { name: 'Hospizverein Gammatal e. V.', days: 620 } as const

/** What the directory's upkeep shows: a keeper with contacts, entries that wait, and somebody who has not been heard of for long. What is there is left alone. Faults: demo/refused. */
export async function seedDirectory(hub: PeopleHub, network: string, mails: string, now: Date): Promise<void> {
  const base = `/services/steckwerk-community/${network}`
  const editor = await hub.as('redaktion')
  const { actors } = await editor.call<{ actors: readonly { id: string; name: string; contacts: number; confirmed: string | null }[] }>('GET', `${base}/editor/actors`)
  const { entries: waiting } = await editor.call<{ entries: readonly { actor: { name: string } }[] }>('GET', `${base}/entries`)
  const there = new Set([...actors.map(({ name }) => name), ...waiting.map(({ actor }) => actor.name)])
  const [visitor] = await visitors(hub, `${base}/actors`, 1)
  await Promise.all(entries.filter(({ actor }) => !there.has(actor.name)).map(async ({ actor, mail, state }) => {
    await visitor!.call('POST', `${base}/entries`, { actor, mail, keep: true })
    const [id, proof] = await linkTo(hub, mails, mail, 'bestaetigen')
    await visitor!.call('POST', `${base}/entries/${id}/confirmed`, { proof })
    if (state === 'kept') await editor.call('POST', `${base}/entries/${id}/approved`, {})
  }))
  const quiet = actors.find(({ name }) => name === silent.name)
  if (quiet?.confirmed === null) await editor.call('POST', `${base}/editor/actors/${quiet.id}/confirmed`, { on: new Date(now.getTime() - silent.days * 86_400_000).toISOString().slice(0, 10) })
  const kept = entries.find(({ state }) => state === 'kept')!
  const listed = (await editor.call<{ actors: typeof actors }>('GET', `${base}/editor/actors`)).actors.find(({ name }) => name === kept.actor.name)
  if (listed === undefined || listed.contacts > 0) return
  await nameContacts({ hub, visitor: visitor!, base, mails }, listed.id, kept.mail)
}

async function nameContacts({ hub, visitor, base, mails }: { hub: DemoHub; visitor: Pick<Caller, 'call'>; base: string; mails: string }, actor: string, keeper: string): Promise<void> {
  await visitor.call('POST', `${base}/actors/${actor}/links`, { mail: keeper })
  const [, until = '', proof] = await linkTo(hub, mails, keeper, 'eintrag')
  for (const contact of contacts) await visitor.call('POST', `${base}/actors/${actor}/kept/contacts`, { link: { until: Number(until), proof }, contact })
  const [id, end = '', own] = await linkTo(hub, mails, contacts[0]!.mail, 'eintrag/kontakt')
  await visitor.call('PUT', `${base}/contacts/${id}/consent`, { link: { until: Number(end), proof: own }, shows: { mail: true, phone: false } })
}
