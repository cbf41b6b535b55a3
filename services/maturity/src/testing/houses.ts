import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer, RunningPlug } from '@steckwerk/plug'
import { routeCall, testHost, type TestHost } from '@steckwerk/plug/testing'
import { maturityPlug } from '../maturity-plug.ts'

export interface House {
  readonly office: string
  readonly assessment: string
}

export interface Houses {
  readonly clock: { at: number; now(): number }
  readonly host: TestHost
  /** who: an account's name, `editor` for the network's editor. */
  call(who: string, route: string, params?: object, body?: unknown, bytes?: Uint8Array): Promise<RouteAnswer>
  json<Json>(who: string, route: string, params?: object, body?: unknown): Promise<Json>
  /** A house of which who is the first member. */
  office(who: string): Promise<string>
  /** Answers everything and completes it. */
  assess(who: string, office: string, day: string, of: (item: string) => number, model?: string): Promise<string>
  /** A house with one completed year. */
  house(who: string, of: (item: string) => number, model?: string): Promise<House>
}

export const none = { value: null, comment: '', evidence: [] }

/** The service with documents in memory, at 22 November 2026. */
export async function houses(): Promise<Houses> {
  const clock = { at: Date.parse('2026-11-22T10:00:00Z'), now() { return this.at++ } }
  const host = testHost({ clock })
  const running: RunningPlug = await maturityPlug.start(host)
  const call: Houses['call'] = (who, route, params = {}, body, bytes) => running.route!(routeCall({
    carrier: 'alpha', route, params: params as Record<string, string>, body, bytes, caller: { account: `Account/${who}`, name: who, permissions: who === 'editor' ? ['network.edit'] : [] },
  }))
  const json = async <Json>(...given: Parameters<Houses['json']>): Promise<Json> => (await call(...given)).json as Json
  const office: Houses['office'] = async (who) => {
    const { id } = await json<{ id: string }>('editor', 'POST /offices', {}, { name: `Gesundheitsamt ${who}` })
    const { code: invitation } = await json<{ code: string }>('editor', 'POST /offices/:office/invitations', { office: id })
    await call(who, 'POST /invitations/accepted', {}, { code: invitation })
    return id
  }
  const assess: Houses['assess'] = async (who, at, day, of, model = 'oegd') => {
    const { id: assessment } = await json<{ id: string }>(who, 'POST /offices/:office/assessments', { office: at }, { model, kind: 'yearly', day, team: ['A. Muster', 'B. Beispiel'] })
    const { model: sheet } = await json<{ model: { dimensions: { items: { code: string }[] }[] } }>(who, 'GET /offices/:office/assessments/:assessment', { office: at, assessment })
    const changes = sheet.dimensions.flatMap(({ items }) => items).map((item) => ({ item: item.code, was: none, now: { value: of(item.code), comment: 'Geheim', evidence: ['Protokoll 3'] } }))
    const { version } = await json<{ version: number }>(who, 'POST /offices/:office/assessments/:assessment/answers', { office: at, assessment }, { changes })
    await call(who, 'POST /offices/:office/assessments/:assessment/completed', { office: at, assessment }, { version })
    return assessment
  }
  return {
    clock, host, call, json, office, assess,
    house: async (who, of, model) => {
      const at = await office(who)
      return { office: at, assessment: await assess(who, at, '2026-11-01', of, model) }
    },
  }
}

export const code = (wanted: string) => (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === wanted
