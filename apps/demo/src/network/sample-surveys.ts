import { choice, chose, form, rated, said, scale, words, wrote, yesNo } from './form-items.ts'

/** Two surveys of the invented region and what people said; nobody in it is real. */
export interface SampleSurvey {
  readonly form: ReturnType<typeof form>
  readonly topics: readonly string[]
  /** From today. */
  readonly opens: number
  readonly closes: number
  readonly results: boolean
  readonly answers: readonly (readonly object[])[]
}

const slow: readonly (readonly [what: number, more: number, urgent: number, wish: string])[] = [
  [1, 2, 5, 'Einen Überleitungsbogen, den alle Häuser gleich ausfüllen. Heute rufen wir bei jeder zweiten Verlegung an.'], [2, 0, 4, ''], [1, 3, 5, 'Schluss mit dem Fax zwischen Klinik und Pflegedienst.'], [3, 0, 3, ''], [2, 1, 4, 'Stammdaten einmal erfassen, nicht in vier Programmen.'],
  [1, 0, 4, ''], [2, 3, 5, ''], [4, 0, 2, 'Ein Raum mit guter Technik für Videosprechstunden, den sich mehrere Praxen teilen.'], [1, 2, 5, ''], [3, 1, 4, ''], [2, 0, 3, ''], [1, 2, 4, 'Medikationsplan, der mit dem Menschen mitkommt.'], [4, 0, 3, ''], [2, 0, 5, ''],
]
export const closedSurvey: SampleSurvey = {
  topics: ['Entlassmanagement', 'Interoperabilität'], opens: -55, closes: -20, results: true,
  form: form(['Was kostet Sie im Alltag am meisten Zeit?', 'What takes most of your time?'], ['Drei Fragen an alle, die in der Region versorgen: Was soll das Netzwerk als Nächstes angehen?', 'Three questions to everybody who cares for people in the region: what should the network tackle next?'], [
    choice('what', ['Was kostet Sie am meisten Zeit?', 'What takes most of your time?'], [['Faxe und Rückrufe', 'Faxes and calling back'], ['Dasselbe mehrfach eingeben', 'Typing the same thing again'], ['Unterlagen suchen', 'Looking for papers'], ['Technik, die nicht geht', 'Technology that fails']], { required: true, repeats: true }),
    scale('urgent', ['Wie dringend ist das, von 1 (kann warten) bis 5 (sofort)?', 'How urgent is it, from 1 (can wait) to 5 (now)?']),
    words('wish', ['Was sollten wir gemeinsam angehen?', 'What should we tackle together?']),
  ]),
  answers: slow.map(([what, more, urgent, wish]) => [...chose('what', ...[what, more].filter((option) => option > 0).toSorted()), ...rated('urgent', urgent), ...wrote('wish', wish)]),
}

const formats: readonly (readonly [format: number, again: boolean, topic: string])[] = [
  [1, true, 'Wie andere Häuser den Medikationsplan pflegen'], [2, true, ''], [1, true, 'KI am Telefon: Was sagen die Patientinnen und Patienten?'], [3, false, ''], [2, true, 'Förderanträge lesbar gemacht'], [1, true, ''], [1, true, 'Was Pflegeheime von der Klinik brauchen'], [3, true, ''], [2, true, ''],
]
export const openSurvey: SampleSurvey = {
  topics: ['Veranstaltungen'], opens: -6, closes: 15, results: true,
  form: form(['Worüber wollen Sie dienstags sprechen?', 'What do you want to talk about on Tuesdays?'], ['Die Reihe „Digital am Dienstag“ plant ihr Frühjahr. Das Ausfüllen dauert zwei Minuten.', 'The series “Digital am Dienstag” is planning its spring. Filling this in takes two minutes.'], [
    choice('format', ['Was hilft Ihnen am meisten?', 'What helps you most?'], [['Ein Haus zeigt, wie es geht', 'One house shows how it works'], ['Gemeinsam an etwas arbeiten', 'Working on something together'], ['Ein Vortrag mit Fragen', 'A talk with questions']], { required: true }),
    words('topic', ['Welches Thema fehlt?', 'Which topic is missing?']),
    yesNo('host', ['Würden Sie selbst einmal etwas zeigen?', 'Would you show something yourself?']),
    words('contact', ['Wenn ja: Wie erreichen wir Sie? (freiwillig)', 'If so: how do we reach you? (optional)'], { enableWhen: [{ question: 'host', operator: '=', answerBoolean: true }] }),
  ]),
  answers: formats.map(([format, host, topic]) => [...chose('format', format), ...wrote('topic', topic), ...said('host', host)]),
}

/** What the next barcamp asks its guests. */
export const registrationForm = form(['Anmeldung', 'Registration'], ['Damit alle gut durch den Tag kommen:', 'So that everybody gets through the day well:'], [
  choice('food', ['Was essen Sie mittags?', 'What will you eat at noon?'], [['Alles', 'Everything'], ['Vegetarisch', 'Vegetarian'], ['Vegan', 'Vegan'], ['Nichts', 'Nothing']]),
  choice('help', ['Was brauchen Sie?', 'What do you need?'], [['Stufenlosen Zugang', 'Step-free access'], ['Schriftdolmetschen', 'Speech-to-text'], ['Einen ruhigen Raum', 'A quiet room'], ['Kinderbetreuung', 'Childcare']], { repeats: true }),
])
export const registrationAnswers = (guest: number): readonly object[] => [...chose('food', 1 + (guest * 5) % 3), ...(guest % 6 === 2 ? chose('help', 1 + guest % 4) : [])]
