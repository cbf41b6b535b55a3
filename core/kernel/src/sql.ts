/** A prepared statement: text with $n places, values bound apart, never concatenated. */
export interface Sql {
  readonly text: string
  readonly values: readonly unknown[]
}

class Fragment implements Sql {
  readonly strings: readonly string[]
  readonly parts: readonly unknown[]
  #built: { text: string; values: unknown[] } | undefined

  constructor(strings: readonly string[], parts: readonly unknown[]) {
    this.strings = strings
    this.parts = parts
  }

  #build(): { text: string; values: unknown[] } {
    if (this.#built === undefined) {
      const values: unknown[] = []
      this.#built = { text: append(this, values), values }
    }
    return this.#built
  }

  get text(): string {
    return this.#build().text
  }

  get values(): readonly unknown[] {
    return this.#build().values
  }
}

class Identifier {
  readonly quoted: string
  constructor(name: string) {
    this.quoted = name.split('.').map((part) => `"${part.replaceAll('"', '""')}"`).join('.')
  }
}

function append(fragment: Fragment, values: unknown[]): string {
  let text = fragment.strings[0]!
  for (let i = 0; i < fragment.parts.length; i++) {
    const part = fragment.parts[i]
    if (part instanceof Fragment) text += append(part, values)
    else if (part instanceof Identifier) text += part.quoted
    else text += `$${values.push(part)}`
    text += fragment.strings[i + 1]!
  }
  return text
}

/** Builds a statement. Values become parameters; other `sql` fragments and `ident()`s are spliced.
 *  Example: sql`select id from st.res where ${condition} limit ${20}`. */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  return new Fragment(strings, parts)
}

/** A quoted identifier for a `sql` template; `schema.table` quotes both parts. */
export function ident(name: string): object {
  return new Identifier(name)
}

/** Joins fragments with a separator fragment (` and ` by default). An empty list gives an empty fragment. */
export function joinSql(fragments: readonly Sql[], separator: ' and ' | ' or ' | ', ' | ' ' = ' and '): Sql {
  if (fragments.length === 0) return new Fragment([''], [])
  return new Fragment(['', ...Array.from({ length: fragments.length - 1 }, () => separator), ''], fragments)
}
