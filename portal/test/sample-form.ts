import { urls, type Questionnaire, type QuestionnaireItem } from '@steckwerk/form'

const english = (text: string) => ({ extension: [{ url: urls.translation, extension: [{ url: 'lang', valueCode: 'en' }, { url: 'content', valueString: text }] }] })
const said = (de: string, en: string) => ({ text: de, _text: english(en) })
const coded = (code: string, de: string, en: string, weight: number) => ({ valueCoding: { system: 'urn:test', code, display: de, _display: english(en), extension: [{ url: urls.ordinalValue, valueDecimal: weight }] } })
const fhirpath = (url: string, expression: string) => ({ url, valueExpression: { language: 'text/fhirpath', expression } })

const items: readonly QuestionnaireItem[] = [
  {
    linkId: 'contact', type: 'group', ...said('Kontakt', 'Contact'), item: [
      { linkId: 'phone', type: 'string', required: true, ...said('Unter welcher Nummer erreichen wir Sie?', 'How do we reach you by phone?'), extension: [{ url: urls.regex, valueString: '[+0-9][0-9 ()/-]{4,29}' }] },
      { linkId: 'since', type: 'date', ...said('Seit wann haben Sie Beschwerden?', 'Since when do you have complaints?') },
    ],
  },
  {
    linkId: 'drugs', type: 'group', ...said('Medikamente', 'Medication'), item: [
      { linkId: 'any', type: 'boolean', required: true, ...said('Nehmen Sie Medikamente?', 'Do you take medication?') },
      {
        linkId: 'drug', type: 'group', repeats: true, ...said('Ihre Medikamente', 'Your medication'), enableWhen: [{ question: 'any', operator: '=', answerBoolean: true }], item: [
          { linkId: 'name', type: 'string', required: true, ...said('Welches?', 'Which?') },
          { linkId: 'units', type: 'integer', ...said('Wie viele am Tag?', 'How many a day?') },
        ],
      },
      { linkId: 'plan', type: 'attachment', ...said('Foto Ihres Medikationsplans', 'Photo of your medication plan'), enableWhen: [{ question: 'any', operator: '=', answerBoolean: true }], extension: [{ url: urls.mimeType, valueCode: 'image/png' }, { url: urls.mimeType, valueCode: 'image/jpeg' }, { url: urls.maxSize, valueDecimal: 20_000 }] },
    ],
  },
  {
    linkId: 'mood', type: 'group', ...said('Befinden', 'How you are'), item: [
      { linkId: 'note', type: 'display', ...said('Es gibt kein Richtig oder Falsch.', 'There is no right or wrong.') },
      { linkId: 'pain', type: 'choice', required: true, ...said('Haben Sie Schmerzen?', 'Are you in pain?'), answerOption: [coded('none', 'Keine', 'None', 0), coded('some', 'Etwas', 'Some', 2), coded('much', 'Starke', 'A lot', 5)] },
      { linkId: 'where', type: 'open-choice', repeats: true, ...said('Wo?', 'Where?'), answerOption: [coded('head', 'Kopf', 'Head', 0), coded('back', 'Rücken', 'Back', 0)], extension: [fhirpath(urls.enableWhenExpression, "%resource.item.where(linkId='mood').item.where(linkId='pain').answer.value.where(code != 'none').exists()")] },
      { linkId: 'weight', type: 'quantity', ...said('Wie viel wiegen Sie?', 'What do you weigh?'), extension: [{ url: urls.unit, valueCoding: { system: 'http://unitsofmeasure.org', code: 'kg', display: 'kg' } }, { url: urls.maxValue, valueDecimal: 400 }] },
      { linkId: 'score', type: 'integer', ...said('Punkte', 'Points'), extension: [fhirpath(urls.calculatedExpression, "%resource.item.where(linkId='mood').item.where(linkId='pain').answer.value.weight().sum()")] },
    ],
  },
]

export const sampleForm: Questionnaire = {
  resourceType: 'Questionnaire', id: 'q1', url: 'urn:test:intake', version: '1', status: 'active', title: 'Aufnahmebogen', _title: english('Admission form'), description: 'Was wir vor Ihrem Besuch wissen möchten.',
  _description: english('What we would like to know before your visit.'), item: items,
}
