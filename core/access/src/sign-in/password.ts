import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

interface Cost {
  readonly logN: number
  readonly r: number
  readonly p: number
}

/** scrypt with N = 2^15, r = 8, p = 3: 32 MiB and some tenths of a second. Source: OWASP Password Storage Cheat Sheet. */
let today: Cost = { logN: 15, r: 8, p: 3 }
const keyBytes = 32

/** For tests, which hash hundreds of passwords that protect nothing. */
export function makePasswordsCheap(): void {
  today = { ...today, logN: 8 }
}

function derive(password: string, salt: Buffer, { logN, r, p }: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, keyBytes, { N: 2 ** logN, r, p, maxmem: 64 * 1024 * 1024 }, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}

/** `scrypt$<log2 N>.<r>.<p>$<salt>$<key>`, salt and key base64url: what a hash cost stands in it, so that new ones may cost more. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, today)
  return `scrypt$${today.logN}.${today.r}.${today.p}$${salt.toString('base64url')}$${key.toString('base64url')}`
}

/** Takes as long for no hash (an unknown account) as for a wrong password. */
export async function verifyPassword(password: string, hashed: string | undefined): Promise<boolean> {
  const [, logN, r, p, salt, key] = /^scrypt\$(\d{1,2})\.(\d{1,2})\.(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/.exec(hashed ?? '') ?? []
  const cost = logN === undefined ? today : { logN: Number(logN), r: Number(r), p: Number(p) }
  const derived = await derive(password, Buffer.from((salt ?? '').padEnd(22, 'A'), 'base64url'), cost)
  return timingSafeEqual(derived, key === undefined ? randomBytes(keyBytes) : Buffer.from(key, 'base64url'))
}
