import { useLingui } from '@lingui/react/macro'
import type { EditionEntry, EditionGroup, EditionState, LookedUp, PostState } from '../../../client/news.ts'
import { PortalFault } from '../../../client/request.ts'
import { useFaultText } from '../../../shell/fault-text.ts'

export function useNewsWords() {
  const { t, i18n } = useLingui()
  const faultText = useFaultText()
  const groups: Readonly<Record<EditionGroup, string>> = {
    post: t`Neues`, call: t`Ausschreibungen und Förderaufrufe`, date: t`Termine`, undertaking: t`Vorhaben und Referenzprojekte`, result: t`Ergebnisse`, actor: t`Neu im Verzeichnis`, question: t`Fragen und Antworten`,
  }
  const posts: Readonly<Record<PostState, string>> = { draft: t`Entwurf`, planned: t`Geplant`, out: t`Veröffentlicht` }
  const editions: Readonly<Record<EditionState, string>> = { draft: t`Entwurf`, sending: t`Wird versendet`, sent: t`Versendet` }
  const ends: Readonly<Record<NonNullable<LookedUp['by']>, string>> = { link: t`über den Link`, answer: t`durch eine Antwort oder den Knopf im Mailprogramm`, bounces: t`weil es das Postfach nicht mehr gab`, editor: t`durch die Redaktion` }
  const fault = (error: unknown): string => {
    const code = error instanceof PortalFault ? error.code : undefined
    if (code === 'community/post-unknown') return t`Diesen Beitrag gibt es nicht, oder er ist noch nicht veröffentlicht.`
    if (code === 'community/edition-unknown') return t`Diese Ausgabe gibt es nicht, oder sie ist noch nicht erschienen.`
    if (code === 'community/edition-begun') return t`Diese Ausgabe wird schon versendet und lässt sich nicht mehr ändern.`
    if (code === 'community/edition-empty') return t`In dieser Ausgabe steht noch nichts. Nehmen Sie etwas auf oder schreiben Sie eine Einleitung.`
    if (code === 'community/question-unknown') return t`Diese Frage gibt es nicht mehr.`
    if (code === 'community/asked-unknown') return t`Diese Anfrage gibt es nicht mehr. Vielleicht ist sie schon beantwortet.`
    if (code === 'notify/mail-off' || code === 'plugboard/mail-off') return t`Von hier werden keine E-Mails verschickt: Dem Betrieb fehlt ein Mailserver.`
    if (code === 'notify/too-many') return t`An diese Adresse gingen heute schon zu viele Nachrichten. Bitte versuchen Sie es morgen wieder.`
    if (code === 'notify/address') return t`An diese Adresse kann nicht geschrieben werden.`
    if (code === 'plug/document-changed') return t`Jemand anderes hat inzwischen etwas geändert. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.`
    if (code === 'community/input') return t`Eine Angabe fehlt oder hat nicht die richtige Form.`
    return faultText(error)
  }
  return { note: ({ note }: EditionEntry) => note[i18n.locale === 'en' ? 'en' : 'de'], group: (group: EditionGroup) => groups[group], post: (state: PostState) => posts[state], edition: (state: EditionState) => editions[state], ended: (by: NonNullable<LookedUp['by']>) => ends[by], fault }
}

export const isMail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())
