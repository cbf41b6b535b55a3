import { urls, type Extension, type Questionnaire, type QuestionnaireItem } from '@steckwerk/form'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { buildIssues, copyOf, missingTexts, newQuestionnaire, nextOf, occasionOf, publication, setOccasion } from './form-build.ts'
import { addOption, changeKind, conditionOf, conditionQuestions, isHelp, isNamed, keptOf, kinds, mayChangeKind, newHelp, newItem, readLink, readOptions, setFlag, setHelp, writeCondition, writeLink, writeOption } from './form-build-item.ts'
import { readCalculation, writeCalculation } from './form-build-calculation.ts'
import { readBound, readDecimals, readUnit, writeBound, writeDecimals, writeUnit } from './form-build-number.ts'
import { readPoints, writePoints } from './form-build-points.ts'
import { readInitial, readPrefill, readReuse, setReuse, writeInitial, writePrefill } from './form-build-prefill.ts'
import { appendItem, changeItem, moveBy, moveInto, moveTo, placeOf, placesOf, removeItem } from './form-build-tree.ts'
import { mainLanguage, readTexts, writeTexts } from './form-build-words.ts'

const ours = ['admission', 'today'].map(name => JSON.parse(readFileSync(new URL(`../../services/forms/src/questionnaires/${name}.json`, import.meta.url), 'utf8')) as Questionnaire)

const word = fc.string({ minLength: 1, maxLength: 12 }).filter(text => text.trim() !== '')
const translated = (text: string, more: boolean): { readonly extension: readonly Extension[]; readonly id?: string } => ({
  ...(more ? { id: 'x' } : {}),
  extension: [
    ...(more ? [{ url: urls.translation, extension: [{ url: 'lang', valueCode: 'fr' }, { url: 'content', valueString: 'français' }] }] : []),
    { url: urls.translation, extension: [{ url: 'lang', valueCode: 'en' }, { url: 'content', [more ? 'valueMarkdown' : 'valueString']: text }] },
    ...(more ? [{ url: 'urn:elsewhere', valueString: 'kept' }] : []),
  ],
})
const texts = fc.record({ text: word, _text: fc.tuple(word, fc.boolean()).map(([text, more]) => translated(text, more)) }, { requiredKeys: [] })
const extension = fc.constantFrom<Extension>(
  { url: urls.calculatedExpression, valueExpression: { language: 'text/fhirpath', expression: "%resource.item.where(linkId = '0')" } }, { url: urls.initialExpression, valueExpression: { expression: '%patient.id' } },
  { url: urls.minValue, valueInteger: 3 }, { url: urls.hidden, valueBoolean: true }, { url: urls.supportLink, valueUri: 'https://example.org' }, { url: 'urn:elsewhere', extension: [{ url: 'deep', valueCode: 'x' }] },
  { url: urls.calculatedExpression, valueExpression: { name: 'kept', expression: "%resource.descendants().where(linkId = '0').answer.value" } }, { url: urls.calculatedExpression, valueExpression: { language: 'text/cql', expression: 'kept' } },
  { url: urls.initialExpression, valueExpression: { language: 'text/fhirpath', expression: '%patient.birthDate' } }, { url: urls.populationContext, valueExpression: { name: 'medication', language: 'text/fhirpath', expression: '%medications.entry.resource' } },
  { url: urls.observationLinkPeriod, valueDuration: { value: 7, code: 'd' } }, { url: urls.observationExtract, valueBoolean: true }, { url: urls.reuse, valueBoolean: true, id: 'kept' }, { url: urls.reuse, valueBoolean: false },
  { url: urls.unit, valueCoding: { system: 'http://unitsofmeasure.org', code: 'kg' } }, { url: urls.unitOption, valueCoding: { system: 'urn:own', code: 'x', display: 'X', userSelected: true } }, { url: urls.unitOption, valueCoding: { display: 'ohne Code' } },
  { url: urls.minValue, valueQuantity: { value: 3, code: 'kg' } }, { url: urls.maxValue, valueDecimal: 3.5 }, { url: urls.maxValue, valueDate: '2026-01-01' }, { url: urls.maxDecimalPlaces, valueInteger: 2 }, { url: urls.minOccurs, valueInteger: 2 },
  { url: urls.displayCategory, valueCodeableConcept: { coding: [{ code: 'help' }], text: 'kept' } }, { url: urls.enableWhenExpression, valueExpression: { expression: 'true' } },
)
const option = fc.oneof(
  fc.tuple(word, word, fc.boolean()).map(([code, display, more]) => ({ ...(more ? { initialSelected: true } : {}), valueCoding: { system: 'urn:s', code, display, _display: translated(display, more), extension: [{ url: more ? urls.itemWeight : urls.ordinalValue, valueDecimal: 2, ...(more ? { id: 'kept' } : {}) }] } })),
  fc.constantFrom({ valueString: 'frei' }, { valueInteger: 3, initialSelected: false }, { valueInteger: 4, extension: [{ url: urls.ordinalValue, valueDecimal: 1 }] }, { valueCoding: { code: 'x' }, extension: [{ url: urls.itemWeight, valueInteger: 1 }, { url: 'urn:elsewhere', valueCode: 'kept' }] }),
)
const condition = fc.constantFrom(
  [{ question: '0', operator: '=', answerBoolean: true }], [{ question: '0', operator: '=', answerCoding: { system: 'urn:s', code: 'a' } }], [{ question: '0', operator: '=', answerCoding: { system: 'urn:s', code: 'a', display: 'kept' } }],
  [{ question: '0', operator: 'exists', answerBoolean: false }], [{ question: '0', operator: '=', answerBoolean: true, id: 'kept' }], [{ question: '0', operator: '=', answerInteger: 3 }, { question: '0', operator: '>', answerInteger: 5 }],
)
const item = fc.letrec<{ item: Omit<QuestionnaireItem, 'linkId'> }>(tie => ({
  item: fc.tuple(texts, fc.record({
    type: fc.constantFrom(...kinds, 'open-choice' as const, 'time' as const), required: fc.boolean(), repeats: fc.boolean(), readOnly: fc.boolean(), maxLength: fc.nat(), prefix: word, definition: word,
    extension: fc.array(extension, { minLength: 1, maxLength: 3 }), answerOption: fc.array(option, { minLength: 1, maxLength: 3 }), answerValueSet: fc.constant('#set'), code: fc.constantFrom([{ system: 'http://loinc.org', code: '29463-7', display: 'kept' }], [{ code: 'a' }, { code: 'b' }]),
    initial: fc.constantFrom([{ valueBoolean: true }], [{ valueString: 'x' }], [{ valueInteger: 1 }, { valueInteger: 2 }], [{ valueString: 'x', id: 'kept' }]), enableWhen: condition, enableBehavior: fc.constant('any'),
    item: fc.array(tie('item'), { minLength: 1, maxLength: 2, depthIdentifier: 'depth' }),
  }, { requiredKeys: ['type'] })).map(parts => Object.assign({}, ...parts) as Omit<QuestionnaireItem, 'linkId'>),
})).item
/** Link ids in the order of the form. */
const numbered = (items: readonly object[], from: { next: number }): QuestionnaireItem[] => items.map(one => {
  const linkId = String(from.next++)
  const inner = (one as QuestionnaireItem).item
  return { linkId, ...one, ...(inner === undefined ? {} : { item: numbered(inner, from) }) } as unknown as QuestionnaireItem
})
const questionnaire = fc.tuple(fc.array(item, { minLength: 1, maxLength: 3, depthIdentifier: 'depth' }), fc.constantFrom('de', 'en', 'de-AT', undefined), fc.boolean()).map(([items, language, more]): Questionnaire => ({
  resourceType: 'Questionnaire', status: 'draft', title: 'T', _title: translated('E', more), extension: [{ url: urls.variable, valueExpression: { name: 'medications', language: 'application/x-fhir-query', expression: 'Kept?' } }, { url: 'urn:elsewhere', valueCode: 'kept' }], ...(language === undefined ? {} : { language }), contained: [{ resourceType: 'ValueSet', id: 'set' }],
  useContext: [{ code: { code: 'task' }, valueCodeableConcept: { text: 'kept' } }], item: numbered(items, { next: 0 }),
}))

/** Everything the builder reads, written back as it was read. */
function rewritten(form: Questionnaire): Questionnaire {
  const main = mainLanguage(form)
  let next = setOccasion(form, occasionOf(form) === 'visit' ? 'visit' : undefined)
  for (const member of ['title', 'description']) next = writeTexts(next, member, readTexts(next, member, main), main)
  for (const { item: { linkId } } of placesOf(form)) {
    next = changeItem(next, linkId, one => {
      const known = conditionOf(one)
      let changed = writeTexts(one, 'text', readTexts(one, 'text', main), main)
      changed = setFlag(setFlag(setHelp(writeLink(changed, readLink(changed)), isHelp(changed)), 'required', one.required === true), 'repeats', one.repeats === true)
      readOptions(one, main).forEach(({ texts: said }, at) => {
        changed = writeOption(changed, at, said, main)
      })
      one.answerOption?.forEach((_, at) => {
        changed = writePoints(changed, at, readPoints(changed, at))
      })
      const [unit, calculation, initial] = [readUnit(changed), readCalculation(changed), readInitial(changed)]
      changed = writeUnit(changed, unit === 'kept' || unit === undefined ? undefined : { code: unit.code!, display: unit.display ?? unit.code! })
      for (const bound of ['min', 'max'] as const) changed = writeBound(changed, bound, asShown(readBound(changed, bound)))
      changed = setReuse(writeDecimals(changed, readDecimals(changed)), readReuse(changed))
      changed = writeInitial(changed, initial === 'kept' ? undefined : initial?.value)
      if (calculation !== undefined && calculation !== 'kept') changed = writeCalculation(changed, calculation)
      changed = known === 'kept' ? writeCondition(changed, undefined) : writeCondition(changed, known)
      return (kinds as readonly string[]).includes(one.type) ? changeKind(changed, one.type as (typeof kinds)[number]) : changed
    })
    next = writePrefill(next, linkId, asShown(readPrefill(placeOf(next, linkId)!.item)), changeItem)
  }
  return next
}

/** What cannot be shown is written back as nothing, and stays. */
const asShown = <T>(value: T | 'kept'): T | undefined => value === 'kept' ? undefined : value

test('what is read and written back is what was there, to the byte', () => {
  for (const one of ours) assert.equal(JSON.stringify(rewritten(one)), JSON.stringify(one))
  fc.assert(fc.property(questionnaire, one => assert.equal(JSON.stringify(rewritten(one)), JSON.stringify(one))), { numRuns: 300 })
})

test('a change of one text changes that text and nothing else; taken back, all is as before', () => {
  fc.assert(fc.property(questionnaire, fc.nat(), word, word, (form, pick, de, en) => {
    const main = mainLanguage(form)
    const places = placesOf(form)
    const { linkId } = places[pick % places.length]!.item
    const before = readTexts(placeOf(form, linkId)!.item, 'text', main)
    const changed = changeItem(form, linkId, one => writeTexts(one, 'text', { de, en }, main))
    assert.deepEqual(readTexts(placeOf(changed, linkId)!.item, 'text', main), { de, en })
    const without = (one: Questionnaire): unknown => changeItem(one, linkId, ({ text: _, _text: __, ...rest }) => rest)
    assert.deepEqual(without(changed), without(form))
    const back = changeItem(changed, linkId, one => writeTexts(one, 'text', before, main))
    if (before.de !== '' && before.en !== '') assert.deepEqual(back, form)
  }), { numRuns: 200 })
})

test('new points, limits, units, calculations and sources leave all that the builder does not know where it stands', () => {
  const marks = (form: Questionnaire): number => JSON.stringify(form).match(/"kept"|urn:elsewhere|français|valueMarkdown/g)?.length ?? 0
  fc.assert(fc.property(questionnaire, fc.nat(), fc.integer({ min: -9, max: 9 }), (form, which, n) => {
    const places = placesOf(form)
    const { linkId } = places[which % places.length]!.item
    let changed = changeItem(form, linkId, one => {
      const numbered = writeDecimals(writeBound(writeBound(writeUnit(one, { code: 'g', display: 'g' }), 'min', n), 'max', n + 10), 1)
      const pointed = (one.answerOption ?? []).reduce<QuestionnaireItem>((now, _, at) => writePoints(now, at, n), numbered)
      return setReuse(readCalculation(pointed) === 'kept' ? pointed : writeCalculation(pointed, { how: 'sum', questions: ['0'], missing: 'skip', decimals: 1 }), true)
    })
    changed = writePrefill(changed, linkId, 'allergyList', changeItem)
    assert.equal(marks(changed), marks(form))
    assert.deepEqual(placesOf(changed).filter(({ item: one }) => one.linkId !== linkId).map(({ item: { item: _, ...rest } }) => rest), places.filter(({ item: one }) => one.linkId !== linkId).map(({ item: { item: _, ...rest } }) => rest))
  }), { numRuns: 100 })
})

test('moving loses no question and doubles none', () => {
  fc.assert(fc.property(questionnaire, fc.nat(), fc.nat(), (form, from, to) => {
    const ids = placesOf(form).map(({ item: one }) => one.linkId)
    const [one, other] = [ids[from % ids.length]!, ids[to % ids.length]!]
    const leaf = (at: Questionnaire): unknown => placesOf(at).map(({ item: { item: _, ...rest } }) => JSON.stringify(rest)).toSorted()
    for (const moved of [moveBy(form, one, 1), moveBy(form, one, -1), moveTo(form, one, other), moveInto(form, one, undefined), moveInto(form, one, other)]) assert.deepEqual(leaf(moved), leaf(form))
  }))
})

const small = (): Questionnaire => {
  const add = (form: Questionnaire, type: (typeof kinds)[number], text: string, group?: string) => appendItem(form, { ...newItem(form, type), text }, group)
  let form = newQuestionnaire('Neu', 'Alpha', 'urn:uuid:1')
  form = add(form, 'boolean', 'Rauchen Sie?')
  form = add(form, 'group', 'Mehr')
  form = add(form, 'choice', 'Wie oft?', 'q2')
  return changeItem(form, 'q3', one => ['Nie', 'Oft'].reduce((now, de, at) => writeOption(addOption(form, now), at, { de, en: '' }, 'de'), one))
}

test('a form is made from nothing: questions, answers, a condition, a group', () => {
  let form = small()
  assert.deepEqual(placesOf(form).map(({ item: one, within }) => [one.linkId, one.type, within]), [['q1', 'boolean', []], ['q2', 'group', []], ['q3', 'choice', ['q2']]])
  assert.deepEqual(placeOf(form, 'q3')?.item.answerOption, [{ valueCoding: { system: 'urn:uuid:1', code: 'a1', display: 'Nie' } }, { valueCoding: { system: 'urn:uuid:1', code: 'a2', display: 'Oft' } }])
  assert.deepEqual(conditionQuestions(form, 'q3').map(({ linkId }) => linkId), ['q1'])
  form = changeItem(form, 'q2', one => writeCondition(one, { question: 'q1', answer: 'true' }))
  form = appendItem(form, writeCondition({ linkId: 'q9', type: 'text', text: 'Warum?' }, { question: 'q3', answer: 'urn:uuid:1|a2' }), undefined)
  assert.deepEqual(placeOf(form, 'q9')?.item.enableWhen, [{ question: 'q3', operator: '=', answerCoding: { system: 'urn:uuid:1', code: 'a2' } }])
  assert.deepEqual(buildIssues(form), [])
  assert.deepEqual(missingTexts(form).map(({ language, linkId }) => `${language} ${linkId ?? ''}`), ['en ', 'en q1', 'en q2', 'en q3', 'en q3', 'en q3', 'en q9'])
  assert.deepEqual(missingTexts(writeTexts(form, 'description', { de: '', en: 'About' }, 'de'))[1], { language: 'de', linkId: undefined })
  form = setOccasion(form, 'visit')
  assert.equal(occasionOf(form), 'visit')
  assert.equal(setOccasion(form, undefined)['useContext'], undefined)
  const helped = newHelp(form, placeOf(form, 'q2')!.item)
  assert.deepEqual([isHelp(helped), helped.enableWhen], [true, [{ question: 'q1', operator: '=', answerBoolean: true }]])
})

test('what is wrong is told at its question', () => {
  const codes = (form: Questionnaire): readonly string[] => buildIssues(form).map(({ linkId, code }) => `${linkId ?? ''} ${code}`)
  assert.deepEqual(codes({ ...newQuestionnaire('', 'A', 'urn:x'), title: '' }), [' title', ' empty'])
  assert.deepEqual(codes(removeItem(small(), 'q3')), ['q2 group-empty'])
  assert.deepEqual(codes(changeItem(small(), 'q3', one => ({ ...one, answerOption: [{ valueCoding: { code: 'a', display: 'x' } }, { valueCoding: { code: 'b', display: 'X ' } }, { valueCoding: { code: 'c' } }] }))), ['q3 option-text', 'q3 option-twice'])
  assert.deepEqual(codes(changeItem(small(), 'q3', one => ({ ...writeCondition(one, { question: 'q1', answer: 'urn:s|gone' }), answerOption: [] }))), ['q3 condition-answer'])
  assert.deepEqual(codes(changeItem(small(), 'q3', one => writeCondition(one, { question: 'gone', answer: 'true' }))), ['q3 condition-question'])
  assert.deepEqual(codes(changeItem(changeItem(small(), 'q1', one => ({ ...one, text: '  ', repeats: true, item: [{ linkId: 'x', type: 'text', text: 'y' }] })), 'q3', one => changeKind(one, 'choice'))), ['q1 text', 'q1 nested-repeats'])
  const circle = changeItem(small(), 'q1', one => ({ ...one, enableWhen: [{ question: 'q3', operator: 'exists', answerBoolean: true }] }))
  assert.deepEqual(codes(changeItem(circle, 'q3', one => writeCondition(one, { question: 'q1', answer: 'true' }))), [' circle'])
  for (const one of ours) assert.deepEqual(codes(one), [])
})

test('what hangs on expressions, points or a value set keeps its kind and is named', () => {
  const [admission, today] = ours as [Questionnaire, Questionnaire]
  const at = (form: Questionnaire, linkId: string) => placeOf(form, linkId)!.item
  assert.deepEqual(keptOf(at(today, 'pain')), ['look'])
  assert.deepEqual(keptOf(at(today, 'score')), ['code', 'other'])
  assert.deepEqual(keptOf(at(admission, 'contact.phone')), ['limits'])
  assert.deepEqual(['pain', 'score', 'more'].map(linkId => mayChangeKind(at(today, linkId))), [false, false, true])
  assert.deepEqual([isNamed(today, 'pain'), isNamed(today, 'much'), isNamed(today, 'score')], [true, true, false])
  assert.deepEqual(mayChangeKind(at(admission, 'contact')), false)
})

test('a question of another kind has nothing left that the kind cannot have', () => {
  const choice: QuestionnaireItem = { linkId: 'a', type: 'choice', text: 'T', required: true, repeats: true, answerOption: [{ valueCoding: { code: 'x' } }], enableWhen: [{ question: 'b', operator: '=', answerBoolean: true }] }
  assert.deepEqual(changeKind(choice, 'display'), { linkId: 'a', type: 'display', text: 'T', enableWhen: choice.enableWhen })
  assert.deepEqual(changeKind({ linkId: 'a', type: 'string', maxLength: 5, extension: [{ url: urls.regex, valueString: '.' }] }, 'text'), { linkId: 'a', type: 'text', maxLength: 5, extension: [{ url: urls.regex, valueString: '.' }] })
  const file = changeKind(choice, 'attachment')
  assert.deepEqual(file.extension?.map(({ url }) => url), [urls.mimeType, urls.mimeType, urls.mimeType, urls.maxSize])
  assert.equal(changeKind(file, 'date').extension, undefined)
})

test('publishing takes the place of what was in use; a copy and a new version begin as drafts', () => {
  const before = { ...small(), id: 'one', version: '1', status: 'active' } as Questionnaire
  const draft = { ...nextOf(before, ['1', '2.1.0', undefined]), id: 'two' } as Questionnaire
  assert.deepEqual([draft.version, draft.status, draft.url], ['3', 'draft', 'urn:uuid:1'])
  const out = publication(draft, [before, draft, { ...before, id: 'other', url: 'urn:other' }, { ...before, id: 'old', status: 'retired' }], '2026-11-22')
  assert.deepEqual(out.map(one => [one.id, one.status, one.version, one['date']]), [['two', 'active', '3', '2026-11-22'], ['one', 'retired', '1', undefined]])
  const copy = copyOf({ ...ours[0]!, id: 'a', meta: { versionId: '1' } }, 'Alpha', 'urn:uuid:2')
  assert.deepEqual([copy.title, readTexts(copy, 'title', 'de').en, copy.status, copy.version, copy.id, copy['derivedFrom'], copy['publisher']], ['Aufnahmebogen (Kopie)', 'Admission form (copy)', 'draft', '1', undefined, ['urn:steckwerk:questionnaire:admission|1.0.0'], 'Alpha'])
  assert.deepEqual(copy.item, ours[0]!.item)
})
