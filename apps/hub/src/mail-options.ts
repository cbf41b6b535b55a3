import { readFileSync } from 'node:fs'
import { Fault } from '@steckwerk/kernel'
import { readMailSettings, type NotificationsOptions } from '@steckwerk/notify'
import type { HubConfig } from './config.ts'

/** Mail as the settings say. Faults: hub/mail-settings, notify/mail-settings. */
export function mailOptions(config: HubConfig): Pick<NotificationsOptions, 'mail' | 'incoming' | 'digestSeconds' | 'editionsAMinute'> {
  const mail = readMailSettings({
    smtp: config.mailSmtp, user: config.mailUser, password: config.mailPassword, passwordFile: config.mailPasswordFile, from: config.mailFrom, dkim: config.mailDkim,
    plainLoopback: config.demo,
  })
  if (mail !== undefined && config.publicUrl === '' && !config.demo) {
    throw new Fault('invalid', 'hub/mail-settings', 'Mails have links: STECKWERK_PUBLIC_URL is needed too.', { at: 'STECKWERK_PUBLIC_URL' })
  }
  return {
    mail,
    incoming: config.mailInPort === 0 ? undefined : { host: config.mailInHost, port: config.mailInPort, tls: tlsOf(config.mailInTls) },
    digestSeconds: config.mailDigestSeconds,
    editionsAMinute: config.mailEditionsAMinute,
  }
}

function tlsOf(text: string): { readonly cert: string; readonly key: string } | undefined {
  if (text === '') return undefined
  const [cert = '', key = ''] = text.split(',').map((path) => path.trim())
  try {
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  } catch (thrown) {
    throw new Fault('invalid', 'hub/mail-settings', 'STECKWERK_MAIL_IN_TLS: two files that can be read are expected, certificate and key.', { at: 'STECKWERK_MAIL_IN_TLS', cause: thrown })
  }
}
