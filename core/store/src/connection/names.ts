import { createHash } from 'node:crypto'

/** Statements beyond this many stay unnamed: their shapes come from outside (searches) and must not fill the server. */
const most = 500

/** Gives each statement text its name, so that connections keep it prepared. */
export class StatementNames {
  readonly #names = new Map<string, string>()

  of(text: string): string | undefined {
    const known = this.#names.get(text)
    if (known !== undefined) return known
    if (this.#names.size >= most) return undefined
    const name = `s${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
    this.#names.set(text, name)
    return name
  }
}
