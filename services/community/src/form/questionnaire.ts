import { everyNode, open, urls, type Questionnaire, type QuestionnaireItem } from '@steckwerk/form'
import { Fault } from '@steckwerk/kernel'
import { z } from 'zod'
import { line, text } from '../body.ts'

/** Bytes of a request that brings one. */
export const mostFormBytes = 192 * 1024
const mostItems = 100
const deepest = 4

const linkId = z.string().regex(/^[\w.-]{1,64}$/)
/** A text in another language. */
const translated = (most: number) => z.strictObject({
  extension: z.array(z.strictObject({ url: z.literal(urls.translation), extension: z.array(z.strictObject({ url: z.string().max(20), valueCode: z.string().max(20).optional(), valueString: text(most).optional() })).max(4) })).max(4),
})
const coding = z.strictObject({ system: line(200).optional(), code: line(64).min(1), display: line(300).optional(), _display: translated(300).optional() })
const amount = z.number().optional()

/** What the builder makes for people without a record: no expressions, no patterns, no files. What is not on the list is refused, so that nothing of a questionnaire runs or weighs more
 *  than its answers. */
const extension = z.strictObject({
  url: z.enum([urls.supportLink, urls.displayCategory, urls.itemControl, urls.minValue, urls.maxValue, urls.minLength, urls.minOccurs, urls.maxOccurs, urls.maxDecimalPlaces, urls.unit, urls.unitOption]),
  valueUri: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(400)]).optional(), valueInteger: amount, valueDecimal: amount, valueDate: z.iso.date().optional(), valueCoding: coding.optional(),
  valueCodeableConcept: z.strictObject({ coding: z.array(coding).max(2) }).optional(),
})
const types = ['group', 'display', 'boolean', 'decimal', 'integer', 'date', 'dateTime', 'time', 'string', 'text', 'url', 'choice', 'open-choice', 'quantity'] as const

function itemShape(levels: number): z.ZodType {
  return z.strictObject({
    linkId, type: z.enum(types), prefix: line(20).optional(), text: text(2000).optional(), _text: translated(2000).optional(),
    required: z.boolean().optional(), repeats: z.boolean().optional(), maxLength: z.number().int().min(1).max(4000).optional(),
    enableWhen: z.array(z.strictObject({ question: linkId, operator: z.enum(['exists', '=', '!=', '>', '<', '>=', '<=']), answerBoolean: z.boolean().optional(), answerCoding: coding.optional(), answerInteger: amount, answerDecimal: amount })).max(10).optional(),
    enableBehavior: z.enum(['all', 'any']).optional(),
    answerOption: z.array(z.strictObject({ valueCoding: coding, initialSelected: z.boolean().optional() })).max(60).optional(),
    initial: z.array(z.strictObject({ valueBoolean: z.boolean().optional(), valueString: text(2000).optional(), valueInteger: amount, valueDecimal: amount, valueDate: z.iso.date().optional() })).max(1).optional(),
    extension: z.array(extension).max(12).optional(),
    ...(levels > 1 ? { item: z.array(itemShape(levels - 1)).max(mostItems).optional() } : {}),
  })
}

/** A questionnaire of a network: FHIR R4, without an address of its own. What is said of it elsewhere (status, version, publisher) is left out. */
export const questionnaireInput = z.object({
  resourceType: z.literal('Questionnaire'), language: z.enum(['de', 'en']).optional(),
  title: line(140).optional(), _title: translated(140).optional(), description: text(4000).optional(), _description: translated(4000).optional(),
  item: z.array(itemShape(deepest)).max(mostItems).optional(),
}).transform((read) => read as unknown as Questionnaire)

/** Refuses what nobody could fill in. Faults: community/form-incomplete (no title, no question, a question without words or answers), those of the engine. */
export function requireComplete(questionnaire: Questionnaire): void {
  const nodes = [...everyNode(open(questionnaire).nodes)]
  const asked = nodes.filter(({ item: { type } }) => type !== 'group' && type !== 'display')
  const wordless = ({ type, text: words, answerOption }: QuestionnaireItem): boolean => (type !== 'group' && (words ?? '') === '') || (type === 'choice' && (answerOption ?? []).length === 0)
  if ((questionnaire.title ?? '') === '' || asked.length === 0 || nodes.length > mostItems || nodes.some(({ item }) => wordless(item))) {
    throw new Fault('unprocessable', 'community/form-incomplete', 'The form has no title or no question yet, or a question has no words or answers.')
  }
}

/** Without questions. */
export const blankForm = (title: string): Questionnaire => ({ resourceType: 'Questionnaire', language: 'de', title })
