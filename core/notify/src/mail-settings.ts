import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { Fault } from '@steckwerk/kernel'

/** How mails leave the hub. */
export interface MailSettings {
  readonly host: string
  readonly port: number
  /** implicit = TLS from the first byte (465); starttls = refuses to go on without it; none = this machine only. */
  readonly tls: 'implicit' | 'starttls' | 'none'
  readonly auth: { readonly user: string; readonly pass: string } | undefined
  /** What the reader sees as the sender, e.g. `Portal Musterstadt <portal@example.org>`. */
  readonly from: { readonly name: string; readonly address: string }
  readonly dkim: { readonly domainName: string; readonly keySelector: string; readonly privateKey: string } | undefined
}

export interface MailKeys {
  /** smtp://host:587 or smtps://host:465, without credentials; '' = no mails. */
  readonly smtp: string
  readonly user: string
  /** From the environment, or from `passwordFile`. */
  readonly password: string
  readonly passwordFile: string
  readonly from: string
  /** `<selector>:<file with the private key>`. */
  readonly dkim: string
  /** Whether a server on this machine may be spoken to without TLS. */
  readonly plainLoopback: boolean
}

const fault = (key: string, text: string): Fault => new Fault('invalid', 'notify/mail-settings', `${key}: ${text}`, { at: key })

/** undefined where no server is named. Faults: notify/mail-settings. */
export function readMailSettings(keys: MailKeys): MailSettings | undefined {
  if (keys.smtp === '') return undefined
  const url = URL.parse(keys.smtp)
  if (url === null || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') throw fault('STECKWERK_MAIL_SMTP', 'an address such as smtp://mail.example.org:587 is expected.')
  if (url.username !== '' || url.password !== '') throw fault('STECKWERK_MAIL_SMTP', 'credentials belong into STECKWERK_MAIL_USER and STECKWERK_MAIL_PASSWORD_FILE, not into the address.')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isLoopback = host === 'localhost' || (isIP(host) !== 0 && (host === '::1' || host.startsWith('127.')))
  const tls = url.protocol === 'smtps:' ? 'implicit' : keys.plainLoopback && isLoopback ? 'none' : 'starttls'
  return {
    host,
    port: url.port === '' ? (tls === 'implicit' ? 465 : 587) : Number(url.port),
    tls,
    auth: keys.user === '' ? undefined : { user: keys.user, pass: passwordOf(keys) },
    from: senderOf(keys.from),
    dkim: dkimOf(keys.dkim, senderOf(keys.from).address),
  }
}

function passwordOf({ password, passwordFile }: MailKeys): string {
  const found = passwordFile === '' ? password : fileText('STECKWERK_MAIL_PASSWORD_FILE', passwordFile).trim()
  if (found === '') throw fault('STECKWERK_MAIL_USER', 'a password is needed too: STECKWERK_MAIL_PASSWORD_FILE or STECKWERK_MAIL_PASSWORD.')
  return found
}

function senderOf(text: string): MailSettings['from'] {
  const found = /^(?:([^<>"\r\n]{1,80})<)?([a-z0-9._-]{1,21}@[a-z0-9.-]{1,120})>?$/i.exec(text.trim())
  if (found === null) throw fault('STECKWERK_MAIL_FROM', 'a sender such as "Portal Musterstadt <portal@example.org>" is expected, of letters, digits, dots and hyphens.')
  return { name: found[1]?.trim() ?? '', address: found[2]!.toLowerCase() }
}

function dkimOf(text: string, address: string): MailSettings['dkim'] {
  if (text === '') return undefined
  const found = /^([a-z0-9._-]{1,60}):(.+)$/i.exec(text)
  if (found === null) throw fault('STECKWERK_MAIL_DKIM', 'a selector and the file of its private key are expected, such as s1:/etc/steckwerk/dkim.pem.')
  return { domainName: domainOf(address), keySelector: found[1]!, privateKey: fileText('STECKWERK_MAIL_DKIM', found[2]!) }
}

function fileText(key: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (thrown) {
    throw new Fault('invalid', 'notify/mail-settings', `${key}: its file cannot be read.`, { at: key, cause: thrown })
  }
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)
