import { type Caller, type PeopleHub } from '../people/demo-hub.ts'
import { sampleActors } from './sample-actors.ts'
import { sampleCases, sampleUndertakings, type SampleUndertaking } from './sample-undertakings.ts'

const day = 24 * 3_600_000

/** Twelve undertakings in all stages over two years, and six cases of the coordination office, entered as its editors do. What is there is left alone. Faults: demo/refused. */
export async function seedUndertakings(hub: PeopleHub, network: string, now: Date): Promise<void> {
  const base = `/services/steckwerk-community/${network}`
  const editor = await hub.as('redaktion')
  const ago = (days: number): string => new Date(now.getTime() - days * day).toISOString().slice(0, 10)
  const { undertakings } = await editor.call<{ undertakings: readonly { title: string; publication: string; id: string }[] }>('GET', `${base}/undertakings`)
  // What was changed last stands first in the list: the reference projects.
  for (const sample of sampleUndertakings.toReversed()) {
    const there = undertakings.find(({ title }) => title === sample.title)
    if (there?.publication === 'published') continue
    // One that a start did not finish begins anew.
    if (there !== undefined) await editor.call('DELETE', `${base}/undertakings/${there.id}`)
    await seedOne(editor, base, sample, ago)
  }
  const { cases } = await editor.call<{ cases: readonly { of: { title: string } }[] }>('GET', `${base}/editor/introductions`)
  for (const { title, ago: days, from, to, note, outcome } of sampleCases) {
    if (cases.some(({ of }) => of.title === title)) continue
    await editor.call('POST', `${base}/editor/introductions`, { title, day: ago(days), asker: { organization: from }, other: { organization: to }, note, outcome })
  }
}

async function seedOne(editor: Caller, base: string, sample: SampleUndertaking, ago: (days: number) => string): Promise<void> {
  const { title, what, forWhom, topics, partners, costs, funding = '', figures = [], lessons, contact, steps, rest } = sample
  const by = partners[0]![0]
  const [once, onceFor, yearly, yearlyFor] = costs ?? [null, '', null, '']
  const undertaking = {
    title, what, forWhom, topics, funding, partners: partners.map(([name, role]) => ({ actor: idOf(name), role })), costs: { once, onceFor, yearly, yearlyFor }, links: [],
    contacts: contact === undefined ? [] : [{ name: contact[0], organization: by, role: contact[1], mail: `${contact[0].split(' ')[0]!.toLowerCase()}@netz.invalid`, consent: true }],
    evidence: { links: [], figures: figures.map(([measured, unit, before, after, days, source]) => ({ what: measured, unit, before, after, day: ago(days), source })) },
    lessons: { different: lessons?.[0] ?? '', helped: lessons?.[1] ?? '' },
  }
  const [stage, begun] = steps[0]!
  const { id } = await editor.call<{ id: string }>('POST', `${base}/undertakings`, { undertaking, origin: null, stage, by, day: ago(begun) })
  let version = 1
  const step = async (to: string, state: string, days: number, note: string): Promise<void> => {
    version = (await editor.call<{ version: number }>('POST', `${base}/undertakings/${id}/steps`, { version, stage: to, state, day: ago(days), by, note })).version
  }
  for (const [to, days, note] of steps.slice(1)) await step(to, 'running', days, note)
  if (steps.at(-1)![0] === 'reference') {
    for (const { actor } of undertaking.partners) await editor.call('PUT', `${base}/undertakings/${id}/partners/${actor}`, { version: version++, confirmed: true })
  }
  if (rest !== undefined) await step(steps.at(-1)![0], rest[0], rest[1], rest[2])
  await editor.call('PUT', `${base}/undertakings/${id}/publication`, { version, publication: 'published' })
}

const idOf = (name: string): string => sampleActors.find((actor) => actor.name === name)!.id
