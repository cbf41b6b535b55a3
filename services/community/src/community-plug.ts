import { Fault } from '@steckwerk/kernel'
import type { ExitExport, Plug, PlugCarrier } from '@steckwerk/plug'
import { kinds as barcampKinds } from './barcamp/records.ts'
import { forgetGuests } from './barcamp/forget-guests.ts'
import { tellPlaces } from './barcamp/guest-mails.ts'
import { directoryKinds } from './directory/kinds.ts'
import { reviewWork } from './directory/review.ts'
import { meetingMails } from './meeting/mails.ts'
import { kinds as meetingKinds } from './meeting/records.ts'
import { groupMails } from './group/mails.ts'
import { kinds as groupKinds } from './group/records.ts'
import { kinds as pollKinds } from './poll/polls.ts'
import { seriesAccess } from './series/access.ts'
import { kinds as seriesKinds } from './series/records.ts'
import { forgetAsked } from './faq/asked.ts'
import { kinds as faqKinds } from './faq/records.ts'
import { publishPlanned } from './news/posts.ts'
import { kinds as newsKinds } from './news/records.ts'
import { sendEditions } from './news/sending.ts'
import { forgetSubscribers } from './news/subscribers.ts'
import { communityManifest, communityRoutes } from './manifest.ts'
import { keptShelf } from './published/shelf.ts'
import { evaluationKind } from './evaluation/settings.ts'
import { settleIntroductions } from './introduction/forget.ts'
import { introductionKind } from './introduction/records.ts'
import { forgetNeeds } from './undertaking/needs.ts'
import { forgetAnswers } from './survey/forget.ts'
import { kinds as surveyKinds } from './survey/records.ts'
import { kinds as undertakingKinds } from './undertaking/records.ts'
import { together } from './together.ts'
import { startWork, type Work } from './work.ts'

/** What the service does by itself. */
const works: readonly Work[] = [reviewWork, tellPlaces, forgetGuests, forgetNeeds, settleIntroductions, publishPlanned, sendEditions, forgetSubscribers, forgetAsked, forgetAnswers, seriesAccess, meetingMails, groupMails]
/** Of all its documents, for who leaves. */
const documentKinds: readonly string[] = [...directoryKinds, ...Object.values(barcampKinds), ...Object.values(undertakingKinds), introductionKind, evaluationKind, ...Object.values(groupKinds), ...Object.values(pollKinds), ...Object.values(surveyKinds), ...Object.values(seriesKinds), ...Object.values(meetingKinds), ...Object.values(newsKinds), ...Object.values(faqKinds)]
const routes = new Map(communityRoutes.map((route) => [`${route.method} ${route.path}`, route.answer]))

/** The network's directory and events. Actors are records of the network; everything else lies in its documents. */
export const communityPlug: Plug = {
  manifest: communityManifest,
  start: async (host) => {
    const stopWork = startWork(host, works)
    const shelf = keptShelf(host)
    const halls = together()
    return {
      health: async () => ({ state: 'ok' }),
      route: async (call) => {
        const answer = routes.get(call.route)
        if (answer === undefined) throw new Fault('not-found', 'community/route-unknown', 'There is no such address.')
        const carrier = await host.carrier(call.carrier)
        return answer({ carrier, documents: carrier.documents, call, now: host.clock.now(), publicUrl: host.publicUrl, shelf, together: halls })
      },
      exitExport: async ({ carrier }) => leftTo(await host.carrier(carrier)),
      stop: stopWork,
    }
  },
}

function leftTo(carrier: PlugCarrier): ExitExport {
  return { contentType: 'application/x-ndjson', fileName: `community-${carrier.slug}.ndjson`, content: linesOf(carrier) }
}

async function* linesOf({ documents }: PlugCarrier): AsyncIterable<Uint8Array> {
  for (const kind of documentKinds) {
    for (let page = await documents.list(kind); page.length > 0; page = await documents.list(kind, { after: page.at(-1)!.id })) {
      yield Buffer.from(page.map(({ id, parent, at, body }) => `${JSON.stringify({ kind, id, parent, at: new Date(at).toISOString(), body })}\n`).join(''))
    }
  }
}
