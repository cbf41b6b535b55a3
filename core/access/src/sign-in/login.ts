import type { SignInResult } from './entry.ts'
import type { SignIn } from './sign-in.ts'

export interface Login {
  /** A password alone, from a program: of accounts that need nothing beside it, such as the demo's. */
  login(input: { readonly account: string; readonly password: string; readonly address: string }): Promise<SignInResult>
}

export function createLogin(signIn: SignIn): Login {
  return {
    login: ({ account, password, address }) =>
      signIn.password({ account, password }, { address, device: '', known: undefined, place: { rpId: '', origin: '' }, trace: 'login' }),
  }
}
