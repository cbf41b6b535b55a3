import { randomUUID } from 'node:crypto'
import { Fault, sql } from '@steckwerk/kernel'
import { hashPassword } from './password.ts'
import { requireGoodPassword } from './password-rules.ts'
import { isUniqueViolation, loginForm } from './set-up.ts'
import { normalLogin } from './sign-in.ts'
import type { SignInParts } from './sign-in-parts.ts'
import type { Visitor } from './visitor.ts'

export interface NewPersonAccount {
  /** What is typed at sign-in. */
  readonly login: string
  readonly name: string
  readonly password: string
}

export interface Register {
  /** Refuses what cannot become an account, before anything is used up for it.
   *  Faults: access/login-form, access/login-taken, those of requireGoodPassword. */
  checkNewPerson(person: NewPersonAccount): Promise<void>
  /** An account of a person (no staff); its id. The caller has made sure that somebody may have one: who can make accounts can ask which names are taken.
   *  Faults: those of checkNewPerson. */
  registerPerson(person: NewPersonAccount, visitor: Visitor): Promise<string>
}

const taken = (): Fault => new Fault('conflict', 'access/login-taken', 'This name for signing in is taken; choose another one.', { at: 'account' })

export function createRegister(parts: SignInParts): Register {
  const { store, record } = parts

  async function checkNewPerson({ login: typed, name, password }: NewPersonAccount): Promise<void> {
    const login = normalLogin(typed)
    if (!loginForm.test(login)) {
      throw new Fault('invalid', 'access/login-form', 'A name for signing in has 3 to 64 of a-z, 0-9 and . _ @ + -, and begins with a letter or digit.', { at: 'account' })
    }
    requireGoodPassword(password, [login, name])
    const rows = await store.read(record.ctxOf(nobody), (r) => r.query(sql`select 1 from st.account where login = ${login}`))
    if (rows.length > 0) throw taken()
  }

  return {
    checkNewPerson,
    registerPerson: async (person, visitor) => {
      await checkNewPerson(person)
      const account = randomUUID()
      const at = new Date(parts.now())
      const hash = await hashPassword(person.password)
      await store.write(record.ctxOf(visitor, account), async (w) => {
        await w.query(sql`
          insert into st.account (account, login, display, password, password_at, demo, created_at)
          values (${account}, ${normalLogin(person.login)}, ${person.name}, ${hash}, ${at}, false, ${at})`)
        await record.note(w, visitor, account, { event: 'set-up', methods: ['password'] })
      }).catch((thrown: unknown) => {
        if (isUniqueViolation(thrown)) throw taken()
        throw thrown
      })
      return account
    },
  }
}

const nobody: Visitor = { address: '', device: '', known: undefined, place: { rpId: '', origin: '' }, trace: 'access' }
