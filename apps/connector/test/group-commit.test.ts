import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { AckOutcome } from '@steckwerk/hl7v2'
import { systemClock } from '@steckwerk/kernel'
import { silentLog } from '@steckwerk/kernel/testing'
import { GroupCommit } from '../src/channel/group-commit.ts'
import { openSpool } from '../src/spool/open.ts'
import { Room } from '../src/spool/room.ts'

test('a disk that is full in the middle of a group refuses the whole group, and nothing of it stays', () => {
  const dir = mkdtempSync(join(tmpdir(), 'steckwerk-full-'))
  try {
    using spool = openSpool({ dir, streams: 2, limitBytes: 1e9, log: silentLog, clock: systemClock })
    const channel = spool.channel('kis', { zone: 'Europe/Berlin', patientSystem: 'urn:p', caseSystem: 'urn:c', site: 'Haus' }, 2575)
    const room = new Room(spool, { dir, reserveBytes: 0, clock: systemClock })
    let stored = 0
    const group = new GroupCommit({ spool, room, log: silentLog, clock: systemClock, onStored: () => { stored++ } })
    const outcomes: AckOutcome[] = []
    const answerer = { answer: (_: unknown, outcome: AckOutcome) => { outcomes.push(outcome) }, send: () => {} }
    const submit = (controlId: string, size: number): void =>
      group.submit({ answerer, channel, header: undefined, content: { channel, bytes: Buffer.alloc(size, 65), controlId, patients: [controlId], caseNumber: '' } })

    submit('A', 1000)
    group.flush()
    const { page_count: pages } = spool.db.prepare('pragma page_count').get() as { page_count: number }
    spool.db.exec(`pragma max_page_count = ${pages + 10}`)
    submit('B', 1000)
    submit('C', 100_000)
    group.flush()
    assert.deepEqual(outcomes.map((outcome) => outcome.kind), ['ok', 'error', 'error'])
    assert.equal(stored, 1)
    const { sequence, received, refused, depth, error } = channel
    assert.deepEqual({ sequence, received, refused, depth, code: error?.code }, { sequence: 1, received: 1, refused: 2, depth: 1, code: 'connector/spool-full' })

    spool.db.exec('pragma max_page_count = 100000')
    submit('B', 1000)
    group.flush()
    assert.deepEqual(outcomes.at(-1), { kind: 'ok' })
    const kept = spool.db.prepare('select id, sequence, control from message order by id').all().map((row) => ({ ...row }))
    assert.deepEqual(kept, [{ id: 1, sequence: 1, control: 'A' }, { id: 2, sequence: 2, control: 'B' }])
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
