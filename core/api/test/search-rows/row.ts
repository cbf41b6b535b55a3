/** A request below the carrier's base and the ids it must find: in this order where the table is `ordered`, else as a set. After `+` stand
 *  the ids of what comes along (search mode include). A single status (`400`) is a refusal. */
export type Row = readonly [request: string, expected: string]

export interface Table {
  readonly name: string
  /** Where R4 says so. */
  readonly source: string
  readonly ordered?: true
  readonly rows: readonly Row[]
}
