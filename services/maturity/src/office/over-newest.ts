import { Fault } from '@steckwerk/kernel'

const attempts = 8

/** Does again what somebody else's writing came between, from reading on. Faults: plug/document-changed, where others never cease to. */
export async function overNewest<Done>(work: () => Promise<Done>): Promise<Done> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (thrown) {
      if (!(thrown instanceof Fault) || thrown.code !== 'plug/document-changed' || attempt >= attempts) throw thrown
    }
  }
}
