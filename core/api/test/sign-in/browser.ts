import { request as httpRequest } from 'node:http'

export interface Answer<T = Record<string, unknown>> {
  readonly status: number
  readonly body: T
  readonly headers: Record<string, string | string[] | undefined>
  readonly setCookies: readonly string[]
}

/** A browser as far as the hub sees one: it keeps cookies, says where its pages come from, and follows no redirection by itself. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly origin: string
  readonly #url: string
  agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:141.0) Gecko/20100101 Firefox/141.0'

  constructor(url: string, origin: string) {
    this.#url = url
    this.origin = origin
  }

  cookie(name: string): string | undefined {
    return [...this.cookies].find(([known]) => known.endsWith(name))?.[1]
  }

  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>> {
    return this.send<T>('GET', path)
  }

  post<T = Record<string, unknown>>(path: string, body: object = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, body)
  }

  send<T = Record<string, unknown>>(method: string, path: string, body?: object, bend: Record<string, string | undefined> = {}): Promise<Answer<T>> {
    const headers: Record<string, string | undefined> = {
      'host': new URL(this.origin).host, 'user-agent': this.agent, 'x-steckwerk': '1', 'origin': method === 'GET' ? undefined : this.origin,
      'sec-fetch-site': 'same-origin', ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(this.cookies.size === 0 ? {} : { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }), ...bend,
    }
    const sent = Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined))
    return new Promise((resolve, reject) => {
      const call = httpRequest(`${this.#url}${path}`, { method, headers: sent }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const setCookies = response.headers['set-cookie'] ?? []
          for (const line of setCookies) this.#keep(line)
          const text = Buffer.concat(chunks).toString()
          const body = (text.startsWith('{') ? JSON.parse(text) : {}) as T
          resolve({ status: response.statusCode ?? 0, body, headers: response.headers, setCookies })
        })
      })
      call.on('error', reject)
      call.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
    })
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/;\s*Max-Age=0/i.test(line)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}
