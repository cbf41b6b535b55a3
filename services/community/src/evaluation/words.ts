import type { Stage, State } from '../undertaking/stage.ts'
import type { Evaluation } from './evaluate.ts'

type Language = 'de' | 'en'
type Words<Name extends string> = Readonly<Record<Name, string>>

interface EvaluationWords {
  readonly title: string
  readonly period: string
  readonly withheld: string
  readonly none: string
  readonly days: string
  readonly euro: string
  readonly stages: Words<Stage>
  readonly states: Words<State>
  readonly introductions: Words<keyof NonNullable<Evaluation['introductions']>['states']>
  readonly outcomes: Words<keyof NonNullable<Evaluation['introductions']>['outcomes']>
  readonly events: Readonly<Record<string, string>>
  readonly heads: Words<'undertakings' | 'stages' | 'topics' | 'durations' | 'partners' | 'introductions' | 'outcomes' | 'events' | 'costs' | 'measured'>
  readonly columns: Words<'figure' | 'value' | 'stage' | 'now' | 'reached' | 'topic' | 'count' | 'to' | 'median' | 'lower' | 'upper' | 'kind' | 'sum' | 'project' | 'what' | 'before' | 'after' | 'unit' | 'day' | 'source'>
  readonly rows: Words<'total' | 'begun' | 'actors' | 'confirmed' | 'partnersEach' | 'guests' | 'once' | 'yearly'>
  /** How each figure is counted. */
  readonly definitions: Words<'undertakings' | 'stages' | 'topics' | 'durations' | 'partners' | 'introductions' | 'events' | 'costs' | 'measured'>
}

/** What figures are called on paper and in tables, and how they are counted. */
export const evaluationWords: Readonly<Record<Language, EvaluationWords>> = {
  de: {
    title: 'Auswertung der Vorhaben', period: 'Zeitraum', withheld: 'zurückgehalten', none: 'keine Angabe', days: 'Tage', euro: 'Euro',
    stages: { need: 'Bedarf', group: 'Arbeitsgruppe', order: 'Ausschreibung, Bestellung', pilot: 'Pilot', rollout: 'Einführung', measured: 'Gemessener Nutzen', reference: 'Referenzprojekt' },
    states: { running: 'laufen', resting: 'ruhen', ended: 'beendet' },
    introductions: { agreed: 'vermittelt', open: 'offen', ended: 'abgelehnt, zurückgezogen oder ohne Antwort', noted: 'von Hand eingetragen' },
    outcomes: { talk: 'Gespräch geführt', undertaking: 'Vorhaben daraus', none: 'kein Ergebnis', unknown: 'noch nicht bekannt' },
    events: { barcamp: 'Barcamps', talk: 'Austauschtermine', meeting: 'Treffen der Gesundheitsämter', group: 'Sitzungen von Arbeitsgruppen' },
    heads: { undertakings: 'Vorhaben', stages: 'Nach Stufe', topics: 'Nach Thema', durations: 'Wie lange es dauert', partners: 'Partner', introductions: 'Vermittlungen', outcomes: 'Was aus Vermittlungen wurde', events: 'Veranstaltungen', costs: 'Kosten', measured: 'Gemessener Nutzen' },
    columns: { figure: 'Kennzahl', value: 'Wert', stage: 'Stufe', now: 'Am Ende', reached: 'Erreicht im Zeitraum', topic: 'Thema', count: 'Anzahl', to: 'Vom Bedarf bis', median: 'Median', lower: 'Unteres Viertel', upper: 'Oberes Viertel', kind: 'Art', sum: 'Summe', project: 'Vorhaben', what: 'Gemessen', before: 'Vorher', after: 'Nachher', unit: 'Einheit', day: 'Stand', source: 'Quelle' },
    rows: { total: 'Vorhaben insgesamt', begun: 'im Zeitraum begonnen', actors: 'beteiligte Einrichtungen', confirmed: 'davon bestätigt', partnersEach: 'Partner je Vorhaben (Median)', guests: 'Anmeldungen zu Barcamps', once: 'einmalig', yearly: 'laufend im Jahr' },
    definitions: {
      undertakings: 'Veröffentlichte Vorhaben, deren erster Eintrag nicht nach dem Ende des Zeitraums liegt; läuft, ruht oder beendet nach dem letzten Schritt bis dahin.',
      stages: 'Am Ende: die Stufe nach dem letzten Schritt bis zum Ende des Zeitraums. Erreicht: die Stufe wurde im Zeitraum zum ersten Mal eingetragen.',
      topics: 'Ein Vorhaben zählt bei jedem seiner Themen einmal; die 25 häufigsten.',
      durations: 'Tage vom ersten Eintrag der Stufe Bedarf bis zum ersten Eintrag der genannten Stufe, für Vorhaben, die sie im Zeitraum erreicht haben. Wer ohne Bedarf begann, zählt nicht. Viertel wie in Tabellenprogrammen.',
      partners: 'Einrichtungen des Verzeichnisses, die heute als Partner eines gezählten Vorhabens eingetragen sind, jede einmal. Bestätigt: die Redaktion hat es von der Einrichtung selbst gehört.',
      introductions: 'Bestätigte Anfragen und von Hand eingetragene Fälle, die im Zeitraum eröffnet wurden, mit ihrem Stand von heute. Zahlen von 1 bis 4 und solche, aus denen sie sich errechnen ließen, werden zurückgehalten.',
      events: 'Veröffentlichte Termine, die im Zeitraum begannen und nicht abgesagt sind. Anmeldungen, solange sie gespeichert sind; weniger als 5 werden zurückgehalten.',
      costs: 'Angaben der gezählten Vorhaben in Euro; wer nichts angibt, zählt nicht mit.',
      measured: 'Zahlen, deren Stand im Zeitraum liegt, wie die Vorhaben sie mit Quelle angeben.',
    },
  },
  en: {
    title: 'Evaluation of undertakings', period: 'Period', withheld: 'withheld', none: 'not stated', days: 'days', euro: 'euro',
    stages: { need: 'Need', group: 'Working group', order: 'Tender, order', pilot: 'Pilot', rollout: 'Rollout', measured: 'Measured use', reference: 'Reference project' },
    states: { running: 'running', resting: 'resting', ended: 'ended' },
    introductions: { agreed: 'introduced', open: 'open', ended: 'declined, withdrawn or unanswered', noted: 'written down by hand' },
    outcomes: { talk: 'talk held', undertaking: 'became an undertaking', none: 'no result', unknown: 'not known yet' },
    events: { barcamp: 'Barcamps', talk: 'Talks', meeting: 'Meetings of health offices', group: 'Meetings of working groups' },
    heads: { undertakings: 'Undertakings', stages: 'By stage', topics: 'By topic', durations: 'How long it takes', partners: 'Partners', introductions: 'Introductions', outcomes: 'What came of introductions', events: 'Events', costs: 'Costs', measured: 'Measured use' },
    columns: { figure: 'Figure', value: 'Value', stage: 'Stage', now: 'At the end', reached: 'Reached in the period', topic: 'Topic', count: 'Count', to: 'From need to', median: 'Median', lower: 'Lower quarter', upper: 'Upper quarter', kind: 'Kind', sum: 'Sum', project: 'Undertaking', what: 'Measured', before: 'Before', after: 'After', unit: 'Unit', day: 'As of', source: 'Source' },
    rows: { total: 'undertakings in all', begun: 'begun in the period', actors: 'organizations taking part', confirmed: 'of these confirmed', partnersEach: 'partners of each (median)', guests: 'registrations for barcamps', once: 'once', yearly: 'running, a year' },
    definitions: {
      undertakings: 'Published undertakings whose first entry is not after the end of the period; running, resting or ended by the last step until then.',
      stages: 'At the end: the stage after the last step until the end of the period. Reached: the stage was entered for the first time in the period.',
      topics: 'An undertaking counts once for each of its topics; the 25 most frequent.',
      durations: 'Days from the first entry of the stage need to the first entry of the stage named, for undertakings that reached it in the period. What began without a need does not count. Quarters as in spreadsheets.',
      partners: 'Organizations of the directory that stand today as partners of a counted undertaking, each once. Confirmed: the editors heard it from the organization itself.',
      introductions: 'Confirmed requests and cases written down by hand that were opened in the period, with their state of today. Numbers from 1 to 4, and those they could be worked out from, are withheld.',
      events: 'Published dates that began in the period and were not cancelled. Registrations as long as they are kept; fewer than 5 are withheld.',
      costs: 'What the counted undertakings state, in euro; whoever states nothing does not count.',
      measured: 'Figures whose day lies in the period, as the undertakings state them with their source.',
    },
  },
}
