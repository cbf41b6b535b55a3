import { axe, noSidewaysScroll } from '@steckwerk/testing-browser'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { visit } from './portal.ts'

const list = '/traeger/alpha/formulare'
const questions = (page: Page) => page.getByRole('region', { name: 'Fragen' })
const add = async (page: Page, kind: string, text: string): Promise<void> => {
  await page.getByLabel(/^Art der neuen Frage/).selectOption({ label: kind })
  await page.getByRole('button', { name: 'Hinzufügen', exact: true }).press('Enter')
  // The new question has the focus: typing is enough.
  await page.waitForFunction(() => document.activeElement?.matches('[role="group"] input, [role="group"] textarea'))
  await page.keyboard.type(text)
}

test('the list says what is in use; ours is copied, not changed; what is taken back can come back', async () => {
  await using portal = await visit({ account: 'verwaltung' })
  const { page, hub } = portal
  await portal.goto(list)
  await page.getByRole('row', { name: /Aufnahmebogen.*In Gebrauch.*Vorlage/ }).waitFor()
  assert.equal(await page.getByText('Alter Bogen').count(), 0)
  await axe(page)
  await page.getByRole('button', { name: 'Aufnahmebogen' }).click()
  await page.getByRole('region', { name: 'Vorschau' }).getByText('Unter welcher Nummer erreichen wir Sie?').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Neue Fassung schreiben' }).count(), 0)
  await axe(page)
  await page.getByRole('button', { name: 'Zurückziehen' }).click()
  await page.getByText(/Zurückgezogen: wird nicht mehr angeboten/).waitFor()
  assert.equal(hub.questionnaires.stored.get('intake')?.status, 'retired')
  await page.getByRole('button', { name: 'Rückgängig' }).click()
  await page.getByRole('button', { name: 'Zurückziehen' }).waitFor()
  await page.getByRole('button', { name: 'Kopieren' }).click()
  await page.getByRole('heading', { level: 1, name: 'Formular bearbeiten' }).waitFor()
  const copy = hub.questionnaires.stored.get('new3')!
  assert.deepEqual([copy.status, copy.version, copy['title']], ['draft', '1', 'Aufnahmebogen (Kopie)'])
  // What the builder has no fields for is named, and stays.
  await questions(page).getByRole('button', { name: /^Unter welcher Nummer.*Kurzer Text/ }).click()
  await page.getByText('Wird beibehalten und hier nicht geändert:').waitFor()
  await page.getByRole('listitem').filter({ hasText: /^Grenzen für Länge/ }).waitFor()
  await questions(page).getByRole('button', { name: /^Punkte .*Berechneter Wert/ }).click()
  assert.match(await page.getByLabel('FHIRPath', { exact: true }).inputValue(), /weight\(\)\.sum\(\)$/)
  await page.getByLabel('Text (Deutsch)').fill('Summe')
  await page.getByRole('button', { name: 'Entwurf speichern' }).click()
  await page.getByText('Gespeichert', { exact: true }).waitFor()
  const before = JSON.stringify(copy.item).replace('"Punkte"', '"Summe"')
  assert.equal(JSON.stringify(hub.questionnaires.stored.get('new3')?.item), before)
})

test('with the keyboard alone a form is written, seen, mended and published', async () => {
  await using portal = await visit({ account: 'verwaltung' })
  const { page, hub } = portal
  await portal.goto(list)
  await page.getByRole('button', { name: 'Neues Formular' }).press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Formular bearbeiten' }).waitFor()
  await page.getByLabel('Titel (Deutsch)').fill('Vor der Narkose')
  await page.getByLabel('Titel (Englisch)').fill('Before the anaesthesia')
  await page.getByLabel('Anlass').selectOption({ label: 'Vor einem Besuch' })
  await add(page, 'Ja oder Nein', 'Nehmen Sie Blutverdünner?')
  await page.getByLabel('Muss beantwortet werden').press('Space')
  await add(page, 'Auswahl', 'Welchen?')
  await axe(page)
  await page.getByRole('button', { name: 'Veröffentlichen' }).press('Enter')
  const summary = page.getByRole('group', { name: 'Was noch fehlt' })
  await summary.waitFor()
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Was noch fehlt')
  await axe(page)
  await summary.getByRole('button', { name: /Welchen\?: Fügen Sie mindestens eine Antwort hinzu/ }).press('Enter')
  await page.waitForFunction(() => (document.activeElement as HTMLInputElement | null)?.value === 'Welchen?')
  for (const answer of ['Marcumar', 'Anderen']) {
    await page.getByRole('button', { name: 'Antwort hinzufügen' }).press('Enter')
    await page.waitForFunction(() => (document.activeElement as HTMLInputElement | null)?.value === '')
    await page.keyboard.type(answer)
  }
  await page.getByLabel('Wird gefragt').selectOption({ label: 'nur nach: Nehmen Sie Blutverdünner?' })
  await page.getByRole('button', { name: 'Hilfe davor einfügen' }).press('Enter')
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
  await page.keyboard.type('Der Name steht auf der Packung.')
  // The preview is what patients get: the second question comes with the answer to the first.
  const preview = page.getByRole('region', { name: 'Vorschau' })
  await preview.getByRole('radio', { name: 'Ja' }).check()
  await preview.getByRole('button', { name: 'Weiter' }).press('Enter')
  await preview.getByText('Der Name steht auf der Packung.').waitFor()
  await preview.getByRole('radio', { name: 'Marcumar' }).check()
  await axe(page)
  await add(page, 'Foto oder Datei', 'Ihr Ausweis')
  await questions(page).getByRole('button', { name: 'Ihr Ausweis: nach oben' }).press('Enter')
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Ihr Ausweis: nach oben')
  await page.getByLabel('Mehr dazu im Netz').press('Escape')
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-expanded') === 'false')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Entfernen', exact: true }).press('Enter')
  await page.waitForFunction(() => document.activeElement?.textContent === 'Rückgängig')
  await page.keyboard.press('Enter')
  await questions(page).getByRole('button', { name: /^Ihr Ausweis.*Foto/ }).waitFor()
  await page.getByRole('button', { name: 'Veröffentlichen' }).press('Enter')
  await page.getByRole('row', { name: /Vor der Narkose.*In Gebrauch.*Vor dem Besuch/ }).waitFor()
  const made = hub.questionnaires.stored.get('new3')!
  assert.deepEqual([made.status, made.version, made['subjectType']], ['active', '1', ['Patient']])
  assert.deepEqual((made.item as readonly { readonly linkId: string; readonly type: string; readonly required?: boolean; readonly enableWhen?: unknown }[]).map(({ linkId, type, required, enableWhen }) => [linkId, type, required, enableWhen]), [
    ['q1', 'boolean', true, undefined], ['q3', 'display', undefined, [{ question: 'q1', operator: '=', answerBoolean: true }]], ['q4', 'attachment', undefined, undefined], ['q2', 'choice', undefined, [{ question: 'q1', operator: '=', answerBoolean: true }]],
  ])
})

test('a score, its grade and a body mass index are made without FHIRPath, filled in from the record, and work in the preview', async () => {
  await using portal = await visit({ account: 'verwaltung' })
  const { page, hub } = portal
  await portal.goto(list)
  await page.getByRole('button', { name: 'Neues Formular' }).click()
  await page.getByRole('heading', { level: 1, name: 'Formular bearbeiten' }).waitFor()
  const answersOf = async (...answers: readonly (readonly [text: string, number: string])[]): Promise<void> => {
    for (const [text, number] of answers) {
      await page.getByRole('button', { name: 'Antwort hinzufügen' }).press('Enter')
      await page.waitForFunction(() => (document.activeElement as HTMLInputElement | null)?.value === '')
      await page.keyboard.type(text)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.type(number)
    }
  }
  const preview = page.getByRole('region', { name: 'Vorschau' })
  await add(page, 'Auswahl', 'Sind Sie müde?')
  await page.getByLabel('Antworten haben Punkte').press('Space')
  await answersOf(['Nein', '0'], ['Ja', '2,5'])
  await add(page, 'Punktzahl (wird berechnet)', 'Punkte')
  assert.equal(await page.getByRole('checkbox', { name: 'Sind Sie müde?' }).isChecked(), true)
  await add(page, 'Einstufung (wird berechnet)', 'Das heißt')
  assert.equal(await page.getByLabel('Welche Zahl wird eingestuft?').evaluate(select => (select as HTMLSelectElement).selectedOptions[0]?.text), 'Punkte')
  await answersOf(['gering', ''], ['hoch', '2'])
  await axe(page)
  await add(page, 'Zahl mit Einheit', 'Gewicht')
  await page.getByLabel('Einheit', { exact: true }).selectOption('kg')
  await page.getByLabel('Größter Wert').fill('400,5')
  await page.getByLabel('Steht schon da').selectOption({ label: 'Gewicht (bis 6 Monate alt)' })
  await preview.getByText(/Aus der Akte von Klinikverbund Alpha/).waitFor()
  assert.equal(await preview.getByRole('textbox', { name: /Gewicht/ }).inputValue(), '72,5')
  await axe(page)
  await add(page, 'Zahl mit Einheit', 'Größe')
  await page.getByLabel('Einheit', { exact: true }).selectOption('cm')
  await add(page, 'Berechneter Wert', 'BMI')
  await page.getByLabel('Wird berechnet als').selectOption({ label: 'Body-Mass-Index' })
  await page.getByLabel('Einheit', { exact: true }).selectOption('kg/m2')
  await questions(page).getByRole('button', { name: /^Größe.*Zahl/ }).click()
  await preview.getByRole('textbox', { name: /Größe/ }).fill('168')
  await preview.getByRole('button', { name: 'Weiter' }).click()
  await preview.getByText('25,7 kg/m²').waitFor()
  await questions(page).getByRole('button', { name: /^Sind Sie müde.*Auswahl/ }).click()
  await preview.getByRole('radio', { name: 'Ja' }).check()
  await preview.getByRole('button', { name: 'Weiter' }).click()
  await preview.getByText('2,5', { exact: true }).waitFor()
  await preview.getByRole('button', { name: 'Weiter' }).click()
  await preview.getByText('hoch', { exact: true }).waitFor()
  await add(page, 'Berechneter Wert', 'Für Fachleute')
  await page.getByLabel('Wird berechnet als').selectOption({ label: 'Für Fachleute: FHIRPath' })
  await page.getByLabel('FHIRPath', { exact: true }).fill('%patient.birthDate')
  await page.getByText('Zeile 1, Stelle 1: „%patient“ ist beim Ausfüllen nicht bekannt.').first().waitFor()
  await axe(page)
  await page.getByLabel('FHIRPath', { exact: true }).fill("%resource.descendants().where(linkId = 'q4').answer.value.value * 2")
  await page.getByText('12 Texte fehlen auf Englisch.').waitFor()
  await page.getByRole('button', { name: 'Zur ersten Frage, der etwas fehlt' }).press('Enter')
  await page.waitForFunction(() => (document.activeElement as HTMLInputElement | null)?.value === 'Sind Sie müde?')
  await page.getByRole('button', { name: 'Veröffentlichen' }).click()
  await page.getByRole('row', { name: /Neues Formular.*In Gebrauch/ }).waitFor()
  const made = hub.questionnaires.stored.get('new3')! as unknown as { readonly item: readonly { readonly linkId: string; readonly type: string; readonly extension?: readonly { readonly url: string }[] }[] }
  assert.deepEqual(made.item.map(({ linkId, type, extension = [] }) => `${linkId} ${type} ${extension.map(({ url }) => url.split('/').at(-1)).join(' ')}`.trim()), [
    'q1 choice', 'q2 decimal sdc-questionnaire-calculatedExpression', 'q3 choice sdc-questionnaire-calculatedExpression', 'q4 quantity questionnaire-unitOption maxValue sdc-questionnaire-observationLinkPeriod', 'q5 quantity questionnaire-unitOption',
    'q6 quantity sdc-questionnaire-calculatedExpression questionnaire-unitOption', 'q7 decimal sdc-questionnaire-calculatedExpression',
  ])
})

test('a new version takes the place of the former; who saved first is told; questions are dragged', async () => {
  await using portal = await visit({ account: 'verwaltung' })
  const { page, hub } = portal
  await portal.goto(list)
  await page.getByRole('button', { name: 'Fragen zur Narkose' }).click()
  await page.getByRole('button', { name: 'Neue Fassung schreiben' }).click()
  await page.getByRole('heading', { level: 1, name: 'Formular bearbeiten' }).waitFor()
  await add(page, 'Datum', 'Wann zuletzt?')
  await page.locator('[data-grip="q2"]').dragTo(questions(page).getByRole('button', { name: /^Hatten Sie schon.*Nein/ }))
  await page.waitForFunction(() => document.querySelector('[data-grip]')?.getAttribute('data-grip') === 'q2')
  hub.questionnaires.elsewhere = true
  await page.getByRole('button', { name: 'Entwurf speichern' }).click()
  await page.getByText(/Inzwischen hat jemand anders gespeichert/).waitFor()
  hub.questionnaires.elsewhere = false
  await page.getByRole('button', { name: 'Entwurf speichern' }).click()
  await page.getByText('Gespeichert', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Veröffentlichen' }).click()
  await page.getByRole('row', { name: /Fragen zur Narkose 2 In Gebrauch/ }).waitFor()
  const all = [...hub.questionnaires.stored.values()].filter(({ url }) => url === 'urn:uuid:own').map(({ version, status, item }) => [version, status, item?.length])
  assert.deepEqual(all, [['1', 'retired', 1], ['2', 'active', 2]])
  await portal.goto(`${list}/own`)
  await page.getByText('Dieses Formular ist kein Entwurf mehr').waitFor()
})

test('at 320 px and in English the list and the builder can be used', async () => {
  await using portal = await visit({ account: 'verwaltung', width: 320, language: 'en' })
  const { page } = portal
  await portal.goto(list)
  await noSidewaysScroll(page)
  await page.getByRole('button', { name: 'Admission form' }).click()
  await page.getByRole('region', { name: 'Preview' }).waitFor()
  await noSidewaysScroll(page)
  await axe(page)
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Edit form' }).waitFor()
  await page.getByRole('region', { name: 'Questions' }).getByRole('button', { name: /^Are you in pain.*Choice/ }).click()
  await page.getByLabel('Answer 1 (German)').waitFor()
  assert.equal(await page.getByLabel('Answer 2: points').inputValue(), '2')
  await noSidewaysScroll(page)
  for (const [question, shown] of [[/^Points.*Calculated value/, 'Points'], [/^What do you weigh.*Number with unit/, 'What do you weigh?']] as const) {
    await page.getByRole('region', { name: 'Questions' }).getByRole('button', { name: question }).click()
    await page.getByLabel(/^(FHIRPath|Largest value)$/).waitFor()
    await page.getByRole('region', { name: 'Preview' }).getByText(shown).first().waitFor()
    await noSidewaysScroll(page)
    await axe(page)
  }
  await axe(page)
})
