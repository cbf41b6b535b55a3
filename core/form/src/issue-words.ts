import type { FormIssue, Words } from './contract.ts'

const words: Readonly<Record<FormIssue['code'], readonly [Words, Words]>> = {
  structure: [{ de: 'Die Antworten sind nicht so aufgebaut wie der Fragebogen.', en: 'The answers are not built like the questionnaire.' }, { de: 'Bitte laden Sie das Formular neu.', en: 'Please load the form again.' }],
  'unknown-item': [{ de: 'Diese Frage gibt es im Fragebogen nicht.', en: 'The questionnaire has no such question.' }, { de: 'Bitte laden Sie das Formular neu.', en: 'Please load the form again.' }],
  'not-enabled': [{ de: 'Diese Frage wird nach Ihren anderen Antworten nicht gestellt.', en: 'After your other answers, this question is not asked.' }, { de: 'Bitte entfernen Sie die Antwort.', en: 'Please remove the answer.' }],
  required: [{ de: 'Hier fehlt eine Antwort.', en: 'An answer is missing here.' }, { de: 'Bitte beantworten Sie die Frage.', en: 'Please answer the question.' }],
  type: [{ de: 'Die Antwort hat nicht die passende Form.', en: 'The answer is not of the right form.' }, { de: 'Bitte prüfen Sie Ihre Eingabe.', en: 'Please check what you entered.' }],
  'too-many': [{ de: 'Das sind zu viele Antworten.', en: 'These are too many answers.' }, { de: 'Bitte geben Sie höchstens {n} an.', en: 'Please give at most {n}.' }],
  'too-few': [{ de: 'Das sind zu wenige Antworten.', en: 'These are too few answers.' }, { de: 'Bitte geben Sie mindestens {n} an.', en: 'Please give at least {n}.' }],
  'too-long': [{ de: 'Die Antwort ist zu lang.', en: 'The answer is too long.' }, { de: 'Bitte kürzen Sie auf höchstens {n} Zeichen.', en: 'Please shorten it to at most {n} characters.' }],
  'too-short': [{ de: 'Die Antwort ist zu kurz.', en: 'The answer is too short.' }, { de: 'Bitte schreiben Sie mindestens {n} Zeichen.', en: 'Please write at least {n} characters.' }],
  'too-small': [{ de: 'Der Wert liegt zu niedrig.', en: 'The value is too low.' }, { de: 'Erlaubt ist {n} oder mehr.', en: '{n} or more is allowed.' }],
  'too-large': [{ de: 'Der Wert liegt zu hoch.', en: 'The value is too high.' }, { de: 'Erlaubt ist {n} oder weniger.', en: '{n} or less is allowed.' }],
  pattern: [{ de: 'Die Antwort ist nicht so geschrieben, wie es hier nötig ist.', en: 'The answer is not written as it has to be here.' }, { de: 'Bitte prüfen Sie die Schreibweise.', en: 'Please check how it is written.' }],
  'not-an-option': [{ de: 'Diese Antwort steht nicht zur Auswahl.', en: 'This answer is not among the choices.' }, { de: 'Bitte wählen Sie eine der Antworten.', en: 'Please choose one of the answers.' }],
  'attachment-type': [{ de: 'Diese Art von Datei kann nicht angenommen werden.', en: 'This kind of file cannot be taken.' }, { de: 'Möglich sind: {n}.', en: 'Possible are: {n}.' }],
  'attachment-size': [{ de: 'Die Datei ist zu groß.', en: 'The file is too large.' }, { de: 'Höchstens {n} Kilobyte sind möglich.', en: 'At most {n} kilobytes are possible.' }],
  decimals: [{ de: 'Die Zahl hat zu viele Nachkommastellen.', en: 'The number has too many decimal places.' }, { de: 'Bitte runden Sie auf {n} Stellen.', en: 'Please round it to {n} places.' }],
  calculated: [{ de: 'Dieser Wert wird berechnet und stimmt nicht mit den Antworten überein.', en: 'This value is calculated and does not agree with the answers.' }, { de: 'Bitte laden Sie das Formular neu.', en: 'Please load the form again.' }],
  'read-only': [{ de: 'Dieser Wert kann hier nicht geändert werden.', en: 'This value cannot be changed here.' }, { de: 'Wenn er falsch ist, sagen Sie es bitte dem Krankenhaus.', en: 'If it is wrong, please tell the hospital.' }],
  unit: [{ de: 'Diese Einheit steht nicht zur Auswahl.', en: 'This unit is not among the choices.' }, { de: 'Bitte wählen Sie eine der Einheiten.', en: 'Please choose one of the units.' }],
}

/** `n`: the limit of the questionnaire, never something of the answer. */
export function formIssue(path: string, code: FormIssue['code'], n: number | string = ''): FormIssue {
  const [text, mend] = words[code]
  const written = (locale: string): string => (typeof n === 'number' ? n.toLocaleString(locale, { maximumFractionDigits: 6 }) : n)
  const fill = (one: Words): Words => ({ de: one.de.replace('{n}', () => written('de-DE')), en: one.en.replace('{n}', () => written('en-GB')) })
  return { path, code, text, mend: fill(mend) }
}
