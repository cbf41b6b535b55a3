/** What a house has with others, in a real browser before a real hub: its team, whom it may ask, what it shows, and models of the network's own. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { builtInModels } from '@steckwerk/maturity'
import { axe, noSidewaysScroll, type Page } from '@steckwerk/testing-browser'
import { ask, maturityHub, type MaturityHub } from './maturity-hub.ts'

let setting: MaturityHub
let [ada, ben, eve] = ['', '', '']
let [own, far] = ['', '']
let result = ''

before(async () => {
  setting = await maturityHub()
  ;[ada, ben, eve] = [await setting.member('Ada Amt'), await setting.member('Ben Büro'), await setting.member('Eve Extern')]
  ;[own, far] = [await setting.house('Gesundheitsamt Alphastadt', ada), await setting.house('Gesundheitsamt Betahausen', ben)]
  const [{ page }, { page: theirs }] = [await setting.hub.visit(ada), await setting.hub.visit(ben)]
  for (const one of [page, theirs]) await setting.open(one, '')
  result = await setting.assess(page, own, '2026-11-01', () => 1)
  await setting.assess(theirs, far, '2026-11-01', () => 3)
  for (const one of [page, theirs]) await one.context().close()
})
after(() => setting?.[Symbol.asyncDispose]())

async function sound(...pages: readonly { readonly page: Page; readonly complaints: readonly string[] }[]): Promise<void> {
  for (const { page, complaints } of pages) {
    await axe(page)
    await noSidewaysScroll(page)
    assert.deepEqual(complaints, [])
  }
}

test('a house agrees to be asked, another finds it below its result by keyboard and asks; the answer is read on its own page', async () => {
  const giver = await setting.hub.visit(ben, { width: 390 })
  await setting.open(giver.page, `/${far}`)
  await giver.page.getByText('Reifegradmodell für den Öffentlichen Gesundheitsdienst: 0 ausgewählt').click()
  await giver.page.getByRole('checkbox', { name: 'Mitarbeitende' }).check()
  await giver.page.getByText('Reifegradmodell für den Öffentlichen Gesundheitsdienst: 1 ausgewählt').waitFor()

  const asker = await setting.hub.visit(ada, { width: 320, language: 'en' })
  await setting.open(asker.page, `/${own}/${result}/ergebnis`)
  const step = asker.page.locator('summary').filter({ hasText: 'Staff' })
  await step.focus()
  await step.press('Enter')
  await asker.page.getByRole('button', { name: /^Ask this house ?: Gesundheitsamt Betahausen$/ }).press('Enter')
  await asker.page.getByLabel('Your question to “Gesundheitsamt Betahausen”').fill('How do you train?')
  await asker.page.getByRole('button', { name: 'Send question' }).press('Enter')
  await asker.page.getByText(/Your question is with/).waitFor()
  await sound(asker)

  await setting.open(giver.page, `/${far}`)
  await giver.page.getByLabel('Antwort an Gesundheitsamt Alphastadt').fill('Mit Lerneinheiten.')
  await giver.page.getByRole('button', { name: 'Antwort senden' }).click()
  await giver.page.getByText('(Ben Büro): Mit Lerneinheiten.').waitFor()
  await sound(giver)
  await setting.open(asker.page, `/${own}`)
  await asker.page.getByText('(Ben Büro): Mit Lerneinheiten.').waitFor()
  await sound(asker)
})

test('a result is shown to one house by its leave, without answers and comments, and to nobody by address; it ends at once', async () => {
  const giver = await setting.hub.visit(ada)
  await setting.open(giver.page, `/${own}/${result}/ergebnis`)
  await giver.page.getByLabel('E-Mail-Adresse (freiwillig)').fill('amt@betahausen.example')
  await giver.page.getByRole('button', { name: 'Link erzeugen' }).click()
  const link = await giver.page.getByRole('link', { name: /geteilt#/ }).getAttribute('href')
  await sound(giver)
  assert.deepEqual(setting.mailed.splice(0).map(({ to, template, about, path }) => [to, template, about, path]), [['amt@betahausen.example', 'network-shared', 'Gesundheitsamt Alphastadt', link]])

  const seer = await setting.hub.visit(ben, { width: 320 })
  await seer.page.goto(setting.hub.url + link!)
  await seer.page.getByRole('button', { name: 'Ergebnis ansehen' }).click()
  await seer.page.getByRole('heading', { level: 1, name: 'Gesundheitsamt Alphastadt: Ergebnis vom 01.11.2026' }).waitFor()
  assert.equal(await seer.page.getByText('Im Team besprochen').count(), 0)
  await sound(seer)
  const shared = new URL(seer.page.url()).pathname.split('/').at(-1)!

  // By address: another house's member, whom nothing is shown to, and the network's editor.
  const third = await setting.house('Gesundheitsamt Gammatal', eve)
  for (const account of [eve, setting.editor]) {
    const stranger = await setting.hub.visit(account)
    for (const path of [`/${own}`, `/${own}/${result}`, `/${own}/${result}/ergebnis`, `/${far}/geteilt/${shared}`]) {
      await setting.open(stranger.page, path)
      await stranger.page.getByText('Dieses Haus gibt es hier nicht, oder Sie gehören nicht dazu.').waitFor()
    }
    for (const path of ['', '/result', '/report', '/sheet']) await assert.rejects(ask(stranger.page, 'GET', `/offices/${own}/assessments/${result}${path}`), /office-unknown/)
    await sound(stranger)
    await stranger.page.context().close()
  }
  const stranger = await setting.hub.visit(eve, { language: 'en' })
  await setting.open(stranger.page, `/${third}/geteilt/${shared}`)
  await stranger.page.getByText('This result is not shared (any more), or the link has been used.').waitFor()

  await setting.open(giver.page, `/${own}`)
  await giver.page.getByText(/^1-mal angesehen, zuletzt .* von Ben Büro$/).waitFor()
  await giver.page.getByRole('button', { name: /^Beenden ?: 01\.11\.2026$/ }).press('Enter')
  await giver.page.getByRole('group', { name: 'Das Teilen sofort beenden?' }).getByRole('button', { name: 'Beenden' }).press('Enter')
  await giver.page.getByText('Gesundheitsamt Betahausen sieht Ihr Ergebnis vom 01.11.2026').waitFor({ state: 'detached' })
  await seer.page.reload()
  await seer.page.getByText('Dieses Ergebnis wird nicht (mehr) geteilt, oder der Link wurde schon eingelöst.').waitFor()
})

test('a team: who is invited by mail stands as open until the invitation is taken back; the assessment names who took part', async () => {
  const member = await setting.hub.visit(ada, { width: 320 })
  await setting.open(member.page, `/${own}`)
  await member.page.getByRole('button', { name: 'Einladen' }).press('Enter')
  await member.page.getByLabel('E-Mail-Adresse (freiwillig)').fill('neu@example.org')
  await member.page.keyboard.press('Enter')
  await member.page.getByText('Einladung von Ada Amt an neu@example.org').waitFor()
  assert.deepEqual(setting.mailed.splice(0).map(({ to, template }) => [to, template]), [['neu@example.org', 'network-invited']])
  await sound(member)
  await member.page.getByRole('button', { name: /^Zurücknehmen ?: neu@example\.org$/ }).click()
  await member.page.getByRole('group', { name: /^Diese Einladung zurücknehmen/ }).getByRole('button', { name: 'Zurücknehmen' }).click()
  await member.page.getByText('Einladung von Ada Amt an neu@example.org').waitFor({ state: 'detached' })

  // The year is there already: the page says so and goes on with an interim one.
  await member.page.getByRole('button', { name: 'Neue Einschätzung' }).click()
  await member.page.getByRole('radio', { name: /^Jährliche Einschätzung/ }).check()
  await member.page.getByRole('button', { name: 'Beginnen' }).click()
  await member.page.getByText(/^Für dieses Jahr gibt es schon eine jährliche Einschätzung/).waitFor()
  await member.page.getByRole('radio', { name: /^Zwischenstand/ }).check()
  await member.page.getByRole('button', { name: 'Beginnen' }).click()
  await member.page.getByLabel('Wer mit einschätzt').fill('Ada Amt\nInfektionsschutz')
  await member.page.getByRole('button', { name: 'Team speichern' }).click()
  await member.page.getByText('Gespeichert.', { exact: true }).waitFor()
  for (const [name, buffer, said] of [['a.xlsx', Buffer.from('kein Excel'), /^Das ist keine Excel-Datei dieser Einschätzung/], ['b.xlsx', Buffer.alloc(1_200_000), /^Die Datei ist zu groß/]] as const) {
    await member.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
    await member.page.getByText(said).waitFor()
  }
  await sound(member)
  await setting.open(member.page, `/${own}`)
  await member.page.getByText(/ · Ada Amt, Infektionsschutz$/).waitFor()
})

test('a model of the network\'s own: what is wrong is told with its place, then houses begin with it', async () => {
  const editor = await setting.hub.visit(setting.editor, { width: 320 })
  const { page } = editor
  await setting.open(page, '/modelle')
  const bring = (text: string): Promise<void> => page.locator('input[type=file]').setInputFiles({ name: 'm.json', mimeType: 'application/json', buffer: Buffer.from(text) })
  await bring('{')
  await page.getByText('Die Datei enthält kein gültiges JSON.').waitFor()
  const { dimensions, ...model } = builtInModels[0]!
  await bring(JSON.stringify({ ...model, id: 'revier', dimensions: dimensions.slice(0, 2) }))
  await page.getByText('So lässt sich das Modell nicht verwenden:').waitFor()
  await page.getByText('dimensions', { exact: true }).waitFor()
  await bring(JSON.stringify({ ...model, id: 'revier', title: { de: 'Reviermodell', en: 'Revier model' }, dimensions: dimensions.slice(0, 3) }))
  await page.getByRole('heading', { name: 'Reviermodell Version 1' }).waitFor()
  await sound(editor)
  await page.getByRole('button', { name: 'Modell speichern' }).press('Enter')
  await page.getByText('Das Modell ist gespeichert; Häuser können damit beginnen.').waitFor()
  const house = await setting.hub.visit(ben, { language: 'en' })
  await setting.open(house.page, `/${far}`)
  await house.page.getByRole('button', { name: 'New assessment' }).click()
  await house.page.getByRole('radio', { name: /^Revier model/ }).check()
  await house.page.getByRole('radio', { name: /^Yearly assessment/ }).check()
  await house.page.getByRole('button', { name: 'Begin' }).click()
  await house.page.getByRole('heading', { level: 2, name: /^Digitalisation strategy 1 of 3$/ }).waitFor()
  await sound(house)
  await page.getByRole('button', { name: /^Zurückziehen ?: Reviermodell$/ }).click()
  await page.getByText('Zurückgezogen').waitFor()
})
