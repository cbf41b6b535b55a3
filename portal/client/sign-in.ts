import type { NewTotp, PasskeyOptions, SetupPassword, SignInPage, SignInProvider, SignInStep } from '@steckwerk/api/contract/account'
import { createPasskey, usePasskey } from './passkey.ts'
import { request } from './request.ts'

const base = '/portal/api/sign-in'
const post = <T>(path: string, json: unknown = {}): Promise<T> => request<T>(base + path, { method: 'POST', json })

export function fetchSignInPage(): Promise<SignInPage> {
  return request<SignInPage>(base)
}

export async function fetchProviders(): Promise<readonly SignInProvider[]> {
  return (await request<{ providers: readonly SignInProvider[] }>(`${base}/providers`)).providers
}

/** Where a hospital's own sign-in begins; it comes back to `to`, a path of the portal. */
export function providerAddress(id: string, to: string): string {
  return `${base}/provider/${encodeURIComponent(id)}/start?to=${encodeURIComponent(to)}`
}

export function signInByPassword(account: string, password: string): Promise<SignInStep> {
  return post<SignInStep>('', { account, password })
}

export function signInByTotp(code: string): Promise<SignInStep> {
  return post<SignInStep>('/totp', { code })
}

/** Without an account name, or as the second factor of a sign-in that is pending. Rejects with PasskeyFault where the person or the browser declines. */
export async function signInByPasskey(): Promise<SignInStep> {
  const { options } = await post<PasskeyOptions>('/passkey/options')
  return post<SignInStep>('/passkey', { response: await usePasskey(options) })
}

export function giveUpSignIn(): Promise<void> {
  return request<void>(base, { method: 'DELETE' })
}

/** Begins a set-up by a code from the desk or from the administration. */
export function beginSetup(code: string): Promise<SignInStep> {
  return post<SignInStep>('/setup', { code })
}

export async function setUpPasskey(name: string): Promise<SignInStep> {
  const { options } = await post<PasskeyOptions>('/setup/passkey/options', { name })
  return post<SignInStep>('/setup/passkey', { name, response: await createPasskey(options) })
}

export function setUpPassword(password: SetupPassword): Promise<SignInStep> {
  return post<SignInStep>('/setup/password', password)
}

export function setUpTotp(): Promise<NewTotp> {
  return post<NewTotp>('/setup/totp')
}

export function confirmSetupTotp(code: string): Promise<SignInStep> {
  return post<SignInStep>('/setup/totp/confirm', { code })
}

/** Without a second factor: persons may. */
export function finishSetup(): Promise<SignInStep> {
  return post<SignInStep>('/setup/finish')
}
