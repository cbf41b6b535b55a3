import type { Log } from '@steckwerk/kernel'
import { statusAnswer, type ConnectorStatus } from '@steckwerk/uplink'
import type { Renewal } from '../renewal/renewal.ts'
import { spoolFault } from '../spool/sqlite-fault.ts'
import type { StatusReport } from '../status.ts'
import type { HubClient } from './hub-client.ts'
import { unreachable } from './link.ts'
import type { Uploader } from './uploader.ts'

const statusEveryMs = 2000
const statusWhileForbiddenMs = 30_000

/** Tells the hub the status every two seconds. An answer also means that the hub can be reached again. */
export function reportStatus(report: StatusReport, hub: HubClient, uploader: Uploader, log: Log, renewal: Pick<Renewal, 'heard'>): Disposable {
  let timer: NodeJS.Timeout | undefined
  let ended = false
  const tick = async (): Promise<void> => {
    const { link } = uploader
    const { ticket } = link
    const status = currentStatus(report, log)
    try {
      const answer = status === undefined ? undefined : await hub.postStatus(status)
      if (answer?.status === 200) {
        link.works(ticket)
        renewal.heard(statusAnswer.safeParse(answer.body).data?.authorities)
      }
      else if (answer?.status === 401 || answer?.status === 403) link.forbid()
    } catch (thrown) {
      link.fails(unreachable(thrown))
    }
    if (!ended) timer = setTimeout(() => void tick(), link.forbidden ? statusWhileForbiddenMs : statusEveryMs)
  }
  void tick()
  return {
    [Symbol.dispose]() {
      ended = true
      clearTimeout(timer)
    },
  }
}

function currentStatus(report: StatusReport, log: Log): ConnectorStatus | undefined {
  try {
    return report.now()
  } catch (thrown) {
    log.error('spool.status-failed', spoolFault(thrown))
    return undefined
  }
}
