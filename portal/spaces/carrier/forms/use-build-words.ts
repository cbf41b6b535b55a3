import { useLingui } from '@lingui/react/macro'
import { wordsOf, type QuestionnaireItem } from '@steckwerk/form'
import type { BuildWrong } from '../../../client/form-build.ts'
import { isHelp, isKind, type Kept, type Kind } from '../../../client/form-build-item.ts'
import { PortalFault } from '../../../client/request.ts'
import { useFaultText } from '../../../shell/fault-text.ts'

export interface BuildWords {
  readonly kind: (kind: Kind) => string
  readonly kindOf: (item: QuestionnaireItem) => string
  readonly kept: (kept: Kept) => string
  readonly wrong: (code: BuildWrong) => string
  /** What an item is called in lists: its text, else what it is. */
  readonly name: (item: QuestionnaireItem) => string
  readonly status: (status: string | undefined) => string
  readonly fault: (error: unknown) => string
}

/** What the builder of forms calls things. */
export function useBuildWords(): BuildWords {
  const { t, i18n } = useLingui()
  const plain = useFaultText()
  const kind = (one: Kind) => ({
    string: t`Kurzer Text`, text: t`Langer Text`, choice: t`Auswahl`, boolean: t`Ja oder Nein`, date: t`Datum`, integer: t`Ganze Zahl`, decimal: t`Zahl mit Komma`, attachment: t`Foto oder Datei`, group: t`Gruppe von Fragen`, display: t`Hinweis ohne Antwort`,
  })[one]
  const kindOf = (item: QuestionnaireItem) => item.type === 'display' && isHelp(item) ? t`Hilfe` : isKind(item.type) ? kind(item.type) : t`Andere Art (${item.type})`
  return {
    kind,
    kindOf,
    kept: one => ({
      calculated: t`Berechnung`, prefilled: t`Vorausfüllung aus der Akte`, condition: t`Bedingung, die mehr als eine Antwort braucht`, score: t`Punkte der Antworten`, 'value-set': t`Antworten aus einer Wertemenge`, limits: t`Grenzen für Länge, Wert, Anzahl oder Dateien`,
      code: t`Codierung für die Akte`, reuse: t`Antwort vom letzten Mal anbieten`, hidden: t`Ist für Ausfüllende nicht zu sehen`, look: t`Art der Darstellung`, other: t`Weitere Angaben`,
    })[one],
    wrong: code => ({
      title: t`Geben Sie dem Formular einen Titel.`,
      empty: t`Das Formular hat noch keine Frage.`,
      text: t`Hier fehlt der Text.`,
      options: t`Fügen Sie mindestens eine Antwort hinzu.`,
      'option-text': t`Eine Antwort hat noch keinen Text.`,
      'option-twice': t`Zwei Antworten heißen gleich.`,
      'group-empty': t`Die Gruppe ist leer. Legen Sie Fragen hinein, oder entfernen Sie sie.`,
      'condition-question': t`Die Bedingung nennt eine Frage, die es nicht mehr gibt.`,
      'condition-answer': t`Die Bedingung nennt eine Antwort, die es nicht mehr gibt.`,
      'nested-repeats': t`Unter einer Frage mit mehreren Antworten können keine Fragen stehen. Nehmen Sie eine Gruppe.`,
      circle: t`Fragen hängen im Kreis voneinander ab. Ändern Sie eine der Bedingungen.`,
      unreadable: t`So lässt sich das Formular nicht ausfüllen.`,
    })[code],
    name: item => wordsOf(item, 'text', i18n.locale === 'en' ? 'en' : 'de').trim() || `${kindOf(item)} (${item.linkId})`,
    status: status => status === 'active' ? t`In Gebrauch` : status === 'draft' ? t`Entwurf` : t`Zurückgezogen`,
    fault: error => {
      if (error instanceof PortalFault && (error.status === 412 || error.status === 409)) return t`Inzwischen hat jemand anders gespeichert. Laden Sie die Seite neu, um dessen Fassung zu sehen.`
      if (error instanceof PortalFault && (error.status === 400 || error.status === 422)) return t`So nimmt der Hub das Formular nicht an (${error.code}). Prüfen Sie leere Gruppen und Texte.`
      return plain(error)
    },
  }
}
