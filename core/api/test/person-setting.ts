import type { ActivationLetter } from '@steckwerk/api/contract/person'
import { setting, put, type Setting } from './setting.ts'

/** An answer's body where the caller names no type: a fault's code, or one that was issued. */
interface Coded {
  readonly code?: string
}

export interface Browser {
  /** Its session, as a Cookie header. */
  cookie(): string
  /** A call of the portal's own pages, below /portal/api. */
  call<T = Coded>(method: string, path: string, body?: object): Promise<{ readonly status: number; readonly headers: Headers; readonly body: T }>
}

export interface PersonSetting extends Setting {
  browser(): Browser
  /** With the operator's token, below /admin/carriers. */
  admin<T = Coded>(method: string, path: string, body?: object): Promise<{ readonly status: number; readonly body: T }>
  patient(carrier: string, id: string, more?: Readonly<Record<string, unknown>>): Promise<void>
  /** An account made by the letter of a Patient, signed in. */
  person(login: string, carrier: string, patient: string): Promise<Browser>
}

export const birthDate = '1980-05-17'
export const password = 'Vier-blaue-Stühle-am-Kanal'

const bodyOf = <T>(text: string): T => (text === '' ? undefined : JSON.parse(text)) as T

export async function personSetting(overrides: Parameters<typeof setting>[0] = {}, more?: Parameters<typeof setting>[1]): Promise<PersonSetting> {
  const base = await setting(overrides, more)
  const browser = (): Browser => {
    let cookie = ''
    return {
      cookie: () => cookie,
      call: async <T>(method: string, path: string, body?: object) => {
        const answer = await fetch(`${base.url}/portal/api${path}`, {
          method,
          headers: { origin: base.url, 'sec-fetch-site': 'same-origin', 'x-steckwerk': '1', ...(cookie === '' ? {} : { cookie }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        const set = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0]!).filter((pair) => !pair.endsWith('='))
        if (set.length > 0) cookie = set.join('; ')
        const text = await answer.text()
        return { status: answer.status, headers: answer.headers, body: bodyOf<T>(text) }
      },
    }
  }
  const admin: PersonSetting['admin'] = async <T>(method: string, path: string, body?: object) => {
    const answer = await base.call(`/admin/carriers${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) })
    const text = await answer.text()
    return { status: answer.status, body: bodyOf<T>(text) }
  }
  return {
    ...base,
    browser,
    admin,
    patient: async (carrier, id, more = {}) => {
      const answer = await base.call(`/fhir/${carrier}/Patient/${id}`, put({ resourceType: 'Patient', id, birthDate, name: [{ family: 'Muster', given: [id] }], ...more }))
      if (!answer.ok) throw new Error(await answer.text())
    },
    person: async (login, carrier, patient) => {
      const { body: issued } = await admin<ActivationLetter>('POST', `/${carrier}/patients/${patient}/activation-codes`, { kind: 'self', language: 'de' })
      const page = browser()
      const made = await page.call('POST', '/persons/register', { code: issued.code, birthDate, account: login, name: `Name of ${login}`, password })
      if (made.status !== 201) throw new Error(JSON.stringify(made.body))
      const entered = await page.call('POST', '/session', { account: login, password })
      if (entered.status !== 200) throw new Error(JSON.stringify(entered.body))
      return page
    },
    [Symbol.asyncDispose]: () => base[Symbol.asyncDispose](),
  }
}
