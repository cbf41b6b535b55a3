import { enhancedCodeOf, refusalOf, type Refusal } from './delivery-status.ts'
import type { MailSettings } from './mail-settings.ts'

export interface Outgoing {
  readonly to: string
  /** What the reader sees as the sender's name; default: the hub's. */
  readonly fromName?: string
  /** Where bounces go to. */
  readonly envelopeFrom: string
  readonly replyTo: string
  /** With its angle brackets: the same at each attempt. */
  readonly messageId: string
  readonly date: Date
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly headers: Readonly<Record<string, string>>
}

/** sent, or why not; never the server's own words: they hold the address. */
export type Sent = { readonly kind: 'sent' } | { readonly kind: 'refused'; readonly refusal: Refusal; readonly code: string }

export interface Transport {
  send(mail: Outgoing): Promise<Sent>
  /** Whether the server answers, and takes our credentials. */
  verify(): Promise<boolean>
  close(): void
}

interface SmtpError { readonly code?: string; readonly command?: string; readonly responseCode?: number; readonly response?: string }

/** List-Unsubscribe-Post counts only where it is signed. Source: RFC 6376, 5.4.1; RFC 8058, 4. */
const signedHeaders = 'From:Reply-To:Subject:Date:Message-ID:To:MIME-Version:Content-Type:Content-Transfer-Encoding:List-Id:List-Unsubscribe:List-Unsubscribe-Post'

/** SMTP over a few connections that are kept. Nothing in a mail can make it read files or addresses. */
export function createSmtp(settings: MailSettings): Transport {
  const { host, port, tls, auth, dkim } = settings
  // Loaded with the first mail.
  const connect = async () => (await import('nodemailer')).createTransport({
    host, port, pool: true, maxConnections: 3, maxMessages: 100,
    secure: tls === 'implicit', requireTLS: tls === 'starttls', ignoreTLS: tls === 'none',
    tls: { minVersion: 'TLSv1.2' },
    connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000,
    disableFileAccess: true, disableUrlAccess: true,
    ...(auth === undefined ? {} : { auth }),
    ...(dkim === undefined ? {} : { dkim: { ...dkim, headerFieldNames: signedHeaders } }),
  })
  let smtp: ReturnType<typeof connect> | undefined
  return {
    send: async ({ to, envelopeFrom, fromName, ...mail }) => {
      const pool = await (smtp ??= connect())
      try {
        await pool.sendMail({ ...mail, from: fromName === undefined ? settings.from : { ...settings.from, name: fromName }, to, envelope: { from: envelopeFrom, to: [to] } })
        return { kind: 'sent' }
      } catch (thrown) {
        const { code = 'ESMTP', command, responseCode, response = '' } = thrown as SmtpError
        // Only what is said about the recipient, or the mail itself, can be for good: a wrong password of ours mends.
        const about = command === 'RCPT TO' || command === 'DATA' || code === 'EENVELOPE' || code === 'EMESSAGE'
        const refusal = about ? refusalOf({ code: responseCode, enhanced: enhancedCodeOf(response) }) : 'temporary'
        return { kind: 'refused', refusal: refusal === 'address' && command === 'DATA' ? 'permanent' : refusal, code: responseCode === undefined ? code : String(responseCode) }
      }
    },
    verify: async () => {
      const pool = await (smtp ??= connect())
      try {
        await pool.verify()
        return true
      } catch {
        return false
      }
    },
    close: () => void smtp?.then((pool) => pool.close()),
  }
}
