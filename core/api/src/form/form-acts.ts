import type { Access } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { OperationSocket } from '@steckwerk/plugboard'
import { z } from 'zod'
import type { FormDocument, FormLine, FormSaved } from '../contract/form.ts'
import type { Brands } from '../brand/brands.ts'
import { carrierName } from '../person/person-call.ts'
import { formLines, signedOf } from './form-lines.ts'
import { askForms, optionalPartOf, partOf, stringOf, type FormAsk, type FormsFor } from './form-operations.ts'

/** An attachment of a form comes within its answers. */
export const formBodyLimit = 8 * 1024 * 1024

const version = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/)
const point = z.tuple([z.number().min(0).max(600), z.number().min(0).max(200)])
export const responseId = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/)
export const beginBody = z.strictObject({ questionnaire: z.string().min(1).max(500) })
export const saveBody = z.strictObject({ version, item: z.array(z.unknown()).max(2_000) })
export const submitBody = z.strictObject({
  version, hash: z.string().regex(/^[0-9a-f]{64}$/), strokes: z.array(z.array(point).min(1).max(2_000)).min(1).max(100).optional(), typed: z.string().trim().min(1).max(200).regex(/^[^\p{Cc}]+$/u).optional(),
})

/** What is done with the forms of one Patient, whoever was let in to do it. Each checks that a response is this Patient's. */
export interface FormActs {
  lines(mayAct: boolean): Promise<readonly FormLine[]>
  /** Where a draft stands already, that one. */
  begin(questionnaire: string): Promise<FormDocument>
  read(response: string): Promise<FormDocument>
  save(response: string, saving: z.output<typeof saveBody>): Promise<FormSaved>
  submit(response: string, submission: z.output<typeof submitBody>, signer: string): Promise<FormDocument>
  pdf(response: string): Promise<Buffer>
}

export interface FormParts {
  readonly access: Access
  readonly operations: OperationSocket
  readonly brands: Brands
}

/** Faults: api/form-unknown, api/forms-none, api/forms-answer, those of the plugboard and of the service. */
export function formActs(parts: FormParts, of: FormsFor): FormActs {
  const ask = (asked: FormAsk) => askForms(parts, of, asked)
  const subject = { name: 'subject', valueReference: { reference: `Patient/${of.patient}` } }

  async function read(response: string): Promise<FormDocument> {
    const answer = await ask({ type: 'QuestionnaireResponse', name: 'form', id: response, parameter: [] })
    const stored = partOf(answer, 'response')
    if ((stored['subject'] as { readonly reference?: unknown } | undefined)?.reference !== `Patient/${of.patient}`) throw new Fault('not-found', 'api/form-unknown', 'There is no such form here.')
    return {
      carrier: carrierName(of.carrier), brand: await parts.brands.of(of.carrier), patient: of.patient, questionnaire: partOf(answer, 'questionnaire'), response: stored,
      hash: stringOf(answer, 'hash'), signed: signedOf(optionalPartOf(answer, 'provenance')),
    }
  }

  return {
    read,
    lines: async (mayAct) => formLines(await ask({ type: 'Questionnaire', name: 'waiting', parameter: [subject] }), of, mayAct),
    begin: async (questionnaire) => {
      const filled = partOf(await ask({ type: 'Questionnaire', name: 'populate', parameter: [subject, { name: 'canonical', valueString: questionnaire }] }), 'response')
      const saved = partOf(await ask({ type: 'QuestionnaireResponse', name: 'process-response', parameter: [{ name: 'response', resource: filled }] }), 'response')
      return read(saved.id ?? '')
    },
    save: async (response, { version: over, item }) => {
      const { response: stored } = await read(response)
      const answer = await ask({
        type: 'QuestionnaireResponse', name: 'process-response', parameter: [{ name: 'response', resource: { ...stored, status: 'in-progress', item } }, { name: 'version', valueString: over }],
      })
      const saved = partOf(answer, 'response')
      return { version: saved.meta?.versionId ?? '', savedAt: typeof saved['authored'] === 'string' ? saved['authored'] : '', hash: stringOf(answer, 'hash') }
    },
    submit: async (response, { version: over, hash, strokes, typed }, signer) => {
      const { response: stored } = await read(response)
      await ask({
        type: 'QuestionnaireResponse', name: 'process-response', parameter: [
          { name: 'response', resource: { ...stored, status: 'completed' } }, { name: 'version', valueString: over }, { name: 'hash', valueString: hash }, { name: 'signer', valueString: signer },
          ...strokes === undefined ? [] : [{ name: 'strokes', valueString: JSON.stringify(strokes) }], ...typed === undefined ? [] : [{ name: 'typed', valueString: typed }],
        ],
      })
      return read(response)
    },
    pdf: async (response) => {
      await read(response)
      const binary = await ask({ type: 'QuestionnaireResponse', name: 'pdf', id: response, parameter: [] })
      return Buffer.from(typeof binary['data'] === 'string' ? binary['data'] : '', 'base64')
    },
  }
}
