import { createGate } from './gate.ts'
import { verifyPassword } from './password.ts'

/** undefined = too many wait already. Without a hash (an unknown account, one without a password) the same work is done for nothing. */
export type PasswordCheck = (password: string, hash: string | undefined) => Promise<boolean | undefined>

/** Two at a time: hashing takes 32 MiB and a thread each. */
export function createPasswordCheck(verify: (password: string, hash: string | undefined) => Promise<boolean> = verifyPassword): PasswordCheck {
  const gate = createGate(2, 20)
  return (password, hash) => gate.run(() => verify(password, hash))
}
