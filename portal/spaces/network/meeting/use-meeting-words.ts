import { useLingui } from '@lingui/react/macro'
import type { Card, EntryState, Meeting } from '../../../client/meetings.ts'
import { PortalFault } from '../../../client/request.ts'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useFormats } from '../../../shell/format.ts'

export type CardText = 'proud' | 'challenge' | 'next' | 'differently' | 'dependenceText'

/** What meetings call their things. */
export function useMeetingWords() {
  const { t } = useLingui()
  const { span } = useFormats()
  const faultText = useFaultText()
  const dependence = [t`gar nicht`, t`wenig`, t`zum Teil`, t`weitgehend`, t`vollständig`]
  return {
    when: ({ start, end }: Pick<Meeting, 'start' | 'end'>): string => span(start, end),
    where: ({ kind, place }: Pick<Meeting, 'kind' | 'place'>): string => kind === 'online' ? t`online` : place === '' ? t`vor Ort` : place,
    /** The questions of a card, in their order. year: of the meeting. */
    questions: (year: string): readonly { readonly field: CardText; readonly words: string }[] => [
      { field: 'proud', words: t`Worauf sind wir stolz?` }, { field: 'challenge', words: t`Größte Herausforderung ${year}` }, { field: 'next', words: t`Nächste Maßnahme` },
      { field: 'differently', words: t`Das würden wir anders machen` }, { field: 'dependenceText', words: t`Abhängigkeit von der kommunalen IT` },
    ],
    dependence,
    /** What a card says to one question, with the scale in words. */
    said: (card: Card, field: CardText): string => [field === 'dependenceText' && card.dependence !== null ? dependence[card.dependence]! : '', card[field]].filter(part => part !== '').join(' – '),
    state: (state: EntryState): string => ({ have: t`haben wir`, plan: t`planen wir`, helps: t`hilft uns` })[state],
    fault: (error: unknown): string => {
      const code = error instanceof PortalFault ? error.code : undefined
      if (code === 'plug/document-changed') return t`Jemand anderes hat inzwischen etwas geändert. Sie sehen jetzt den neuen Stand; bitte versuchen Sie es noch einmal.`
      if (code === 'community/meeting-unknown') return t`Dieses Treffen gibt es nicht (mehr).`
      if (code === 'community/meeting-closed') return t`Das Treffen ist vorbei, eine Anmeldung ist nicht mehr möglich.`
      if (code === 'community/meeting-participants') return t`Das können nur Personen, die an dem Treffen teilnehmen.`
      if (code === 'community/meeting-mail') return t`Ohne Konto brauchen wir Ihre E-Mail-Adresse: Sie bekommen einen Link zum Bestätigen.`
      if (code === 'community/meeting-full') return t`Mehr geht hier nicht: die Höchstzahl ist erreicht.`
      if (code === 'community/meeting-card') return t`Eine der Karten gibt es nicht mehr. Sie sehen jetzt den neuen Stand.`
      if (code === 'community/meeting-people') return t`Jemand hat sich inzwischen abgemeldet. Sie sehen jetzt den neuen Stand.`
      if (code === 'notify/too-many') return t`An diese Adresse ging heute schon zu viel Post. Bitte versuchen Sie es morgen noch einmal.`
      if (code === 'api/browser-unknown') return t`Ihr Browser nimmt keine Cookies an. Bitte erlauben Sie Cookies für diese Seite und laden Sie sie neu.`
      return faultText(error)
    },
  }
}
