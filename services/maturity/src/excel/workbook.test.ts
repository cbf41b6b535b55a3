import { Fault } from '@steckwerk/kernel'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import { answer, type Assessment, type KeptAnswer } from '../assessment/assessment.ts'
import { merge } from '../assessment/merge.ts'
import { itemsOf, type MaturityModel } from '../model/model.ts'
import { builtInModels } from '../model/models.ts'
import { readSheet, writeSheet } from './workbook.ts'

const made = '2026-11-22T10:00:00.000Z'
const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom('=1+1', '_x0041_', ' mit Rand ', 'Zeile\nZeile\n\nnoch eine', '<a & "b">', '007', '1,5', 'true', 'valueOf', '__proto__', 'constructor', '@SUM(A1)', '\u{1F4C8}', '_x005F_x0041_'))

function assessments(model: MaturityModel): fc.Arbitrary<Assessment> {
  const value = fc.option(fc.integer({ min: model.scale.lowest, max: model.scale.highest }))
  const one = fc.record({ value, comment: text, evidence: fc.array(text, { maxLength: 4 }) }).map((given) => answer.safeParse(given)).filter(({ success }) => success)
    .map(({ data }): KeptAnswer => ({ ...data!, by: 'A. Muster', at: '2026-11-20T08:00:00.000Z' }))
  return fc.record(Object.fromEntries(itemsOf(model).map(({ code }) => [code, fc.option(one, { nil: undefined })])))
    .map((answers) => ({ model: model.id, modelVersion: model.version, kind: 'yearly', day: '2026-11-01', team: [], answers: Object.fromEntries(Object.entries(answers).filter(([, given]) => given !== undefined)) as Record<string, KeptAnswer> }))
}

const markOf = (model: MaturityModel, assessment = 'a1'): Parameters<typeof writeSheet>[2] => ({ assessment, model: model.id, modelVersion: model.version, made })

for (const model of builtInModels) {
  test(`a round trip through Excel changes nothing: ${model.id}`, async () => {
    await fc.assert(fc.asyncProperty(assessments(model), fc.constantFrom('de' as const, 'en' as const), async (assessment, language) => {
      assert.deepEqual(await readSheet(await writeSheet(model, assessment, markOf(model), language), model, assessment, 'a1'), [])
    }), { numRuns: 12 })
  })
}

test('what was filled in comes out as changes, and an answer given meanwhile is told as a conflict', async () => {
  const model = builtInModels[0]!
  const before: Assessment = { model: 'oegd', modelVersion: 1, kind: 'yearly', day: '2026-11-01', team: [], answers: {} }
  const given = (value: number, at: string): KeptAnswer => ({ value, comment: '', evidence: [], by: 'B. Beispiel', at })
  const filled: Assessment = { ...before, answers: { 'strategy.goals': given(2, made), 'strategy.means': given(-1, made) } }
  const file = await writeSheet(model, filled, markOf(model), 'de')
  assert.deepEqual((await readSheet(file, model, before, 'a1')).map(({ item, now }) => [item, now.value]), [['strategy.goals', 2], ['strategy.means', -1]])

  const meanwhile: Assessment = { ...before, answers: { 'strategy.means': given(3, '2026-11-22T11:00:00.000Z') } }
  const merged = merge(model, meanwhile, await readSheet(file, model, meanwhile, 'a1'), 'A. Muster', '2026-11-22T12:00:00.000Z')
  assert.deepEqual([merged.assessment.answers['strategy.goals']?.value, merged.assessment.answers['strategy.means']?.value], [2, 3])
  assert.deepEqual(merged.conflicts.map(({ item, theirs, yours }) => [item, theirs.value, yours.value]), [['strategy.means', 3, -1]])
})

const refused = (thrown: unknown): boolean => thrown instanceof Fault && thrown.code.startsWith('maturity/')

test('bytes that are no file of ours are refused: another assessment\'s, a bomb, cells far away, and anything else', async () => {
  const model = builtInModels[0]!
  const assessment: Assessment = { model: 'oegd', modelVersion: 1, kind: 'yearly', day: '2026-11-01', team: [], answers: {} }
  const read = (bytes: Uint8Array): Promise<unknown> => readSheet(bytes, model, assessment, 'a1')
  await assert.rejects(read(await writeSheet(model, assessment, markOf(model, 'a2'), 'de')), refused)
  await assert.rejects(read(zipSync({ 'xl/workbook.xml': new Uint8Array(64 * 1024 * 1024) })), refused)
  await assert.rejects(read(zipSync({ 'xl/worksheets/sheet1.xml': Buffer.from('<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>') })), refused)
  const sound = await writeSheet(model, assessment, markOf(model), 'de')
  await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.nat(sound.length - 1).map((at) => sound.subarray(0, at)), fc.tuple(fc.nat(sound.length - 1), fc.nat(255)).map(([at, byte]) => sound.with(at, byte))), async (bytes) => {
    try {
      await read(bytes)
    } catch (thrown) {
      assert.ok(refused(thrown), String(thrown))
    }
  }), { numRuns: 60 })
})
