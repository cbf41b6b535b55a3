/** The wire types of mail and push; below /portal/api. Instants are ISO 8601 UTC. Types only. */

/** What can be switched off; security mails cannot. */
export type NoticeTopic = 'appointments' | 'forms' | 'news'

/** GET /notifications: one's own. */
export interface NotificationSettings {
  /** Whether this hub sends mails at all. */
  readonly mailOn: boolean
  /** null = none given. */
  readonly email: null | {
    readonly address: string
    /** unverified = a code was sent, nothing else will be; bounced = a mail came back for good, nothing is sent until it is verified anew. */
    readonly state: 'unverified' | 'verified' | 'bounced'
    /** When a mail came back. */
    readonly bouncedAt: string | null
  }
  /** Switched on. */
  readonly topics: readonly NoticeTopic[]
  readonly language: 'de' | 'en'
  readonly devices: readonly { readonly id: string; readonly name: string; readonly addedAt: string }[]
  /** For PushManager.subscribe: applicationServerKey, base64url. */
  readonly pushKey: string
}
/** PUT /notifications → 200 NotificationSettings. */
export interface NotificationChange {
  readonly topics?: readonly NoticeTopic[]
  readonly language?: 'de' | 'en'
}
/** POST /notifications/email → 202 NotificationSettings: a code is sent there. 429 notify/too-many-codes. DELETE → 204. */
export interface EmailRequest {
  readonly address: string
  /** Of the mail. */
  readonly language: 'de' | 'en'
}
/** POST /notifications/email/verify → 200 NotificationSettings; 422 notify/code-refused for every failure. */
export interface EmailVerification {
  readonly code: string
}
/** POST /notifications/devices → 201 NotificationSettings: what PushSubscription.toJSON() gives. DELETE /notifications/devices/:id → 204. */
export interface PushDevice {
  readonly endpoint: string
  readonly keys: { readonly p256dh: string; readonly auth: string }
}
// POST /notifications/test → 202: "Es gibt Neues" to one's own devices.

/** GET /notifications/notice: what the person should be told at sign-in. */
export interface NotificationNotice {
  readonly bounced: boolean
}

/** GET /notifications/links/:token: where the link of a mail (/neues/:token) leads; 404 unless the mail was one's own. */
export interface NotificationLink {
  readonly path: string
}

/** GET /mail (permission leitstand.read on the platform). POST /mail/probe → { answers }: whether the mail server answers and takes our credentials. */
export interface MailState {
  readonly on: boolean
  readonly receiving: boolean
  /** Whether there is a simulated mail server to look into. */
  readonly demo: boolean
  /** By state, of the last 30 days. */
  readonly counts: Readonly<Record<'waiting' | 'sent' | 'failed' | 'expired', number>>
  /** Minutes the oldest waiting mail is overdue; 0 = none is. */
  readonly overdueMinutes: number
  /** Of the last 30 days. */
  readonly received: { readonly bounced: number; readonly delayed: number; readonly unsubscribed: number; readonly automatic: number; readonly replies: number; readonly unmatched: number }
  readonly bouncedAddresses: number
}

/** GET /demo/mails (same permission, demo only, else 404): what the simulated mail server of the demo has taken, newest first. */
export interface DemoMails {
  readonly mails: readonly DemoMail[]
}
export interface DemoMail {
  readonly id: string
  readonly at: string
  readonly to: string
  readonly from: string
  readonly subject: string
  readonly text: string
}
