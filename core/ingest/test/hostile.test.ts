import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '@steckwerk/kernel'
import { adt, harness } from './harness.ts'

const rich = (number: string): string => adt({ event: 'A01', number, family: 'Müßig' }).replace('\rPV1', `\rNK1|1|Müßig^Otto|FTH|Weg 1^^Ort^^80331^DE|089 1\rIN1|1|1^^^Kasse|104212059|AOK|Straße^^Ort|||||||||||Müßig^Änne|SEL|19850713`)

test('characters no database takes, broken UTF-8 and very long values lose no message and none beside it', async () => {
  await using h = await harness()
  const nul = rich('7001').replaceAll('Müßig', 'M\0üßig\0').replace('F7001', 'F70\x0001').replaceAll('Ort', '\0').replace('F|', 'F\0|')
  const escaped = rich('7002').replace('Müßig', 'A\\X00\\B\\XD83D\\C\\XEDA080\\')
  const broken = Buffer.from(rich('7003').replace('Änne', '@@@'))
  broken.set([0xed, 0xa0, 0x80], broken.indexOf('@@@'))
  const long = rich('7004').replace('Müßig', 'x'.repeat(3_000_000)).replace('F7004', 'F'.repeat(100_000)).replace('Gänsemarkt 3', 'ß'.repeat(1_000_000))
  const answer = await h.send([rich('7000'), nul, escaped, broken, long, rich('7005')])
  assert.deepEqual(answer, { kind: 'accepted', next: 6 })
  const rows = await h.store.read(h.ctx(), (reader) => reader.query<{ sequence: number; code: string | null }>(sql`select sequence, code from st.ledger order by sequence`))
  assert.deepEqual(rows.map(({ code }) => code), [null, null, null, null, null, null])
  assert.equal((await h.all('Patient')).length, 6)
})
