import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault, readConfig, textKey } from '@steckwerk/kernel'
import { readHubConfig } from '@steckwerk/hub/config'

/** Settings of the command line beside the hub's. docs/configuration.md is made from this table. */
export const operatorKeys = {
  hubUrl: textKey('STECKWERK_HUB_URL', '', 'Hub that commands speak to; empty: the one of this machine\'s settings.', { unit: 'URL' }),
  token: textKey('STECKWERK_OPERATOR_TOKEN', '', 'Operator\'s token; empty: the file operator-token in the data folder.', { secret: true }),
} as const

/** Calls a hub's administration as the operator. */
export interface Operator {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: object): Promise<T>
  put<T>(path: string, body: object): Promise<T>
  delete(path: string): Promise<void>
  /** A file, as it comes. */
  download(path: string): Promise<AsyncIterable<Uint8Array>>
}

/** Faults of the calls: cli/hub-unreachable, cli/refused with the hub's words; here: cli/no-token, cli/hub-url. */
export function operator(environment: Readonly<Record<string, string | undefined>>): Operator {
  const hub = readHubConfig(environment)
  const { hubUrl, token } = readConfig(operatorKeys, environment)
  const base = hubUrl === '' ? `http://${hub.host}:${hub.port}` : hubUrl
  if (!URL.canParse(base)) throw new Fault('invalid', 'cli/hub-url', 'STECKWERK_HUB_URL is no valid address, such as https://hub.example.')
  const bearer = token === '' ? readToken(hub.data) : token

  async function send(method: string, path: string, body?: object): Promise<Response> {
    const answer = await fetch(new URL(path, base), {
      method,
      headers: { authorization: `Bearer ${bearer}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((thrown: unknown) => {
      throw new Fault('unavailable', 'cli/hub-unreachable', `No hub answers at ${base}. Is it running?`, { cause: thrown })
    })
    if (answer.ok) return answer
    const { text, issue } = (await answer.json().catch(() => ({}))) as { text?: string; issue?: readonly { diagnostics?: string }[] }
    throw new Fault('unprocessable', 'cli/refused', text ?? issue?.[0]?.diagnostics ?? `The hub refused with status ${answer.status}.`)
  }

  async function call(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await send(method, path, body)
    return answer.status === 204 ? undefined : answer.json().catch(() => ({}))
  }

  return {
    get: <T>(path: string) => call('GET', path) as Promise<T>,
    post: <T>(path: string, body: object) => call('POST', path, body) as Promise<T>,
    put: <T>(path: string, body: object) => call('PUT', path, body) as Promise<T>,
    download: async (path) => (await send('GET', path)).body! as AsyncIterable<Uint8Array>,
    delete: async (path) => void (await call('DELETE', path)),
  }
}

function readToken(data: string): string {
  try {
    return readFileSync(join(data, 'operator-token'), 'utf8').trim()
  } catch (thrown) {
    throw new Fault('unauthenticated', 'cli/no-token', `There is no readable operator-token in ${data}. Set STECKWERK_DATA or STECKWERK_OPERATOR_TOKEN.`, { cause: thrown })
  }
}
