import { useLingui } from '@lingui/react/macro'
import { wordsOf, type QuestionnaireItem } from '@steckwerk/form'
import type { ExpressionFault } from '@steckwerk/form/authoring'
import type { BuildIssue, BuildWrong } from '../../../client/form-build.ts'
import { readCalculation } from '../../../client/form-build-calculation.ts'
import { isHelp, isKind, type Addition, type Kept } from '../../../client/form-build-item.ts'
import { PortalFault } from '../../../client/request.ts'
import { useFaultText } from '../../../shell/fault-text.ts'

export interface BuildWords {
  readonly kind: (kind: Addition) => string
  readonly kindOf: (item: QuestionnaireItem) => string
  readonly kept: (kept: Kept) => string
  readonly wrong: (issue: Pick<BuildIssue, 'code' | 'fault'>) => string
  /** What an item is called in lists: its text, else what it is. */
  readonly name: (item: QuestionnaireItem) => string
  readonly status: (status: string | undefined) => string
  readonly fault: (error: unknown) => string
}

/** What the builder of forms calls things. */
export function useBuildWords(): BuildWords {
  const { t, i18n } = useLingui()
  const plain = useFaultText()
  const kind = (one: Addition) => ({
    string: t`Kurzer Text`, text: t`Langer Text`, choice: t`Auswahl`, boolean: t`Ja oder Nein`, date: t`Datum`, integer: t`Ganze Zahl`, decimal: t`Zahl mit Komma`, quantity: t`Zahl mit Einheit`, attachment: t`Foto oder Datei`, group: t`Gruppe von Fragen`, display: t`Hinweis ohne Antwort`,
    score: t`Punktzahl (wird berechnet)`, grade: t`Einstufung (wird berechnet)`, calculated: t`Berechneter Wert`,
  })[one]
  const calculated = (item: QuestionnaireItem): Addition | undefined => {
    const calculation = readCalculation(item)
    if (calculation === undefined) return undefined
    return calculation === 'kept' || (calculation.how !== 'points' && calculation.how !== 'grade') ? 'calculated' : calculation.how === 'points' ? 'score' : 'grade'
  }
  const kindOf = (item: QuestionnaireItem) => calculated(item) !== undefined ? kind(calculated(item)!) : item.type === 'display' && isHelp(item) ? t`Hilfe` : isKind(item.type) ? kind(item.type) : t`Andere Art (${item.type})`
  const expression = ({ code, line, column, word }: ExpressionFault): string => ({
    syntax: t`Zeile ${line}, Stelle ${column}: Hier lässt sich der Ausdruck nicht lesen.`,
    function: t`Zeile ${line}, Stelle ${column}: Die Funktion „${word}“ gibt es in Formularen nicht.`,
    variable: t`Zeile ${line}, Stelle ${column}: „%${word}“ ist beim Ausfüllen nicht bekannt.`,
    question: t`Zeile ${line}, Stelle ${column}: Eine Frage „${word}“ gibt es in diesem Formular nicht.`,
    'too-long': t`Der Ausdruck ist zu lang.`,
  })[code]
  return {
    kind,
    kindOf,
    kept: one => ({
      calculated: t`Berechnung`, prefilled: t`Vorausfüllung`, condition: t`Bedingung, die mehr als eine Antwort braucht`, score: t`Punkte der Antworten`, 'value-set': t`Antworten aus einer Wertemenge`, limits: t`Grenzen für Länge, Wert, Anzahl oder Dateien`,
      code: t`Codierung für die Akte`, reuse: t`Antwort vom letzten Mal anbieten`, hidden: t`Ist für Ausfüllende nicht zu sehen`, look: t`Art der Darstellung`, other: t`Weitere Angaben`,
    })[one],
    wrong: ({ code, fault }) => fault !== undefined ? expression(fault) : ({
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
      unit: t`Diese Einheit kennt UCUM nicht.`,
      bounds: t`Der kleinste Wert ist größer als der größte.`,
      expression: t`Der Ausdruck lässt sich nicht auswerten.`,
      'calculation-empty': t`Wählen Sie, womit gerechnet wird.`,
      'calculation-question': t`Die Berechnung nennt eine Frage, die sich dafür nicht eignet.`,
      'calculation-units': t`Die Einheiten der Fragen passen nicht zusammen.`,
      'grade-steps': t`Geben Sie jeder Antwort eine eigene Grenze; nur die unterste braucht keine.`,
    } satisfies Record<BuildWrong, string>)[code],
    name: item => wordsOf(item, 'text', i18n.locale === 'en' ? 'en' : 'de').trim() || `${kindOf(item)} (${item.linkId})`,
    status: status => status === 'active' ? t`In Gebrauch` : status === 'draft' ? t`Entwurf` : t`Zurückgezogen`,
    fault: error => {
      if (error instanceof PortalFault && error.code === 'community/form-answered') return t`Es gibt schon Antworten, die dabei verloren gingen. Texte können Sie ändern und Fragen ergänzen; Fragen und Antworten, die jemand gewählt hat, müssen bleiben.`
      if (error instanceof PortalFault && (error.status === 412 || error.status === 409)) return t`Inzwischen hat jemand anders gespeichert. Laden Sie die Seite neu, um dessen Fassung zu sehen.`
      if (error instanceof PortalFault && (error.status === 400 || error.status === 422)) return t`So nimmt der Hub das Formular nicht an (${error.code}). Prüfen Sie leere Gruppen und Texte.`
      return plain(error)
    },
  }
}
