import { useLingui } from '@lingui/react/macro'
import type { FindingKind } from '../../../client/search.ts'

/** What a finding is, in a word; and many of them. */
export function useFindingWords(): { readonly one: (kind: FindingKind) => string; readonly many: (kind: FindingKind) => string } {
  const { t } = useLingui()
  const words: Readonly<Record<FindingKind, readonly [one: string, many: string]>> = {
    project: [t`Referenzprojekt`, t`Referenzprojekte`], undertaking: [t`Vorhaben`, t`Vorhaben`], actor: [t`Einrichtung`, t`Einrichtungen`], group: [t`Arbeitsgruppe`, t`Arbeitsgruppen`],
    post: [t`Beitrag`, t`Beiträge`], result: [t`Ergebnis`, t`Ergebnisse`], edition: [t`Ausgabe`, t`Ausgaben`], call: [t`Aufruf`, t`Aufrufe`], question: [t`Frage und Antwort`, t`Fragen und Antworten`], barcamp: [t`Barcamp`, t`Barcamps`], session: [t`Sitzung`, t`Sitzungen`],
    series: [t`Reihe`, t`Reihen`], talk: [t`Termin einer Reihe`, t`Termine von Reihen`], meeting: [t`Treffen`, t`Treffen`], poll: [t`Umfrage`, t`Umfragen`], survey: [t`Befragung`, t`Befragungen`],
  }
  return { one: kind => words[kind]?.[0] ?? t`Fundstelle`, many: kind => words[kind]?.[1] ?? t`Weiteres` }
}
