import { axe, noSidewaysScroll } from '@steckwerk/testing-browser'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { focusedText, visit } from './portal.ts'

test('a second factor is asked for, a wrong code can be corrected, and the way goes on', async () => {
  await using portal = await visit()
  const { page, hub } = portal
  hub.person.afterPassword = { kind: 'second-factor', methods: ['totp', 'passkey'] }
  await portal.goto('/meine/freigaben')
  await page.getByLabel('Konto').fill('erika')
  await page.getByLabel('Passwort', { exact: true }).fill('richtig')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Noch ein Schritt' }).waitFor()
  await page.keyboard.type('000000')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('Der Code stimmt nicht').waitFor()
  await axe(page)
  await page.keyboard.type('123 456')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Freigaben' }).waitFor()
})

test('who tried too often is told how long to wait', async () => {
  await using portal = await visit()
  const { page, hub } = portal
  hub.person.wait = 300
  await portal.goto('/anmelden')
  await page.getByLabel('Konto').fill('erika')
  await page.getByLabel('Passwort', { exact: true }).fill('falsch')
  await page.keyboard.press('Enter')
  await page.getByText('Noch 5 Minuten.').waitFor()
  await axe(page)
})

test('the address 127.0.0.1 is explained, hospitals offer their own sign-in, a demo account needs one click once the password is known', async () => {
  await using portal = await visit({ width: 320 })
  const { page } = portal
  await portal.goto('/anmelden?zurueck=/meine/zugriffe')
  await page.getByText('Mit Passkey anmelden').click()
  await page.getByRole('link', { name: 'http://localhost:8080/anmelden' }).waitFor()
  await page.getByText('Mit dem Zugang meiner Klinik anmelden').click()
  assert.equal(await page.getByRole('link', { name: 'GesundheitsID' }).getAttribute('href'), '/portal/api/sign-in/provider/p2/start?to=%2Fmeine%2Fzugriffe')
  await noSidewaysScroll(page)
  await axe(page)
  await page.getByRole('button', { name: /^erika/ }).click()
  assert.equal(await page.getByLabel('Konto').inputValue(), 'erika')
  await page.keyboard.type('richtig')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Wer hat meine Daten gesehen?' }).waitFor()
  await page.getByRole('button', { name: 'Abmelden' }).click()
  await page.getByRole('button', { name: /^erika/ }).click()
  await page.getByRole('heading', { level: 1, name: /Erika Mustermann/ }).waitFor()
})

test('a letter leads to an account in three steps, by keyboard, and its code leaves the address', async () => {
  await using portal = await visit({ width: 360 })
  const { page, hub } = portal
  await portal.goto('/verknuepfen#ABCD-EFGH-JKLM')
  await page.getByRole('heading', { level: 1, name: 'Willkommen' }).waitFor()
  assert.equal(await page.getByLabel('Code aus dem Brief').inputValue(), 'ABCD-EFGH-JKLM')
  assert.ok(!page.url().includes('ABCD'))
  await page.getByLabel('Code aus dem Brief').focus()
  await page.keyboard.press('Enter')
  await page.getByText('Bitte geben Sie Tag, Monat und Jahr als Zahlen ein.').waitFor()
  await axe(page)
  for (const part of ['12', '8', '1964']) {
    await page.keyboard.type(part)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Ihr Konto' }).waitFor()
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
  assert.equal(await focusedText(page), 'Ihr Konto')
  await axe(page)
  await page.getByLabel('Ihr Name').fill('Erika Mustermann')
  await page.getByLabel('E-Mail-Adresse oder Kontoname').fill('erika')
  await page.getByLabel('Passwort', { exact: true }).fill('kurz')
  await page.keyboard.press('Enter')
  await page.getByText('Das Passwort ist zu kurz.').waitFor()
  await page.route('**/portal/api/sign-in', (route) => route.fulfill({ json: { kind: 'entered' } }))
  await page.getByLabel('Passwort', { exact: true }).fill('vier Wörter im Garten')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /Geschafft/ }).waitFor()
  await axe(page)
  await noSidewaysScroll(page)
  assert.deepEqual(hub.person.calls.map(({ body }) => body), [{ code: 'ABCDEFGHJKLM', birthDate: '1964-08-12', account: 'erika', name: 'Erika Mustermann', password: 'vier Wörter im Garten' }])
})

test('a letter that is refused says what to do, and is asked for again', async () => {
  await using portal = await visit()
  const { page } = portal
  await portal.goto('/start')
  await page.getByLabel('Code aus dem Brief').fill('falsch falsch')
  await page.getByLabel('Tag').fill('1')
  await page.getByLabel('Monat').fill('1')
  await page.getByLabel('Jahr').fill('1990')
  await page.getByRole('button', { name: 'Weiter' }).click()
  await page.getByLabel('Ihr Name').fill('Erika')
  await page.getByLabel('E-Mail-Adresse oder Kontoname').fill('erika')
  await page.getByLabel('Passwort', { exact: true }).fill('vier Wörter im Garten')
  await page.getByRole('button', { name: 'Konto anlegen' }).click()
  await page.getByRole('alert').getByText('Code und Geburtsdatum passen nicht zusammen').waitFor()
  await page.getByLabel('Code aus dem Brief').waitFor()
})

test('a code from the desk sets up a new way in: password, then an app by picture or key', async () => {
  await using portal = await visit({ width: 320 })
  const { page } = portal
  await portal.goto('/einrichten')
  await page.getByLabel('Code', { exact: true }).fill('falsch')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await axe(page)
  await page.getByLabel('Code', { exact: true }).fill('ABCD-EFGH-JKLM-NPQR')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Zugang einrichten' }).waitFor()
  await page.getByRole('button', { name: 'Passwort wählen' }).click()
  await page.getByLabel('Neues Passwort', { exact: true }).fill('vier Wörter im Garten')
  await page.getByRole('button', { name: 'Passwort übernehmen' }).click()
  await page.getByRole('button', { name: 'App einrichten' }).click()
  await page.getByRole('img', { name: /QR-Code/ }).waitFor()
  await page.getByText('JBSW Y3DP EHPK 3PXP').waitFor()
  await noSidewaysScroll(page)
  await axe(page)
  await page.getByLabel('Code aus der App').fill('123456')
  await page.getByRole('button', { name: 'Code prüfen' }).click()
  await page.getByRole('heading', { level: 1, name: /Erika Mustermann/ }).waitFor()
})

test('an app asks for access: a person is to be chosen, a wish can be taken away, and the answer goes back', async () => {
  await using portal = await visit({ width: 320 })
  const { page, hub } = portal
  await portal.goto('/freigabe/abc')
  await page.getByLabel('Konto').fill('erika')
  await page.getByLabel('Passwort', { exact: true }).fill('richtig')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Diabetes-Tagebuch bittet um Zugriff' }).waitFor()
  await noSidewaysScroll(page)
  await page.getByRole('button', { name: 'Zugriff erlauben' }).click()
  await page.getByText('Bitte wählen Sie, um wen es geht.').waitFor()
  await axe(page)
  await page.getByRole('radio', { name: /Erika Mustermann/ }).check()
  assert.equal(await page.getByRole('checkbox', { name: /Erfahren, wer Sie sind/ }).count(), 1, 'asked for once, though by two scopes')
  await page.getByRole('checkbox', { name: /neu anlegen/ }).uncheck()
  await page.getByRole('button', { name: 'Zugriff erlauben' }).click()
  await page.waitForURL('**/meine?app=confirm')
  assert.deepEqual(hub.person.calls.at(-1)?.body, { patient: 'pa', scopes: ['openid', 'fhirUser', 'patient/Observation.rs', 'offline_access'] })
  hub.person.app = null
  await portal.goto('/freigabe/abc')
  await page.getByRole('heading', { level: 1, name: 'Diese Anfrage gilt nicht mehr' }).waitFor()
  await axe(page)
})
