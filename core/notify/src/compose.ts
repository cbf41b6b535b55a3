import type { Language } from './contract.ts'
import { securityChanges, words, type SecurityChange, type Wording } from './templates.ts'

export interface Composed {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** What goes into a mail: nothing but this. */
export interface MailParts {
  readonly wording: Wording
  readonly language: Language
  /** Names of carriers with news, each with its link; of `code` and `security` one link without a name. */
  readonly news: readonly { readonly house: string; readonly link: string }[]
  readonly settingsLink: string
  /** Of wording `security`. */
  readonly change?: SecurityChange | undefined
  /** Six digits, of wording `code`. */
  readonly code?: string
  /** Of wordings `network-…`; cleaned here. */
  readonly about?: string
  /** Of wordings about a date; UTC instants. */
  readonly when?: { readonly start: string; readonly was?: string | undefined } | undefined
}

const longestName = 80
const longestAbout = 120

/** Names come from a carrier's administrators: one line of printable characters, without what turns the direction of writing or looks like an address. */
export function cleanName(name: string, most: number = longestName): string {
  return name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/g, ' ').replace(/[<>{}]|:\/\//g, ' ').replace(/\s+/g, ' ').trim().slice(0, most)
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign]!)

/** A time as it is said in Germany, whose clock everybody here goes by. */
function moment(instant: string, language: Language): string {
  const words = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { timeZone: 'Europe/Berlin', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(new Date(instant))
  return language === 'de' ? `${words} Uhr` : words
}

/** One mail as plain text and as simple HTML: one column, a real link with words, the language named, no pictures, nothing fetched from anywhere. */
export function compose({ wording, language, news, settingsLink, change, code, about = '', when }: MailParts): Composed {
  const of = words[wording][language]
  const names = [...new Set(news.map(({ house }) => cleanName(house)))]
  const house = names.length === 0 ? '' : new Intl.ListFormat(language, { type: 'conjunction' }).format(names.slice(0, 5))
  const put: Readonly<Record<string, () => string>> = {
    house: () => house,
    about: () => cleanName(about, longestAbout),
    change: () => securityChanges[change ?? 'other'][language],
    code: () => (code ?? '').replace(/\D/g, ''),
    when: () => (when === undefined ? '' : moment(when.start, language)),
    was: () => (when?.was === undefined ? '' : moment(when.was, language)),
  }
  const filled = (text: string): string => text.replaceAll(/\{(house|about|change|code|when|was)\}/g, (_, name: string) => put[name]!())
  // One link a house: several things by one house are one line.
  const links = names.length < 2 ? news.slice(0, 1) : names.map((name) => news.find((one) => cleanName(one.house) === name)!)
  const lineOf = (one: MailParts['news'][number]): string => (links.length > 1 ? `${cleanName(one.house)}: ` : '')
  return {
    subject: filled(of.subject),
    text: [of.greeting, '', filled(of.text), '', ...links.map((one) => `${lineOf(one)}${one.link}`), '', filled(of.closing), '', '-- ', of.footer, settingsLink, ''].join('\r\n'),
    html: `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(filled(of.subject))}</title></head>
<body style="font-family:sans-serif;font-size:16px;line-height:1.5;margin:0;padding:24px"><main style="max-width:36em">
<p>${escaped(of.greeting)}</p>
<p>${escaped(filled(of.text))}</p>
${links.map((one) => `<p>${escaped(lineOf(one))}<a href="${escaped(one.link)}">${escaped(of.link)}</a></p>`).join('\n')}
<p>${escaped(filled(of.closing))}</p>
<hr><p style="font-size:14px">${escaped(of.footer)} <a href="${escaped(settingsLink)}">${escaped(settingsLink)}</a></p>
</main></body></html>
`,
  }
}
