import { Fault } from '@steckwerk/kernel'
import type { Caller, DemoHub } from '../people/demo-hub.ts'

/** So many browsers without an account, each known by the cookie that the hub gave it when it opened `path`. Faults: demo/refused. */
export function visitors({ url, signal }: DemoHub, path: string, count: number): Promise<readonly Pick<Caller, 'call'>[]> {
  return Promise.all(Array.from({ length: count }, async () => {
    const opened = await fetch(`${url}${path}`, { signal })
    await opened.arrayBuffer()
    const cookie = opened.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
    return {
      call: async <T>(method: string, at: string, body?: object): Promise<T> => {
        const answer = await fetch(`${url}${at}`, { method, signal, headers: { cookie, 'x-steckwerk': '1', 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
        const text = await answer.text()
        if (!answer.ok) throw new Fault('unavailable', 'demo/refused', `${method} ${at}: ${answer.status}`)
        return (text === '' ? undefined : JSON.parse(text)) as T
      },
    }
  }))
}
