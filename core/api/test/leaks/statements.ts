import pg from 'pg'

interface Wire {
  parse(message: { text: string; name: string }, more?: boolean): void
  bind(message: { statement?: string }, more?: boolean): void
}

/** The hub's own work that goes on beside every request. */
const background = /outbox|st\.job|base\.job|advisory|audit_segment|listen |notify|pg_current|duplicate|watermark|wake/i
/** What the hub asks once and remembers for seconds, whoever is asked about: the askers' own
 *  session, links, sites and settings, keys; the registries of carriers, brands and services; and what frames a statement. When these seconds end says nothing. */
const remembered = /st\.care_setting|st\.person_settings|st\.person_link|st\.hub_secret|st\.session|st\.account|select patient, ends_at from st\.emergency where account|st\.membership|st\.audit_retention|st\.data_key|st\.smart_client|st\.identity_provider|from st\.carrier\b|st\.brand\b|st\.plug\b|st\.plug_(?:grant|choice|provider)\b|limit 1000000000|clock_timestamp|set_config|^begin$|^commit$/i

/** Counts the statements that reach the database, by their text, as pg sends them. */
export function countStatements(): { take(): string; [Symbol.dispose](): void } {
  const wire = (pg as unknown as { Connection: { prototype: Wire } }).Connection.prototype
  const { parse, bind } = wire
  const names = new Map<string, string>()
  let counts = new Map<string, number>()
  let unnamed = ''
  const known = new Map<string, string | undefined>()
  /** A statement on one line; undefined where it says nothing. */
  const told = (statement: string): string | undefined => {
    if (!known.has(statement)) {
      const text = statement.replace(/\s+/g, ' ').trim()
      known.set(statement, background.test(text) || remembered.test(text) ? undefined : text)
    }
    return known.get(statement)
  }
  wire.parse = function (message, more) {
    if (message.name === '') unnamed = message.text
    else names.set(message.name, message.text)
    return parse.call(this, message, more)
  }
  wire.bind = function (message, more) {
    const name = message.statement ?? ''
    const text = told(name === '' ? unnamed : (names.get(name) ?? name))
    if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1)
    return bind.call(this, message, more)
  }
  return {
    take: () => {
      const taken = [...counts].map(([text, count]) => `${count} × ${text.slice(0, 300)}`).toSorted().join('\n')
      counts = new Map()
      return taken
    },
    [Symbol.dispose]: () => { Object.assign(wire, { parse, bind }) },
  }
}
