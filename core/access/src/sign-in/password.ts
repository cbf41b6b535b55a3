import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** scrypt with N = 2^15, r = 8, p = 3: 32 MiB and about a tenth of a second. Source: OWASP Password Storage Cheat Sheet. */
const cost = { N: 2 ** 15, r: 8, p: 3 }
const keyBytes = 32

/** For tests, which hash hundreds of passwords that protect nothing. Neither takes hashes of the other. */
export function makePasswordsCheap(): void {
  cost.N = 2 ** 8
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, keyBytes, { ...cost, maxmem: 64 * 1024 * 1024 }, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}

/** `scrypt$<salt>$<key>`, both base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `scrypt$${salt.toString('base64url')}$${(await derive(password, salt)).toString('base64url')}`
}

/** Takes as long for no hash (an unknown account) as for a wrong password. */
export async function verifyPassword(password: string, hashed: string | undefined): Promise<boolean> {
  const [, salt = '', key = ''] = (hashed ?? '').split('$')
  const derived = await derive(password, Buffer.from(salt.padEnd(22, 'A'), 'base64url'))
  const expected = Buffer.from(key, 'base64url')
  return timingSafeEqual(derived, expected.length === keyBytes ? expected : randomBytes(keyBytes))
}
