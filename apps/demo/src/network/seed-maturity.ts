import { type Caller, type PeopleHub } from '../people/demo-hub.ts'

interface SampleOffice {
  readonly name: string
  /** An account of the demo that assesses it. */
  readonly member: string
  /** What its answers were a year ago, by dimension; missing = 1. */
  readonly levels: Readonly<Record<string, number>>
  /** By how much dimensions have risen since. */
  readonly risen: Readonly<Record<string, number>>
  /** Dimensions in which others may ask it. */
  readonly helps: readonly string[]
}

const offices: readonly SampleOffice[] = [
  { name: 'Gesundheitsamt Röhrtal-Nord', member: 'verwaltung.alpha', levels: { security: 2, staff: 0 }, risen: { staff: 2, processes: 2, security: 1 }, helps: ['processes', 'security'] },
  { name: 'Gesundheitsamt Alphastadt', member: 'verwaltung.beta', levels: { strategy: 2, citizens: 0, software: -1 }, risen: { software: 1, citizens: 1 }, helps: ['strategy'] },
  { name: 'Gesundheitsamt Kreis Lindenau', member: 'verwaltung.gamma', levels: { strategy: -1, staff: 0, provision: 2 }, risen: { strategy: 2, cooperation: 1 }, helps: [] },
]
const none = { value: null, comment: '', evidence: [] }

interface Page {
  readonly assessments: readonly { readonly id: string; readonly day: string; readonly completed: string | null; readonly version: number }[]
  readonly targets: readonly unknown[]
}

/** Three health offices with two years and a target each, made as people make them. What is there is left alone; a start that ended early goes on where it was.
 *  Faults: demo/refused. */
export async function seedMaturity(hub: PeopleHub, network: string, now: Date): Promise<void> {
  const base = `/services/steckwerk-maturity/${network}`
  const editor = await hub.as('redaktion')
  const { managed } = await editor.call<{ managed: readonly { id: string; name: string; members: number }[] }>('GET', `${base}/offices`)
  for (const office of offices) {
    const there = managed.find(({ name }) => name === office.name)
    const id = there?.id ?? (await editor.call<{ id: string }>('POST', `${base}/offices`, { name: office.name })).id
    const member = await hub.as(office.member)
    if ((there?.members ?? 0) === 0) {
      const { code } = await editor.call<{ code: string }>('POST', `${base}/offices/${id}/invitations`, {})
      await member.call('POST', `${base}/invitations/accepted`, { code })
    }
    await assessBothYears(member, `${base}/offices/${id}`, office, now)
  }
}

async function assessBothYears(member: Caller, path: string, { levels, risen, helps }: SampleOffice, now: Date): Promise<void> {
  const years = [1, 0].map((ago) => `${now.getUTCFullYear() - ago - 1}-11-01`)
  for (const [year, day] of years.entries()) {
    const found = (await member.call<Page>('GET', path)).assessments.find((one) => one.day === day)
    if (found !== undefined && found.completed !== null) continue
    const id = found?.id ?? (await member.call<{ id: string }>('POST', `${path}/assessments`, { model: 'oegd', kind: 'yearly', day, team: ['Amtsleitung', 'Digitalisierung', 'Infektionsschutz'] })).id
    const { model } = await member.call<{ model: { dimensions: readonly { code: string; items: readonly { code: string }[] }[] } }>('GET', `${path}/assessments/${id}`)
    const changes = model.dimensions.flatMap(({ code, items }) => items.map((item, index) => ({
      item: item.code, was: none,
      // One part of a dimension is often ahead of the others; the dimension has what all of them have.
      now: { value: Math.min(4, (levels[code] ?? 1) + (year === 1 ? risen[code] ?? 0 : 0) + (index === 1 ? 1 : 0)), comment: index === 0 ? 'Im Team besprochen.' : '', evidence: index === 0 ? ['Protokoll der Klausur'] : [] },
    })))
    const { version } = await member.call<{ version: number }>('POST', `${path}/assessments/${id}/answers`, { changes })
    await member.call('POST', `${path}/assessments/${id}/completed`, { version })
  }
  const { assessments, targets } = await member.call<Page>('GET', path)
  const from = assessments.find(({ day }) => day === years[0])
  if (targets.length === 0 && from !== undefined) {
    await member.call('POST', `${path}/targets`, { goal: { kind: 'rise', dimensions: 2, by: 2 }, from: from.id, until: `${now.getUTCFullYear()}-12-31`, note: 'Beschluss der Amtsleitung (Demo, erfunden)' })
    await member.call('PUT', `${path}/helps`, { helps: helps.map((dimension) => `oegd/${dimension}`) })
  }
}
