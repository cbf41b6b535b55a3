/** Serialises a request with its body, ready to be written to a connection. `headers` beside Host and Content-Length. */
export function requestBytes(method: string, url: URL, headers: Readonly<Record<string, string>>, body?: string): Buffer {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const content = body === undefined ? undefined : Buffer.from(body)
  const length = content === undefined ? '' : `Content-Length: ${content.length}\r\n`
  const head = Buffer.from(`${method} ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\n${fields}${length}\r\n`, 'latin1')
  return content === undefined ? head : Buffer.concat([head, content])
}

/** Stands for a number in a template: eight decimal digits. */
export const slot = '########'

/** A request made once and sent many times, each time with another number in its slots. */
export class RequestTemplate {
  readonly #bytes: Buffer
  readonly #slots: readonly number[]

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    const slots: number[] = []
    for (let at = bytes.indexOf(slot); at >= 0; at = bytes.indexOf(slot, at + slot.length)) slots.push(at)
    this.#slots = slots
  }

  /** A copy with this number: the former one may still be on its way. */
  with(number: number): Buffer {
    const copy = Buffer.from(this.#bytes)
    const digits = digitsOf(number)
    for (const at of this.#slots) copy.write(digits, at, 'latin1')
    return copy
  }
}

/** The number as it stands in a slot. */
export function digitsOf(number: number): string {
  return String(number % 10 ** slot.length).padStart(slot.length, '0')
}
