import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { acknowledge, charsetOf, encodeText, MllpDecoder, mllpFrame, parseMessage, peekHeader } from '@steckwerk/hl7v2'
import { sample, sampleNames } from '@steckwerk/hl7v2/testing'

/** Parses, splits to the last subcomponent, frames and acknowledges; every step has to keep the bytes. */
function goesRound(bytes: Buffer): void {
  const message = parseMessage(bytes)
  assert.deepEqual(message.toBytes(), bytes)
  assert.match(message.type, /^[A-Z]{3}\^[A-Z]\d\d$/)
  for (const segment of message.segments) {
    assert.match(segment.name, /^[A-Z][A-Z0-9]{2}$/)
    assert.ok(!segment.toString().includes('\ufffd'))
  }
  assert.deepEqual(new MllpDecoder().push(mllpFrame(bytes)), [{ kind: 'message', bytes }])
  const header = peekHeader(bytes)
  assert.equal(header.type, message.type)
  const ack = acknowledge(header, 'auto', { kind: 'ok' }, { now: new Date(0) })
  if (ack.bytes) assert.equal(parseMessage(ack.bytes).text('MSA-2'), message.text('MSH-10'))
}

test('every sample goes round', () => {
  assert.ok(sampleNames().length >= 16)
  for (const name of sampleNames()) goesRound(sample(name))
})

test('the samples hold their umlauts in the charset they name', () => {
  assert.equal(parseMessage(sample('cgm-a01')).text('PID-5.3'), 'Änderl')
  assert.equal(parseMessage(sample('orbis-a28')).text('PID-5.3'), 'René')
  assert.equal(parseMessage(sample('imedone-a04')).text('PID-5'), 'Schönfelder')
  assert.equal(parseMessage(sample('cloverleaf-a01-no-label')).text('PID-5.3'), 'Änne')
  assert.equal(parseMessage(sample('orbis-a01')).text('PID-5'), 'Łąkowska')
  assert.equal(parseMessage(sample('labor-oru-r01')).segment('OBX', 1)?.text('6'), '10*3/µl')
  assert.equal(parseMessage(sample('cloverleaf-a01-no-label')).text('NTE-3'), 'Zuzahlung 10 € je Tag – „bar“')
})

const shared = new URL('../../../../shared/data/', import.meta.url)

test('every shared message goes round, as stored and in the charset that MSH-18 names', { skip: !existsSync(shared) }, () => {
  const folders = readdirSync(shared).filter(folder => folder.startsWith('hl7v2-'))
  assert.ok(folders.length > 0)
  for (const folder of folders) {
    for (const file of readdirSync(new URL(`${folder}/`, shared))) {
      const stored = readFileSync(new URL(`${folder}/${file}`, shared))
      goesRound(stored)
      const text = stored.toString('utf8')
      const charset = charsetOf(parseMessage(stored).text('MSH-18') ?? '') ?? 'utf-8'
      const sent = encodeText(text, charset === 'ascii' ? 'utf-8' : charset)
      goesRound(sent)
      const words = (bytes: Buffer): readonly string[] => parseMessage(bytes).segments.map(segment => segment.toString())
      assert.deepEqual(words(sent), words(stored), file)
    }
  }
})
