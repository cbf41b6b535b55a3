import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { HubSeal } from './hub-seal.ts'

/** A device on which somebody has signed in before has a mark of that account, so that strangers who guess at the account from elsewhere slow
 *  down themselves and never its owner here. The mark opens nothing: it only gives the device a counter of its own.
 *  Source: OWASP, Slow Down Online Guessing Attacks with Device Cookies. */
export interface KnownDevices {
  /** Which of the cookie's marks is for this account; undefined = none. Names the device's counter. */
  find(cookie: string | undefined, account: string, now: number): string | undefined
  /** The cookie with a fresh mark of the account in front; a shared ward PC keeps those of the last few accounts. */
  add(cookie: string | undefined, account: string, now: number): string
}

const dayMs = 86_400_000
export const knownDeviceDays = 400
const most = 8
const dayBytes = 2
const nonceBytes = 10
const macBytes = 16
const form = new RegExp(`^[A-Za-z0-9_-]{${Math.ceil(((dayBytes + nonceBytes + macBytes) * 4) / 3)}}$`)

export function createKnownDevices(seal: HubSeal): KnownDevices {
  const macOf = (head: Buffer, account: string): Buffer => seal.mark('known-device', head.toString('base64url'), account).subarray(0, macBytes)
  const marksOf = (cookie: string | undefined): string[] => (cookie ?? '').split('.').slice(0, most).filter((mark) => form.test(mark))

  function find(cookie: string | undefined, account: string, now: number): string | undefined {
    return marksOf(cookie).find((mark) => {
      const bytes = Buffer.from(mark, 'base64url')
      const head = bytes.subarray(0, dayBytes + nonceBytes)
      const age = Math.floor(now / dayMs) - head.readUInt16BE(0)
      return age >= 0 && age <= knownDeviceDays && timingSafeEqual(bytes.subarray(head.length), macOf(head, account))
    })
  }

  return {
    find,
    add: (cookie, account, now) => {
      const head = Buffer.alloc(dayBytes + nonceBytes)
      head.writeUInt16BE(Math.floor(now / dayMs), 0)
      randomBytes(nonceBytes).copy(head, dayBytes)
      const former = find(cookie, account, now)
      return [Buffer.concat([head, macOf(head, account)]).toString('base64url'), ...marksOf(cookie).filter((mark) => mark !== former)].slice(0, most).join('.')
    },
  }
}
