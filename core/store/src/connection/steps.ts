import pg from 'pg'

/** One statement of a group. A name keeps it prepared on the connection. */
export interface Step {
  readonly text: string
  readonly values?: readonly unknown[]
  readonly name?: string | undefined
  /** Columns come back as arrays, not objects. */
  readonly asArrays?: boolean
}

export interface StepResult {
  readonly rows: unknown[]
  /** Rows changed or returned. */
  readonly count: number
  /** SELECT, INSERT, COMMIT, ROLLBACK … */
  readonly command: string
}

/** What is prepared on one connection, by name. `doubtful`: it was sent in a group that failed, so it may or may not
 *  exist. `columns` are known once it was described; later uses do not ask again. */
interface PreparedStatement {
  state: 'ready' | 'doubtful'
  columns: Columns | undefined
}
export type Prepared = Map<string, PreparedStatement>

interface Columns {
  readonly names: readonly string[]
  readonly parsers: readonly Parse[]
}

interface WireConnection {
  readonly stream: { cork?(): void; uncork?(): void }
  parse(message: { text: string; name: string }): void
  bind(message: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void
  describe(message: { type: 'P'; name: string }): void
  execute(message: object): void
  close(message: { type: 'S'; name: string }): void
  sync(): void
}

interface Field {
  readonly name: string
  readonly dataTypeID: number
  readonly format: string
}

/** SQLSTATE: the prepared statement does not exist. */
export const undefinedStatement = '26000'

type Parse = (text: string) => unknown
type Answer = (error: unknown, results?: StepResult[]) => void

const types = new pg.TypeOverrides()
// Counts, versions and instants in milli- or microseconds up to the year 2255 are exact as doubles.
types.setTypeParser(20, Number)

/** pg's mapping of JavaScript values to parameters: Buffers go as binary, the rest as text. */
const mapValue = (pg as unknown as { utils: { prepareValue: (value: unknown) => unknown } }).utils.prepareValue

const PgQuery = pg.Query as unknown as new (config: { text: string }, values: undefined, callback: Answer) => object

/** Several statements under one Sync: outside BEGIN they are one implicit transaction, so a transaction-local setting
 *  made by the first holds for the others and for nothing after them. Written for pg's pipeline mode, which takes
 *  subclasses of its Query only; it answers the callback once, for the whole group. */
export class StepGroup extends PgQuery {
  readonly #steps: readonly Step[]
  readonly #prepared: Prepared
  readonly #answer: Answer
  readonly #results: StepResult[] = []
  readonly #parsedHere: PreparedStatement[] = []
  #columns: Columns | undefined
  #rows: unknown[] = []
  #broken: unknown

  constructor(steps: readonly Step[], prepared: Prepared, answer: Answer) {
    super({ text: 'group' }, undefined, answer)
    this.#steps = steps
    this.#prepared = prepared
    this.#answer = answer
  }

  submit(connection: WireConnection): null {
    connection.stream.cork?.()
    try {
      for (const step of this.#steps) this.#send(connection, step)
    } catch (error) {
      // A value that cannot be sent: the server answers the Sync all the same, and then the caller hears of it.
      this.#broken = error
    }
    connection.sync()
    connection.stream.uncork?.()
    return null
  }

  #send(connection: WireConnection, step: Step): void {
    const { name } = step
    let known = name === undefined ? undefined : this.#prepared.get(name)
    if (known?.state !== 'ready') {
      if (known?.state === 'doubtful') connection.close({ type: 'S', name: name! })
      connection.parse({ text: step.text, name: name ?? '' })
      if (name !== undefined) {
        known = { state: 'ready', columns: undefined }
        this.#prepared.set(name, known)
        this.#parsedHere.push(known)
      }
    }
    connection.bind({ statement: name ?? '', values: step.values ?? [], valueMapper: mapValue })
    if (known?.columns === undefined) connection.describe({ type: 'P', name: '' })
    connection.execute({})
  }

  #known(): PreparedStatement | undefined {
    const name = this.#steps[this.#results.length]?.name
    return name === undefined ? undefined : this.#prepared.get(name)
  }

  handleRowDescription(message: { fields: readonly Field[] }): void {
    this.#columns = {
      names: message.fields.map((field) => field.name),
      parsers: message.fields.map((field) => types.getTypeParser(field.dataTypeID, 'text') as unknown as Parse),
    }
    const known = this.#known()
    if (known !== undefined) known.columns = this.#columns
  }

  handleDataRow(message: { fields: readonly (string | null)[] }): void {
    const { fields } = message
    try {
      const { names, parsers } = (this.#columns ??= this.#known()!.columns!)
      if (this.#steps[this.#results.length]?.asArrays === true) {
        this.#rows.push(fields.map((value, i) => (value === null ? null : parsers[i]!(value))))
        return
      }
      const row: Record<string, unknown> = {}
      for (let i = 0; i < fields.length; i++) {
        const value = fields[i]!
        row[names[i]!] = value === null ? null : parsers[i]!(value)
      }
      this.#rows.push(row)
    } catch (error) {
      this.#broken ??= error
    }
  }

  handleCommandComplete(message: { text: string }): void {
    const words = message.text.split(' ')
    const count = words.length > 1 ? Number(words.at(-1)) : 0
    this.#results.push({ rows: this.#rows, count: Number.isNaN(count) ? 0 : count, command: words[0]! })
    this.#rows = []
    this.#columns = undefined
  }

  handleEmptyQuery(): void {
    this.#results.push({ rows: [], count: 0, command: '' })
  }

  handleError(error: unknown): void {
    for (const statement of this.#parsedHere) statement.state = 'doubtful'
    if ((error as { code?: string }).code === undefinedStatement) {
      for (const { name } of this.#steps) if (name !== undefined) this.#prepared.set(name, { state: 'doubtful', columns: undefined })
    }
    this.#answer(error)
  }

  handleReadyForQuery(): void {
    if (this.#broken === undefined) this.#answer(null, this.#results)
    else this.#answer(this.#broken)
  }
}
