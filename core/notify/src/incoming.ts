import type { Email } from 'postal-mime'
import { enhancedCodeOf, refusalOf, type Refusal } from './delivery-status.ts'
import { tokenLength } from './mail-token.ts'

/** What a mail that came in is. Nothing of its text is kept. */
export type IncomingKind =
  | { readonly kind: 'bounced'; readonly refusal: Refusal }
  | { readonly kind: 'delayed' | 'automatic' | 'unsubscribed' | 'replies' }

export interface Incoming {
  readonly what: IncomingKind
  /** What may be our token, from its headers or the mail it returns; to be verified. */
  readonly candidates: readonly string[]
}

const stopWords = new Set(['abbestellung', 'abbestellen', 'bitte abbestellen', 'bitte abmelden', 'austragen', 'bitte austragen', 'abmelden', 'abmeldung', 'unsubscribe', 'stop', 'stopp'])
const mostText = 64 * 1024

/** Reads what a mail is. Source: RFC 3464 (delivery status), RFC 3834 (automatic answers). Throws on what is no mail. */
export async function readIncoming(bytes: Uint8Array): Promise<Incoming> {
  const { default: PostalMime } = await import('postal-mime')
  const mail = await PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: 20, maxHeadersSize: 128 * 1024 })
  const status = textOf(mail, 'message/delivery-status') ?? textOf(mail, 'message/global-delivery-status')
  const returned = textOf(mail, 'message/rfc822') ?? textOf(mail, 'text/rfc822-headers') ?? textOf(mail, 'message/rfc822-headers') ?? ''
  const headers = returned.slice(0, Math.max(0, returned.search(/\r?\n\r?\n/)) || returned.length)
  return {
    what: status === undefined ? answerOf(mail) : statusOf(status),
    candidates: candidatesOf(`${mail.inReplyTo ?? ''} ${mail.references ?? ''} ${/^message-id:\s*(\S+)/im.exec(headers)?.[1] ?? ''}`),
  }
}

function textOf(mail: Email, mimeType: string): string | undefined {
  const part = mail.attachments.find((one) => one.mimeType === mimeType)
  if (part === undefined) return undefined
  return typeof part.content === 'string' ? part.content.slice(0, mostText) : Buffer.from(part.content as ArrayBuffer).subarray(0, mostText).toString('utf8')
}

function statusOf(text: string): IncomingKind {
  const action = /^action:\s*([a-z]+)/im.exec(text)?.[1]?.toLowerCase()
  if (action !== 'failed') return { kind: action === 'delayed' ? 'delayed' : 'automatic' }
  const enhanced = /^status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(text)?.[1]
  const diagnostic = /^diagnostic-code:\s*smtp\s*;\s*(.*)$/im.exec(text)?.[1] ?? ''
  const code = /^(\d{3})/.exec(diagnostic)?.[1]
  // A gateway's 5.0.0 says less than what the last server said.
  const exact = enhanced === undefined || enhanced.endsWith('.0.0') ? (enhancedCodeOf(diagnostic) ?? enhanced) : enhanced
  return { kind: 'bounced', refusal: refusalOf({ code: code === undefined ? undefined : Number(code), enhanced: exact }) }
}

function answerOf(mail: Email): IncomingKind {
  const header = (name: string): string | undefined => mail.headers.find(({ key }) => key === name)?.value.trim().toLowerCase()
  const submitted = header('auto-submitted')
  const automatic = (submitted !== undefined && !/^no(?:\s|;|$)/.test(submitted)) || ['bulk', 'junk', 'list', 'auto_reply'].includes(header('precedence') ?? '')
    || header('x-autoreply') !== undefined || header('x-autorespond') !== undefined
  if (automatic) return { kind: 'automatic' }
  const subject = (mail.subject ?? '').replace(/^(?:\s*(?:re|aw|antw|wg|fwd?)\s*:)+/i, '')
  return { kind: isStop(subject) || isStop(firstLine(mail)) ? 'unsubscribed' : 'replies' }
}

/** The first line the person wrote: a word further down may stand in what is quoted. */
function firstLine(mail: Email): string {
  const text = (mail.text ?? (mail.html ?? '').slice(0, mostText).replace(/<(?:style|head)[\s\S]*?<\/(?:style|head)>/gi, '').replace(/<[^>]*>/g, '\n')).slice(0, mostText)
  return text.split(/\r?\n/).map((line) => line.trim()).find((line) => line !== '') ?? ''
}

const isStop = (text: string): boolean => stopWords.has(text.trim().toLowerCase().replace(/^["„“'»(]+|["“”'«).!,;]+$/gu, ''))

function candidatesOf(text: string): readonly string[] {
  return [...text.slice(0, 8192).matchAll(new RegExp(`<([a-z2-7]{${tokenLength}})@`, 'gi'))].map(([, token]) => token!).slice(-20).reverse()
}
