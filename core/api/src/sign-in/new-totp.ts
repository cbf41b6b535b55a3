import { totpPicture } from '@steckwerk/access'
import type { NewTotp } from '../contract/account.ts'

/** A new TOTP secret for people: to be typed, and as a QR code. */
export async function newTotp({ secret, uri }: { readonly secret: string; readonly uri: string }): Promise<NewTotp> {
  return { secret: secret.replace(/(.{4})(?=.)/g, '$1 '), uri, svg: await totpPicture(uri) }
}
