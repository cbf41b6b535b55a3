import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '@steckwerk/kernel'
import { adt, epoch, harness } from './harness.ts'

test('whatever a message is made of, masked it tells of no person', async () => {
  await using h = await harness()
  const broken = adt({ event: 'A01', family: 'Geheim' }).replace('\rPV1', '\rNTE|1||erste Zeile\rGeheim Anna, geb. 1950\rZGE|Geheim|x^Geheim\rMSA|AA|1|Geheim\rEVN|A01||||Geheim||Geheim|Geheim\rSFT|Geheim\rPV1')
  const shifted = adt({ event: 'A01' }).replace('ADT^A01', 'Geheim^Anna').replace('|KIS|', '|KIS||')
  const type = adt({ event: 'A01' }).replace('ADT^A01', 'Geheim^Anna')
  await h.send([broken, shifted, type, 'Geheim, kein Trenner', 'MSH', '\vMSH|'])
  for (let sequence = 1; sequence <= 6; sequence++) {
    const masked = await h.ingest.rawMessage(h.ctx(), `kis/${epoch}/adt/${sequence}`, { masked: true })
    const shown = masked.segments.flatMap(({ name, fields }) => [name, ...fields.map(({ text }) => text)])
    assert.ok(!JSON.stringify(shown).includes('Geheim'), `message ${sequence}`)
  }
  const clear = await h.ingest.rawMessage(h.ctx(), `kis/${epoch}/adt/1`, { masked: false })
  assert.ok(clear.segments.some(({ name }) => name === 'Geheim Anna, geb. 1950'))
  const kept = await h.store.read(h.ctx(), (reader) => reader.query(sql`select message_type, code, reason, warnings from st.ledger`))
  assert.ok(!JSON.stringify(kept).includes('Geheim'))
})
