import { axe, noSidewaysScroll } from '@steckwerk/testing-browser'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { focusedText, visit } from './portal.ts'

const tomorrow = (): string => {
  const at = new Date(Date.now() + 86_400_000)
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(at)
}
const path = (more = ''): string => `/traeger/alpha/kalender?tag=${tomorrow()}${more}`
const column = (page: Page, name: string) => page.getByRole('region', { name })
const block = (page: Page, calendar: string, text: RegExp) => column(page, calendar).getByRole('button', { name: text })
/** The Parameters of an operation, without what is not of interest. */
const booked = (body: Readonly<Record<string, unknown>>) => {
  const parameter = body['parameter'] as readonly { name: string; resource?: { slot: readonly { reference: string }[]; participant: readonly { actor: { reference: string } }[]; comment?: string }; valueUri?: string }[]
  const asked = parameter.find(({ name }) => name === 'appt-resource')?.resource
  return { slot: asked?.slot[0]?.reference, who: asked?.participant[0]?.actor.reference, comment: asked?.comment, cancelled: parameter.find(({ name }) => name === 'cancelled-appt-id')?.valueUri }
}

test('people and rooms stand side by side; an appointment is moved by its menu twin with the keyboard, and back', async () => {
  await using portal = await visit({ account: 'empfang' })
  const { page, hub } = portal
  await portal.goto(path())
  const erika = block(page, 'Dr. med. Miriam Keller', /08:30–09:00.*Mustermann, Erika/)
  await erika.waitFor()
  assert.deepEqual(await page.getByRole('region').filter({ has: page.getByRole('heading', { level: 2 }), hasNot: page.getByRole('table') }).evaluateAll(all => all.map(one => one.getAttribute('aria-label'))), ['Dr. med. Jule Lang', 'Dr. med. Miriam Keller', 'Raum Ultraschall 1'])
  await column(page, 'Raum Ultraschall 1').getByText('Beispiel, Bert').waitFor()
  assert.equal(await column(page, 'Raum Ultraschall 1').getByText('frei').count() > 0, true)
  assert.equal(await column(page, 'Raum Ultraschall 1').getByRole('button', { name: /frei/ }).count(), 0, 'rooms follow who needs them')
  await axe(page)

  await erika.focus()
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.activeElement?.tagName === 'H2')
  assert.equal(await focusedText(page), 'Mustermann, Erika')
  await page.getByText('Kommt mit Begleitung').waitFor()
  await page.getByRole('button', { name: 'Verschieben nach …' }).press('Enter')
  await page.getByLabel('Kalender', { exact: true }).last().selectOption({ label: 'Dr. med. Jule Lang' })
  await page.getByRole('radio', { name: '10:30–11:00' }).press('Space')
  await axe(page)
  await page.getByRole('button', { name: 'Hierhin verschieben' }).press('Enter')
  await page.getByText('Der Termin ist verschoben.').waitFor()
  assert.deepEqual(hub.calendar.operations.map(({ path: at, body }) => [at, booked(body)]), [['/fhir/alpha/Appointment/$book', { slot: 'Slot/lang-5', who: 'Patient/erika', comment: 'Kommt mit Begleitung', cancelled: 'Appointment/t1' }]])
  await block(page, 'Dr. med. Jule Lang', /10:30–11:00.*Mustermann, Erika/).waitFor()
  await page.getByRole('button', { name: 'Rückgängig' }).click()
  await erika.waitFor()
  assert.equal(booked(hub.calendar.operations[1]!.body).slot, 'Slot/keller-1')
})

test('dragging does the same; onto what is no free time it does nothing', async () => {
  await using portal = await visit({ account: 'empfang' })
  const { page, hub } = portal
  await portal.goto(path())
  const erika = block(page, 'Dr. med. Miriam Keller', /Mustermann, Erika/)
  await erika.dragTo(column(page, 'Raum Ultraschall 1').getByText('frei').first())
  assert.equal(hub.calendar.operations.length, 0)
  await erika.dragTo(block(page, 'Dr. med. Miriam Keller', /09:30–10:00/))
  await page.getByText('Der Termin ist verschoben.').waitFor()
  assert.equal(booked(hub.calendar.operations[0]!.body).slot, 'Slot/keller-3')
  hub.calendar.refusal = { status: 422, code: 'scheduling/slot-taken' }
  await block(page, 'Dr. med. Miriam Keller', /09:30–10:00.*Mustermann, Erika/).dragTo(block(page, 'Dr. med. Miriam Keller', /10:00–10:30/))
  await page.getByText('Diese Zeit ist inzwischen belegt.').waitFor()
})

test('a free time is given to somebody at the desk; a request is agreed to; a cancellation says why', async () => {
  await using portal = await visit({ account: 'empfang' })
  const { page, hub } = portal
  await portal.goto(path())
  await block(page, 'Dr. med. Miriam Keller', /10:00–10:30/).click()
  await page.getByLabel('Wer kommt? Name, Geburtsdatum oder Nummer').fill('Beispiel')
  await page.getByRole('radio', { name: /Beispiel, Bert/ }).check()
  await axe(page)
  await page.getByRole('button', { name: 'Buchen' }).click()
  await block(page, 'Dr. med. Miriam Keller', /10:00–10:30.*Beispiel, Bert/).waitFor()
  assert.deepEqual(booked(hub.calendar.operations[0]!.body), { slot: 'Slot/keller-4', who: 'Patient/bert', comment: undefined, cancelled: undefined })

  await block(page, 'Dr. med. Jule Lang', /Beispiel, Bert.*Anfrage/).click()
  await page.getByRole('button', { name: 'Zusagen' }).click()
  await page.waitForFunction(() => ![...document.querySelectorAll('[data-state="requested"]')].some(one => one.textContent.includes('Beispiel, Bert')))
  await page.getByRole('button', { name: 'Absagen' }).click()
  await page.getByRole('button', { name: 'Termin absagen' }).click()
  await page.getByText('Bitte wählen Sie einen Grund.').waitFor()
  await page.getByRole('radio', { name: 'Das Krankenhaus muss absagen' }).check()
  await page.getByLabel('Nachricht an die Person (freiwillig)').fill('Die Ärztin ist erkrankt.')
  await axe(page)
  await page.getByRole('button', { name: 'Termin absagen' }).click()
  await block(page, 'Dr. med. Jule Lang', /09:00–09:30.*frei/).waitFor()
  assert.deepEqual(hub.calendar.operations.slice(1).map(({ path: at }) => at), ['/fhir/alpha/Appointment/t2/$confirm', '/fhir/alpha/Appointment/t2/$cancel'])
  assert.deepEqual(hub.calendar.operations[2]!.body['parameter'], [{ name: 'reason', valueCode: 'prov' }, { name: 'comment', valueString: 'Die Ärztin ist erkrankt.' }])
})

test('who has booked and is not in treatment yet stands with the name alone, and is agreed to, moved and cancelled like everybody', async () => {
  await using portal = await visit({ account: 'empfang' })
  const { page, hub } = portal
  await portal.goto(path())
  await block(page, 'Dr. med. Miriam Keller', /10:30–11:00.*Gisela Gast.*Anfrage/).click()
  await page.getByRole('heading', { level: 2, name: 'Gisela Gast' }).waitFor()
  await page.getByText('Noch nicht in Behandlung: Sie sehen den Namen, nicht die Akte.').waitFor()
  assert.equal(await page.getByText('Geburtsdatum unbekannt').count(), 0)
  await axe(page)
  await page.getByRole('button', { name: 'Zusagen' }).click()
  await page.waitForFunction(() => [...document.querySelectorAll('[data-state="booked"]')].some(one => one.textContent.includes('Gisela Gast')))
  await block(page, 'Dr. med. Miriam Keller', /Gisela Gast/).dragTo(block(page, 'Dr. med. Miriam Keller', /09:30–10:00/))
  await page.getByText('Der Termin ist verschoben.').waitFor()
  await block(page, 'Dr. med. Miriam Keller', /09:30–10:00.*Gisela Gast/).click()
  await page.getByRole('button', { name: 'Absagen' }).click()
  await page.getByRole('radio', { name: 'Die Person hat abgesagt' }).check()
  await page.getByRole('button', { name: 'Termin absagen' }).click()
  await block(page, 'Dr. med. Miriam Keller', /09:30–10:00.*frei/).waitFor()
  assert.equal(await page.getByText('Gisela Gast').count(), 0)
  assert.deepEqual(hub.calendar.operations.map(({ path: at }) => at), ['/fhir/alpha/Appointment/t3/$confirm', '/fhir/alpha/Appointment/$book', '/fhir/alpha/Appointment/neu-2/$cancel'])
  assert.deepEqual(booked(hub.calendar.operations[1]!.body), { slot: 'Slot/keller-3', who: 'Patient/gast', comment: undefined, cancelled: 'Appointment/t3' })
})

test('who waits stands below the calendar, is offered a free time from either side, and is taken off with a reason', async () => {
  await using portal = await visit({ account: 'empfang' })
  const { page, hub } = portal
  await portal.goto(path())
  const list = page.getByRole('region', { name: 'Warteliste' })
  await list.getByText('Dienstag · vor 12:00 Uhr · mindestens einen Tag vorher').waitFor()
  await list.getByText('noch keines').waitFor()
  await axe(page)
  await list.getByRole('button', { name: 'Wanda Warter' }).press('Enter')
  await page.waitForFunction(() => document.activeElement?.textContent === 'Wanda Warter')
  await page.getByRole('form', { name: 'Zeit anbieten' }).getByLabel('Tag').fill(tomorrow())
  await page.getByRole('radio', { name: '10:00–10:30' }).press('Space')
  await page.getByLabel('Antwort innerhalb von').selectOption({ label: '2 Stunden' })
  await axe(page)
  await page.getByRole('button', { name: 'Diese Zeit anbieten' }).press('Enter')
  await list.getByText(/angeboten, Antwort bis/).waitFor()
  await block(page, 'Dr. med. Miriam Keller', /10:00–10:30.*Wanda Warter.*Anfrage/).waitFor()
  const [offered] = hub.calendar.operations
  const until = (offered!.body['parameter'] as readonly { readonly valueDateTime?: string }[])[1]!.valueDateTime!
  assert.deepEqual([offered!.path, (offered!.body['parameter'] as readonly object[])[0]], ['/fhir/alpha/Appointment/w1/$offer', { name: 'slot', valueReference: { reference: 'Slot/keller-4' } }])
  assert.ok(Math.abs(Date.parse(until) - Date.now() - 2 * 3_600_000) < 60_000)

  await list.getByRole('button', { name: 'Wanda Warter' }).click()
  await page.getByRole('button', { name: 'Von der Liste nehmen' }).click()
  await page.getByRole('radio', { name: 'Anderer Grund' }).check()
  await page.getByRole('button', { name: 'Von der Warteliste nehmen' }).click()
  await page.getByText('Niemand wartet').waitFor()
  assert.deepEqual(hub.calendar.operations.map(({ path: at }) => at), ['/fhir/alpha/Appointment/w1/$offer', '/fhir/alpha/Appointment/w1/$cancel'])
})

test('a free time is offered to somebody who waits for that calendar, or blocked and given back', async () => {
  await using portal = await visit({ account: 'empfang', width: 320 })
  const { page, hub } = portal
  await portal.goto(path())
  await block(page, 'Dr. med. Jule Lang', /08:00–08:30/).click()
  await page.getByRole('button', { name: 'Zeit sperren' }).waitFor()
  assert.equal(await page.getByRole('form', { name: 'Jemandem von der Warteliste anbieten' }).count(), 0, 'nobody waits for her')
  await page.getByRole('button', { name: 'Schließen' }).click()

  const free = block(page, 'Dr. med. Miriam Keller', /09:30–10:00/)
  await free.click()
  await page.getByRole('form', { name: 'Jemandem von der Warteliste anbieten' }).waitFor()
  await axe(page)
  await noSidewaysScroll(page)
  await page.getByRole('button', { name: 'Zeit sperren' }).click()
  await page.getByText('Die Zeit ist gesperrt.').waitFor()
  await page.getByRole('button', { name: 'Rückgängig' }).click()
  await block(page, 'Dr. med. Miriam Keller', /09:30–10:00.*frei/).waitFor()
  // Blocked by somebody earlier.
  await block(page, 'Dr. med. Miriam Keller', /11:00–11:30.*gesperrt/).click()
  await page.getByRole('heading', { level: 2, name: 'Gesperrte Zeit' }).waitFor()
  await axe(page)
  await page.getByRole('button', { name: 'Zeit freigeben' }).press('Enter')
  await block(page, 'Dr. med. Miriam Keller', /11:00–11:30.*frei/).click()
  await page.getByRole('radio', { name: /Wanda Warter/ }).check()
  await page.getByRole('button', { name: 'Anbieten', exact: true }).click()
  await block(page, 'Dr. med. Miriam Keller', /11:00–11:30.*Wanda Warter/).waitFor()
  assert.deepEqual(hub.calendar.operations.map(({ path: at }) => at.split('/').at(-1)), ['$block-slot', '$free-slot', '$free-slot', '$offer'])
})

test('who has no record the desk sees is found by saying exactly who it is, or entered anew with a code', async () => {
  await using portal = await visit({ account: 'empfang', width: 320 })
  const { page, hub } = portal
  await portal.goto(path())
  const open = async (time: RegExp): Promise<void> => {
    await block(page, 'Dr. med. Miriam Keller', time).click()
    await page.getByRole('button', { name: 'Nicht dabei? Genau suchen oder neu anlegen' }).press('Enter')
    await page.waitForFunction(() => document.activeElement?.getAttribute('maxlength') === '80')
  }
  await open(/09:30–10:00/)
  await page.getByLabel('Nachname').fill('Klee')
  await page.getByLabel('Geburtsdatum', { exact: true }).fill('1977-07-08')
  await page.getByRole('button', { name: 'Genau suchen', exact: true }).press('Enter')
  await page.getByText('Mit genau diesen Angaben gibt es hier keine Akte.').waitFor()
  await axe(page)
  await noSidewaysScroll(page)
  await page.getByLabel('Geburtsdatum', { exact: true }).fill('1977-07-07')
  assert.equal(await page.getByRole('form', { name: 'Neue Person' }).count(), 0, 'what was found is about what was said before')
  await page.getByRole('button', { name: 'Genau suchen', exact: true }).click()
  await page.getByRole('button', { name: 'Für Klara Klee buchen' }).click()
  await block(page, 'Dr. med. Miriam Keller', /09:30–10:00.*Klara Klee/).waitFor()

  await open(/10:00–10:30/)
  await page.getByLabel('Nachname').fill('Neu')
  await page.getByLabel('Geburtsdatum', { exact: true }).fill('1990-01-02')
  await page.getByRole('button', { name: 'Genau suchen', exact: true }).click()
  await page.getByRole('button', { name: 'Anlegen und buchen' }).click()
  await page.getByText('Bitte geben Sie den Vornamen an.').waitFor()
  await axe(page)
  await page.getByRole('form', { name: 'Neue Person' }).getByLabel('Vorname').fill('Nora')
  await page.getByLabel('Telefon').fill('0170 1234567')
  await page.getByRole('radio', { name: 'Gesetzlich' }).check()
  await page.getByRole('button', { name: 'Anlegen und buchen' }).click()
  await page.getByText('ABCD-2345-ABCD-2345-ABCD').waitFor()
  await axe(page)
  await noSidewaysScroll(page)
  await page.getByRole('button', { name: 'Fertig' }).click()
  assert.deepEqual(hub.calendar.operations.map(({ body }) => body), [
    { slot: 'keller-3', known: { family: 'Klee', birthDate: '1977-07-07' } },
    { slot: 'keller-4', fresh: { family: 'Neu', birthDate: '1990-01-02', given: 'Nora', insurance: 'GKV', phone: '0170 1234567' } },
  ])
})

test('what others change appears by itself', async () => {
  await using portal = await visit({ account: 'empfang' })
  const { page, hub } = portal
  await portal.goto(path())
  await page.locator('[data-connection="live"]').waitFor()
  await block(page, 'Dr. med. Miriam Keller', /Mustermann, Erika/).waitFor()
  const before = hub.calendar.resources.get('Appointment/t1') as { readonly participant: readonly object[] }
  hub.calendar.resources.set('Appointment/t1', { ...before, participant: [{ actor: { reference: 'Patient/bert' } }] } as never)
  hub.send({ kind: 'change', carrier: 'alpha', items: [{ type: 'Appointment', id: 't1', version: 2, deleted: false }] })
  await block(page, 'Dr. med. Miriam Keller', /08:30–09:00.*Beispiel, Bert/).waitFor()
})

test('a week of one calendar, a table for screen readers, and both stand in the address', async () => {
  await using portal = await visit({ account: 'empfang', language: 'en' })
  const { page } = portal
  await portal.goto(path())
  await page.getByText('Week', { exact: true }).click()
  await page.waitForURL(/zeitraum=woche/)
  assert.equal(await page.getByRole('region').filter({ has: page.getByRole('heading', { level: 2 }), hasNot: page.getByRole('table') }).count(), 7)
  await page.getByText('Table', { exact: true }).click()
  await page.waitForURL(/als=tabelle/)
  await page.getByRole('combobox', { name: 'Calendar' }).selectOption({ label: 'Dr. med. Miriam Keller' })
  await page.getByRole('row', { name: /booked.*Mustermann, Erika/ }).waitFor()
  await axe(page)
  await page.reload()
  await page.getByRole('row', { name: /Mustermann, Erika/ }).getByRole('button').press('Enter')
  await page.getByRole('heading', { level: 2, name: 'Mustermann, Erika' }).waitFor()
})

test('on a phone the columns are lists; who only looks changes nothing', async () => {
  await using portal = await visit({ account: 'empfang', width: 320 })
  const { page } = portal
  await portal.goto(path())
  await block(page, 'Dr. med. Miriam Keller', /Mustermann, Erika/).waitFor()
  await axe(page)
  await noSidewaysScroll(page)
  await block(page, 'Dr. med. Miriam Keller', /Mustermann, Erika/).click()
  await page.getByRole('button', { name: 'Verschieben nach …' }).click()
  await page.getByRole('radio', { name: /–/ }).first().waitFor()
  await noSidewaysScroll(page)

  await using looking = await visit({ account: 'station' })
  await looking.goto(path())
  await block(looking.page, 'Dr. med. Miriam Keller', /Mustermann, Erika/).click()
  await looking.page.getByRole('heading', { level: 2, name: 'Mustermann, Erika' }).waitFor()
  assert.equal(await looking.page.getByRole('button', { name: 'Verschieben nach …' }).count(), 0)
  assert.equal(await block(looking.page, 'Dr. med. Miriam Keller', /frei/).count(), 0)
})
