import { hl7Extension, germanExtension } from '../values/systems.ts'
import type { Extension } from '../values/shapes.ts'
import { valueOf } from '../values/text.ts'
import { admissionReason12, admissionReason3, admissionReason4 } from '../tables/billing-codes.ts'
import type { MappingRow } from '../mapping-row.ts'
import type { VisitFacts } from './pv1.ts'

export const plannedStartUrl = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedStartDate'
const plannedEndUrl = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedEndDate'
const reasonUrl = `${germanExtension}Aufnahmegrund`

export const pv2Rows: readonly MappingRow<VisitFacts>[] = [
  {
    field: 3,
    lines: [
      {
        from: 'PV2-3',
        to: 'Encounter.extension(Aufnahmegrund) / .reasonCode',
        note: 'four digits are the Aufnahmegrund of § 301 SGB V, anything else is text',
      },
    ],
    read(field, facts) {
      const { elements, extensions } = facts.patch
      if (field.isNull) {
        elements.reasonCode = null
        extensions.set(reasonUrl, null)
        return
      }
      const code = valueOf(field.repetitions[0], 1)
      const reason = code === undefined ? undefined : admissionReasonOf(code)
      const text = valueOf(field.repetitions[0], 2) ?? valueOf(field.repetitions[0], 5) ?? code
      if (reason) extensions.set(reasonUrl, reason)
      else if (text !== undefined) elements.reasonCode = [{ text }]
    },
  },
  {
    field: 8,
    lines: [{ from: 'PV2-8', to: 'Encounter.extension(plannedStartDate)' }],
    read(field, facts, context) {
      if (field.isNull) return void facts.patch.extensions.set(plannedStartUrl, null)
      const sent = valueOf(field.repetitions[0], 1)
      facts.plannedStart = sent === undefined ? undefined : context.dateTime('PV2-8', sent)
    },
  },
  {
    field: 9,
    lines: [{ from: 'PV2-9', to: 'Encounter.extension(plannedEndDate)' }],
    read(field, facts, context) {
      if (field.isNull) return void facts.patch.extensions.set(plannedEndUrl, null)
      const sent = valueOf(field.repetitions[0], 1)
      const time = sent === undefined ? undefined : context.dateTime('PV2-9', sent)
      if (time !== undefined) facts.patch.extensions.set(plannedEndUrl, { url: plannedEndUrl, valueDateTime: time })
    },
  },
]

/** EVN carries the times of the event itself. */
export const evnRows: readonly MappingRow<VisitFacts>[] = [
  {
    field: 2,
    lines: [{ from: 'EVN-2', to: 'Encounter.period, .location.period', note: 'where EVN-6, ZBE-2 and PV1-44 or PV1-45 give no time' }],
    read(field, facts, context) {
      const sent = valueOf(field.repetitions[0], 1)
      if (sent !== undefined) facts.recorded = context.dateTime('EVN-2', sent)
    },
  },
  {
    field: 3,
    lines: [{ from: 'EVN-3', to: 'Encounter.extension(plannedStartDate)', note: 'for A05, where PV2-8 and PV1-44 are absent' }],
    read(field, facts, context) {
      const sent = valueOf(field.repetitions[0], 1)
      if (sent !== undefined) facts.plannedStart ??= context.dateTime('EVN-3', sent)
    },
  },
  {
    field: 6,
    lines: [{ from: 'EVN-6', to: 'Encounter.period, .location.period', note: 'where ZBE-2 and PV1-44 or PV1-45 give no time' }],
    read(field, facts, context) {
      const sent = valueOf(field.repetitions[0], 1)
      if (sent !== undefined) facts.occurred = context.dateTime('EVN-6', sent)
    },
  },
]

function admissionReasonOf(code: string): Extension | undefined {
  const match = /^(\d{2})(\d)(\d)$/.exec(code)
  if (!match || !admissionReason12.codes.has(match[1]!)) return undefined
  const extension: Extension[] = [{ url: 'ErsteUndZweiteStelle', valueCoding: { system: admissionReason12.system, code: match[1] } }]
  if (admissionReason3.codes.has(match[2]!))
    extension.push({ url: 'DritteStelle', valueCoding: { system: admissionReason3.system, code: match[2] } })
  if (admissionReason4.codes.has(match[3]!))
    extension.push({ url: 'VierteStelle', valueCoding: { system: admissionReason4.system, code: match[3] } })
  return { url: reasonUrl, extension }
}

export function plannedStart(value: string | undefined): Extension {
  return value === undefined
    ? ({
        url: plannedStartUrl,
        _valueDateTime: { extension: [{ url: `${hl7Extension}data-absent-reason`, valueCode: 'unknown' }] },
      } as Extension)
    : { url: plannedStartUrl, valueDateTime: value }
}
