import type { Field } from '../field.ts'
import type { Segment } from '../segment.ts'
import type { MapContext } from './map-context.ts'

/** One line of the mapping table in the docs. */
export interface MappingLine {
  /** HL7 v2 path. */
  readonly from: string
  /** FHIR path. */
  readonly to: string
  readonly note?: string
}

/** What becomes of one field: the lines say it, `read` does it, so that the table in the docs and the map cannot part.
 *  `read` is not called for an absent field: absent means unchanged. */
export interface MappingRow<Facts> {
  readonly field: number
  readonly lines: readonly MappingLine[]
  readonly read: (field: Field, facts: Facts, context: MapContext) => void
}

export function readRows<Facts>(rows: readonly MappingRow<Facts>[], segment: Segment, facts: Facts, context: MapContext): void {
  for (const row of rows) {
    const field = segment.field(row.field)
    if (!field.isAbsent) row.read(field, facts, context)
  }
}
