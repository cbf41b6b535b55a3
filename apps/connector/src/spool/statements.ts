import type { DatabaseSync, StatementSync } from 'node:sqlite'

const texts = {
  begin: 'begin immediate',
  commit: 'commit',
  rollback: 'rollback',
  insertOriginal: 'insert into original (id, bytes) values (?, ?)',
  insertMessage: `insert into message (epoch, stream, position, id, channel, sequence, received_at, bytes, merges, sha256, control, fingerprint)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  findDuplicate: 'select 1 from message where control = ? and fingerprint = ? and channel = ? and sha256 = ? limit 1',
  saveChannel: `update channel set sequence = ?, received = ?, duplicates = ?, refused = ?, application_ack = ?,
    error_code = ?, error_text = ?, error_at = ? where number = ?`,
  saveStream: 'update stream set next = ? where epoch = ? and number = ?',
  saveMark: 'insert or replace into mark (epoch, stream, at, position) values (?, ?, ?, ?)',
  saveFact: 'insert or replace into fact (name, value) values (?, ?)',
  saveKnown: 'update epoch set known = 1 where number = ?',
  waiting: `select position, message.id as id, channel, sequence, received_at as receivedAt, merges, sha256, original.bytes as original
    from message join original on original.id = message.id where epoch = ? and stream = ? and position >= ? order by position limit ?`,
  pageCount: 'pragma page_count',
  freePages: 'pragma freelist_count',
  headId: 'select id from message where epoch = ? and stream = ? and position >= ? order by position limit 1',
  lowestPosition: 'select position from message where epoch = ? and stream = ? order by position limit 1',
  oldestOfChannel: `select position, received_at as receivedAt from message
    where epoch = ? and stream = ? and position >= ? and channel = ? order by position limit 1`,
} as const

export type Statements = { readonly [N in keyof typeof texts]: StatementSync }

export function prepareStatements(db: DatabaseSync): Statements {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, db.prepare(text)])) as Statements
}
