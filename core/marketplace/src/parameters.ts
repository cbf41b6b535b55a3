import { Fault } from '@steckwerk/kernel'
import { z } from 'zod'

/** The part of JSON Schema draft 4 that order forms may use: one object with plain members. docs/decisions/0028-ordering.md */
const words = { title: z.string().max(200).optional(), description: z.string().max(2_000).optional(), $schema: z.string().max(200).optional(), id: z.string().max(500).optional() }
const choices = z.array(z.union([z.string().max(500), z.number(), z.boolean()])).min(1).max(200)
const textMember = z.strictObject({
  ...words, type: z.literal('string'), default: z.string().max(2_000).optional(), enum: choices.optional(),
  minLength: z.number().int().min(0).optional(), maxLength: z.number().int().min(0).optional(), pattern: z.string().max(200).refine(isCheap).optional(),
  format: z.enum(['date', 'date-time', 'email', 'uri', 'hostname', 'ipv4', 'ipv6']).optional(),
})
const numberMember = z.strictObject({
  ...words, type: z.enum(['integer', 'number']), default: z.number().optional(), enum: choices.optional(), minimum: z.number().optional(), maximum: z.number().optional(),
  exclusiveMinimum: z.boolean().optional(), exclusiveMaximum: z.boolean().optional(), multipleOf: z.number().positive().optional(),
})
const flagMember = z.strictObject({ ...words, type: z.literal('boolean'), default: z.boolean().optional() })
const listMember = z.strictObject({
  ...words, type: z.literal('array'), default: z.array(z.string().max(500)).max(200).optional(), items: z.strictObject({ ...words, type: z.literal('string'), enum: choices }),
  minItems: z.number().int().min(0).optional(), maxItems: z.number().int().min(0).optional(), uniqueItems: z.boolean().optional(),
})
const member = z.discriminatedUnion('type', [textMember, numberMember, flagMember, listMember])
const form = z.strictObject({
  ...words, type: z.literal('object'), properties: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,60}$/), member).default({}),
  required: z.array(z.string()).max(100).default([]), additionalProperties: z.boolean().optional(),
})
type Member = z.output<typeof member>

/** Longer than anything a form asks for. */
const mostText = 2_000

/** A pattern that no text makes slow: no repeated groups, no references, at most two open-ended repetitions. */
export function isCheap(pattern: string): boolean {
  const plain = pattern.replaceAll(/\\[^1-9k]/g, 'x').replaceAll(/\[[^\]]*\]/g, 'x')
  if (/\\[1-9k]|\)\s*[*+?{]/.test(plain)) return false
  if ((plain.match(/[*+]|\{\d*,\}/g) ?? []).length > 2) return false
  try {
    new RegExp(pattern, 'u')
    return true
  } catch {
    return false
  }
}

/** Whether the hub can show and check this form. */
export function isSupportedForm(schema: unknown): boolean {
  return form.safeParse(schema).success
}

/** What was filled in, checked against the plan's form. Without one, nothing may be given.
 *  Faults: marketplace/form-unsupported, marketplace/parameters with each place that does not fit. */
export async function checkParameters(schema: unknown, parameters: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
  const read = form.safeParse(schema ?? { type: 'object', additionalProperties: false })
  if (!read.success) throw new Fault('unprocessable', 'marketplace/form-unsupported', 'The service asks for its parameters in a form that this hub cannot show.')
  const { properties, required, additionalProperties } = read.data
  // Loaded with the first order: most starts of a hub see none.
  const [{ Ajv }, { default: formats }] = await Promise.all([import('ajv'), import('ajv-formats')])
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: true })
  formats.default(ajv)
  const check = ajv.compile({
    type: 'object', required, additionalProperties: additionalProperties ?? schema !== null,
    properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, current(one)])),
  })
  if (JSON.stringify(parameters).length > 32_768 || !check(parameters)) {
    const issues = (check.errors ?? []).slice(0, 50).map(({ instancePath, keyword, params }) => ({
      severity: 'error' as const, type: 'value', text: `This does not fit the form: ${keyword}.`,
      at: keyword === 'required' ? (params as { missingProperty: string }).missingProperty : instancePath.slice(1),
    }))
    throw new Fault('unprocessable', 'marketplace/parameters', 'Some entries do not fit the order form.', issues.length === 0 ? {} : { issues })
  }
  return parameters
}

/** Draft 4's exclusive limits are flags beside the limit; later drafts, which the checker knows, made them the limit itself. */
function current(one: Member): object {
  const { $schema: _schema, id: _id, ...rest } = one
  if (one.type === 'string') return { ...rest, maxLength: Math.min(one.maxLength ?? mostText, mostText) }
  if (one.type !== 'integer' && one.type !== 'number') return rest
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, ...others } = rest as Extract<Member, { type: 'integer' | 'number' }>
  return {
    ...others,
    ...(minimum === undefined ? {} : exclusiveMinimum === true ? { exclusiveMinimum: minimum } : { minimum }),
    ...(maximum === undefined ? {} : exclusiveMaximum === true ? { exclusiveMaximum: maximum } : { maximum }),
  }
}
