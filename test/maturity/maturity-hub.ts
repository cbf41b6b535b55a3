import { systemClock } from '@steckwerk/kernel'
import { maturityPlug } from '@steckwerk/maturity'
import type { PlugMail } from '@steckwerk/plug'
import { openPlugboard, type Plugboard } from '@steckwerk/plugboard'
import type { Page } from '@steckwerk/testing-browser'
import { portalHub, type PortalHub } from '../support/portal-hub.ts'

export interface MaturityHub extends AsyncDisposable {
  readonly hub: PortalHub
  readonly editor: string
  /** Mails that were sent, the oldest first; who reads takes them away. */
  readonly mailed: PlugMail[]
  /** An account; it belongs to no house yet. */
  member(name: string): Promise<string>
  /** A house whose first member the account is; its id. */
  house(name: string, account: string): Promise<string>
  /** A completed yearly assessment of the page's account; its id. */
  assess(page: Page, office: string, day: string, of: (item: string) => number): Promise<string>
  /** A page of maturity; `''` is the first. */
  open(page: Page, path: string): Promise<void>
}

/** A call of the service as a page makes it. */
export function ask<Json>(page: Page, method: string, path: string, body?: unknown): Promise<Json> {
  return page.evaluate(async ({ method: verb, path: at, body: sent }) => {
    const answer = await fetch(`/services/steckwerk-maturity/ruhr${at}`, { method: verb, headers: { 'x-steckwerk': '1', ...(sent === undefined ? {} : { 'content-type': 'application/json' }) }, ...(sent === undefined ? {} : { body: JSON.stringify(sent) }) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${answer.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text) as unknown
  }, { method, path, body }) as Promise<Json>
}

/** A real hub with the network `ruhr` that uses the maturity service, and its portal. */
export async function maturityHub(): Promise<MaturityHub> {
  let plugboard: Plugboard | undefined
  const mailed: PlugMail[] = []
  const hub = await portalHub(async ({ store, access, log }) => ({ plugboard: plugboard = await openPlugboard({
    store, access, clock: systemClock, log, publicUrl: () => '', plugs: [maturityPlug], news: async () => undefined, mail: async (_carrier, _plug, mail) => void mailed.push(mail),
  }) }))
  await plugboard!.start(async () => { throw new Error('The service has no records.') })
  await hub.access.prepare(await hub.test.addCarrier('ruhr', 'Netz Ruhr', 'network'))
  await plugboard!.grants.grant('ruhr', 'steckwerk-maturity', {}, { actor: 'Device/operator-token', trace: 'test', purpose: 'HSYSADMIN' })
  const { person: { account: editor } } = (await hub.call('POST', '/admin/carriers/ruhr/people', { name: 'Edda Redaktion', roles: ['network-editor'], sites: 'all' })) as { person: { account: string } }
  const open: MaturityHub['open'] = async (page, path) => {
    await page.goto(`${hub.url}/netz/ruhr/reifegrad${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
  }
  return {
    hub, editor, mailed, open,
    member: (name) => hub.member(name, ['clinician']),
    async house(name, account) {
      const [{ page }, { page: theirs }] = [await hub.visit(editor), await hub.visit(account)]
      for (const one of [page, theirs]) await open(one, '')
      const { id } = await ask<{ id: string }>(page, 'POST', '/offices', { name })
      const { code } = await ask<{ code: string }>(page, 'POST', `/offices/${id}/invitations`, {})
      await ask(theirs, 'POST', '/invitations/accepted', { code })
      for (const one of [page, theirs]) await one.context().close()
      return id
    },
    async assess(page, office, day, of) {
      const { id } = await ask<{ id: string }>(page, 'POST', `/offices/${office}/assessments`, { model: 'oegd', kind: 'yearly', day, team: ['Ada Amt', 'Ben Büro'] })
      const { model } = await ask<{ model: { dimensions: { items: { code: string }[] }[] } }>(page, 'GET', `/offices/${office}/assessments/${id}`)
      const none = { value: null, comment: '', evidence: [] }
      const changes = model.dimensions.flatMap(({ items }) => items).map(({ code }) => ({ item: code, was: none, now: { value: of(code), comment: 'Im Team besprochen', evidence: ['Protokoll 3'] } }))
      const { version } = await ask<{ version: number }>(page, 'POST', `/offices/${office}/assessments/${id}/answers`, { changes })
      await ask(page, 'POST', `/offices/${office}/assessments/${id}/completed`, { version })
      return id
    },
    async [Symbol.asyncDispose]() {
      await plugboard?.[Symbol.asyncDispose]()
      await hub[Symbol.asyncDispose]()
    },
  }
}
