import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { memoryRecords, testHost } from '@steckwerk/plug/testing'
import type { CommunityRoute } from '../community-route.ts'
import { freshShelf } from '../published/shelf.ts'
import { together } from '../together.ts'

export const refusedAs = (code: string) => (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === code

/** Some routes of the service without a hub, with documents in memory. Who asks is a browser of that name; `editor` edits, `signed-in …` has an account. */
export async function community(routes: readonly CommunityRoute[], start: number = Date.UTC(2027, 4, 1, 7)) {
  const clock = { time: start, now: () => clock.time }
  const host = testHost({ clock, carriers: { alpha: memoryRecords() } })
  const carrier = await host.carrier('alpha')
  const end = new AbortController()
  const ask = (route: string, who: string, { body, params = {}, query = '', language = 'de' }: { readonly body?: unknown; readonly params?: Readonly<Record<string, string>>; readonly query?: string; readonly language?: string } = {}): Promise<RouteAnswer> => {
    const found = routes.find(({ method, path }) => `${method} ${path}` === route)
    assert.ok(found, `no route ${route}`)
    const editor = who === 'editor'
    const account = editor || who.startsWith('signed-in') ? `Account/${who.replaceAll(' ', '-')}` : undefined
    assert.ok(found.access !== 'editor' || editor, `${route} is for editors`)
    assert.ok(found.access === 'public' || account !== undefined, `${route} is for who is signed in`)
    return found.answer({
      carrier, documents: carrier.documents, now: clock.now(), publicUrl: host.publicUrl, shelf: freshShelf(clock), together: together(),
      call: {
        carrier: 'alpha', route, params, query: new URLSearchParams(query), body, bytes: undefined, signal: end.signal,
        caller: {
          account, name: account === undefined || editor ? undefined : who, permissions: editor ? ['network.edit'] : [], language, trace: 't',
          device: found.device === true ? createHash('sha256').update(who).digest('base64url') : undefined,
        },
      },
    })
  }
  const json = async <T>(...asked: Parameters<typeof ask>): Promise<T> => (await ask(...asked)).json as T
  return { ask, json, clock, end, host, carrier, documents: carrier.documents }
}
