import { mergeLines } from './adt-merge.ts'
import { visitRules } from './adt-visit.ts'
import type { MappingLine, MappingRow } from './mapping-row.ts'
import { schLines } from './segments/sch.ts'
import { siuLines } from './siu-read.ts'
import { in1Rows } from './segments/in1.ts'
import { nk1Rows } from './segments/nk1.ts'
import { pidRows } from './segments/pid.ts'
import { pv1Rows } from './segments/pv1.ts'
import { evnRows, pv2Rows } from './segments/pv2.ts'
import { zbeRows } from './segments/zbe.ts'

/** The lines of one segment. */
export interface MappingSection {
  readonly title: string
  readonly lines: readonly MappingLine[]
}

const numberLines: readonly MappingLine[] = [
  {
    from: 'PID-3',
    to: 'Patient.id, .identifier (MR)',
    note: 'every repetition; the house’s own number (MR, PI or no type, no worldwide system) names the patient',
  },
  {
    from: 'PID-3.4',
    to: 'Patient.identifier.system',
    note: 'OID, UUID, URI and DNS as they are; a name: the channel’s patient system for the leading number, `<patient system>#<name>` for others; the name is kept as assigner',
  },
  {
    from: 'PID-3 (NI, NNDEU, KVNR, …)',
    to: 'Patient.identifier (KVZ10)',
    note: 'a health insurance number by type, or by format and check digit',
  },
]

const visitNumberLines: readonly MappingLine[] = [
  { from: 'PV1-19', to: 'Encounter.id, .identifier (VN)', note: 'the assigner’s system, else the channel’s case system' },
  {
    from: 'PV1',
    to: 'Encounter.type',
    note: 'Kontaktebene einrichtungskontakt and abteilungskontakt: docs/decisions/0011-one-encounter-per-case.md',
  },
]

/** How HL7 v2 fields become FHIR elements: the rows the maps run by. */
export function mappingTable(): readonly MappingSection[] {
  return [
    { title: 'PID: patient', lines: [...numberLines, ...linesOf(pidRows)] },
    { title: 'NK1: relatives and contacts', lines: linesOf(nk1Rows) },
    { title: 'IN1: insurance', lines: linesOf(in1Rows) },
    { title: 'PV1: visit', lines: [...visitNumberLines, ...linesOf(pv1Rows)] },
    { title: 'PV2: visit, more', lines: linesOf(pv2Rows) },
    { title: 'EVN: event', lines: linesOf(evnRows) },
    { title: 'ZBE: movement', lines: linesOf(zbeRows) },
    { title: 'MRG: merge', lines: mergeLines },
    { title: 'SCH, TQ1, AIS, AIP, AIL, AIG, NTE: appointment', lines: schLines },
  ]
}

function linesOf<Facts>(rows: readonly MappingRow<Facts>[]): MappingLine[] {
  return rows.flatMap(row => row.lines)
}

/** docs/mapping.md. */
export function mappingDocument(): string {
  const events = visitRules.map(({ event, does }) => `| ADT^${event} | ${does} |`)
  const sections = mappingTable().map(({ title, lines }) =>
    [`## ${title}`, '', '| HL7 v2 | FHIR | |', '|---|---|---|', ...lines.map(row), ''].join('\n'),
  )
  return [
    introduction,
    '## Events',
    '',
    '| message | what it does to the Encounter |',
    '|---|---|',
    ...events,
    ...otherEvents,
    ...siuLines,
    '',
    rules,
    ...sections,
  ].join('\n')
}

function row({ from, to, note }: MappingLine): string {
  return `| ${from} | ${to} | ${(note ?? '').replaceAll('|', '\\|')} |`
}

const otherEvents = [
  '| ADT^A28, ADT^A31 | nothing: PID, NK1 and IN1 only |',
  '| ADT^A40 (A34, A18) | nothing: patients are merged, their visits follow |',
]

const introduction = `# How HL7 v2 messages become FHIR resources

Written by \`node tools/src/mapping-doc.ts\` from the tables the maps run by (core/hl7v2/src/maps); do not edit.
`

const rules = `## Rules

- An absent field leaves the element as it is; \`""\` deletes it. A segment that is not sent changes nothing.
- Ids are derived from (type, system, value) of the leading number. References are relative.
- A wrong date or code is left out with a warning; it never makes a message unmappable. Unmappable are messages of other types, without a
  patient number, merges without a losing patient or of a patient with itself, and appointments without a number.
- Times without an offset are the channel's local time. The hour that autumn doubles means its first pass (summer time); an hour that spring
  leaves out is read with the offset before the change.
- Locations: site (si) ← ward (wa) ← room (ro) ← bed (bd) by partOf. Locations and departments are created once and not changed again.
- Stays follow one another: each ends where the next begins, the last one with the visit. A stay whose movement is deleted gives its time
  back to the one before.
- An appointment is known by our own id (SCH-1 assigned by STECKWERK), else by SCH-2, else by SCH-1. What we sent and get back (SCH-16 or SCH-20
  STECKWERK) brings the number of the house and nothing else. One that the house made has a busy Slot in the Schedule of its first person with a
  number, else of its place. Of an appointment made here the participants stay as they are.
- A message under the number of a replaced patient goes to the survivor, which does not take over the old number.
- Derived systems, where a number has none: \`<patient system>#staff\`, \`#relative\`, \`#mother\`, \`#insurance\`, \`#payor\`;
  \`<case system>#site\`, \`#location-<site>\`, \`#department-<site>\`, \`#movement\`, \`#movement-<namespace>\`, \`#account\`,
  \`#placer\`, \`#filler\`, \`#schedule\`; \`<number's system>#slot\`.
`
