import assert from 'node:assert/strict'
import type { HubClient } from './hub-client.ts'

/** Follows a carrier's history as a subscriber without subscriptions does: each time from the instant up to which the last answer was complete. */
export interface HistoryPoller {
  /** How often each version came, by `Type/id/version`. */
  readonly seen: ReadonlyMap<string, number>
  readonly polls: () => number
  /** Polls until every one of the versions has come; fails after `ms` milliseconds. */
  until(versions: ReadonlySet<string>, ms: number): Promise<void>
  stop(): Promise<void>
}

export async function pollHistory(hub: HubClient): Promise<HistoryPoller> {
  let since = (await hub.bundle('_history?_count=1')).meta.lastUpdated
  const seen = new Map<string, number>()
  let polls = 0
  let stopped = false
  let round = Promise.withResolvers<void>()

  async function poll(): Promise<void> {
    let page = await hub.bundle(`_history?_since=${encodeURIComponent(since)}&_count=200`)
    const { lastUpdated } = page.meta
    for (;;) {
      for (const { resource, request, response } of page.entry ?? []) {
        const [type, id] = resource === undefined ? request!.url.split('/') : [resource.resourceType, resource.id]
        const version = resource?.meta.versionId ?? /\d+/.exec(response!.etag!)![0]
        const key = `${type!}/${id!}/${version}`
        seen.set(key, (seen.get(key) ?? 0) + 1)
      }
      const next = page.link.find(({ relation }) => relation === 'next')?.url
      if (next === undefined) break
      page = await hub.bundle(next)
    }
    assert.ok(lastUpdated >= since, 'the instant up to which all is seen never goes back')
    since = lastUpdated
    polls++
    round.resolve()
    round = Promise.withResolvers()
  }

  const running = (async () => {
    while (!stopped) await poll()
  })()
  // A failure is told by whoever waits for it.
  running.catch(() => {})
  return {
    seen,
    polls: () => polls,
    async until(versions, ms) {
      const deadline = Date.now() + ms
      while ([...versions].some((version) => !seen.has(version))) {
        assert.ok(Date.now() < deadline, `seen in time: ${[...versions].filter((version) => !seen.has(version)).slice(0, 5).join(', ')}`)
        await Promise.race([round.promise, running])
      }
    },
    async stop() {
      stopped = true
      await running
    },
  }
}
