import { toFault, type Log } from '@steckwerk/kernel'
import { withPeople, type DemoHub, type PeopleHub } from '../people/demo-hub.ts'
import { seedBarcamps } from './seed-barcamps.ts'
import { seedDirectory } from './seed-directory.ts'
import { seedMaturity } from './seed-maturity.ts'
import { seedMeetings } from './seed-meetings.ts'
import { demoNetwork, seedNetwork } from './seed-network.ts'
import { seedNews } from './seed-news.ts'
import { seedSeries } from './seed-series.ts'
import { seedSurveys } from './seed-surveys.ts'
import { seedUndertakings } from './seed-undertakings.ts'

/** What there is in the network, each by itself: what is there is left alone. News come last, and tell of the rest. `mails`: the folder of the demo's mail catcher. */
const parts = (mails: string): Readonly<Record<string, (hub: PeopleHub, network: string, now: Date) => Promise<void>>> => ({
  maturity: seedMaturity, undertakings: seedUndertakings, barcamps: seedBarcamps, meetings: seedMeetings, series: seedSeries, surveys: seedSurveys,
  directory: (hub, network, now) => seedDirectory(hub, network, mails, now), news: seedNews,
})

/** The region's network with everything in it, after the ready line. Where a part fails, the others come all the same, and the next start goes on. */
export async function bringNetwork(hub: DemoHub, mails: string, log: Log): Promise<void> {
  const begun = performance.now()
  const seconds = (): string => `${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s`
  const failed = (part: string, thrown: unknown): void => {
    if (hub.signal.aborted) return
    const fault = toFault(thrown)
    log.warn('demo.network-missing', { code: fault.code })
    console.log(`Im Netzwerk fehlt noch etwas (${part}): ${fault.message} Der nächste Start versucht es wieder.`)
  }
  try {
    const isNew = await seedNetwork(hub)
    if (isNew) console.log(`${seconds()}  Das Netzwerk der Region hat sein Verzeichnis: ${hub.url}/netz/${demoNetwork}`)
    await using people = withPeople(hub)
    for (const [part, seed] of Object.entries(parts(mails))) await seed(people, demoNetwork, new Date()).catch((thrown: unknown) => failed(part, thrown))
    if (isNew) console.log(`${seconds()}  Vorhaben, Barcamps, Reihen, Treffen und Neues des Netzwerks sind da.`)
  } catch (thrown) {
    failed('directory', thrown)
  }
}
