/** Questions as the builder writes them, in both languages. */
type Both = readonly [de: string, en: string]
const translated = (text: string) => ({ extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/translation', extension: [{ url: 'lang', valueCode: 'en' }, { url: 'content', valueString: text }] }] })
const asking = (linkId: string, type: string, [de, en]: Both, more: object = {}) => ({ linkId, type, text: de, _text: translated(en), ...more })
const codings = (options: readonly Both[]) => options.map(([de, en], at) => ({ valueCoding: { code: `a${at + 1}`, display: de, _display: translated(en) } }))

export const choice = (linkId: string, text: Both, options: readonly Both[], more: object = {}) => asking(linkId, 'choice', text, { answerOption: codings(options), ...more })
export const words = (linkId: string, text: Both, more: object = {}) => asking(linkId, 'text', text, more)
export const yesNo = (linkId: string, text: Both) => asking(linkId, 'boolean', text)
export const scale = (linkId: string, text: Both) =>
  asking(linkId, 'integer', text, { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/minValue', valueInteger: 1 }, { url: 'http://hl7.org/fhir/StructureDefinition/maxValue', valueInteger: 5 }] })
export const form = ([title, english]: Both, [about, aboutEnglish]: Both, item: readonly object[]) =>
  ({ resourceType: 'Questionnaire', language: 'de', title, _title: translated(english), description: about, _description: translated(aboutEnglish), item })

/** Answers: options counted from 1; '' and 0 = none. */
export const chose = (linkId: string, ...options: readonly number[]) => (options.length === 0 ? [] : [{ linkId, answer: options.map((at) => ({ valueCoding: { code: `a${at}` } })) }])
export const rated = (linkId: string, value: number) => (value === 0 ? [] : [{ linkId, answer: [{ valueInteger: value }] }])
export const wrote = (linkId: string, text: string) => (text === '' ? [] : [{ linkId, answer: [{ valueString: text }] }])
export const said = (linkId: string, yes: boolean) => [{ linkId, answer: [{ valueBoolean: yes }] }]
