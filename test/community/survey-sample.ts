/** A short survey in both languages, as the builder writes it. */
const translation = (text: string) => ({ extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/translation', extension: [{ url: 'lang', valueCode: 'en' }, { url: 'content', valueString: text }] }] })
const option = (code: string, de: string, en: string) => ({ valueCoding: { code, display: de, _display: translation(en) } })

export const sampleForm = {
  resourceType: 'Questionnaire', language: 'de', title: 'Was bremst Sie im Alltag?', _title: translation('What slows you down?'), description: 'Drei kurze Fragen an alle im Netzwerk.', _description: translation('Three short questions.'),
  item: [
    { linkId: 'what', type: 'choice', text: 'Was kostet Sie am meisten Zeit?', _text: translation('What takes most of your time?'), required: true, answerOption: [option('fax', 'Faxe und Anrufe', 'Faxes and calls'), option('twice', 'Doppelte Eingaben', 'Typing things twice'), option('search', 'Suchen nach Unterlagen', 'Looking for papers')] },
    { linkId: 'how', type: 'integer', text: 'Wie dringend ist das, von 1 bis 5?', _text: translation('How urgent is it, from 1 to 5?'), extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/minValue', valueInteger: 1 }, { url: 'http://hl7.org/fhir/StructureDefinition/maxValue', valueInteger: 5 }] },
    { linkId: 'wish', type: 'text', text: 'Was sollten wir gemeinsam angehen?', _text: translation('What should we tackle together?') },
  ],
}
export const sampleAnswer = (code: string, urgent: number, wish = '') => [
  { linkId: 'what', answer: [{ valueCoding: { code } }] }, { linkId: 'how', answer: [{ valueInteger: urgent }] }, ...(wish === '' ? [] : [{ linkId: 'wish', answer: [{ valueString: wish }] }]),
]
