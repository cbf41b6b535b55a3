import { Fault } from '@steckwerk/kernel'

const firstMs = 20
const longestMs = 1_000

/** Opens connections again after a loss, not faster than the server can bear: after a failure, callers in the
 *  following moment are refused at once; that moment doubles up to a second. */
export class BackOff {
  #delay = 0
  #until = 0

  async attempt<T>(open: () => Promise<T>): Promise<T> {
    if (Date.now() < this.#until) throw new Fault('unavailable', 'store/unavailable', 'The database cannot be reached at the moment; try again.')
    try {
      const opened = await open()
      this.#delay = 0
      return opened
    } catch (error) {
      this.#delay = Math.min(longestMs, Math.max(firstMs, this.#delay * 2))
      this.#until = Date.now() + this.#delay
      throw error
    }
  }
}
