import { axe, noSidewaysScroll } from '@steckwerk/testing-browser'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { focusedText, visit } from './portal.ts'

test('the first screen greets, proposes one step, and speaks of another person when told to', async () => {
  await using portal = await visit({ account: 'erika' })
  const { page } = portal
  await portal.goto('/')
  await page.getByRole('heading', { level: 1, name: /Erika Mustermann/ }).waitFor()
  await page.getByRole('region', { name: 'Als Nächstes' }).getByRole('link', { name: 'Zugriffe ansehen' }).waitFor()
  await axe(page)
  await page.getByRole('link', { name: 'Für Gerda Muster' }).click()
  await page.getByText('Sie sehen gerade die Seiten für').waitFor()
  assert.match(page.url(), /fuer=l3/)
  // The person stays from page to page; a proxy sees no log.
  await page.getByRole('link', { name: /^Freigaben/ }).click()
  await page.getByText('Wer darf die Daten von Gerda Muster sehen?').waitFor()
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
  assert.equal(await focusedText(page), 'Freigaben')
})

test('without a hospital the one step is to link one', async () => {
  await using portal = await visit({ account: 'erika', width: 320 })
  const { page, hub } = portal
  hub.person.links = []
  await portal.goto('/meine')
  await page.getByRole('link', { name: 'Krankenhaus verbinden' }).click()
  await page.getByRole('heading', { level: 1, name: 'Krankenhaus verbinden' }).waitFor()
  await noSidewaysScroll(page)
  await axe(page)
  for (const path of ['/meine/krankenhaeuser', '/meine/freigaben', '/meine/zugriffe', '/meine/angehoerige']) {
    await portal.goto(path)
    await noSidewaysScroll(page)
    await axe(page)
  }
})

test('a code links a hospital; the desk number says by itself when it is done', async () => {
  await using portal = await visit({ account: 'erika' })
  const { page, hub } = portal
  await portal.goto('/verknuepfen#WXYZ-2345-KLMN')
  await page.getByRole('heading', { level: 1, name: 'Krankenhaus verbinden' }).waitFor()
  await page.getByLabel('Tag').fill('12')
  await page.getByLabel('Monat').fill('8')
  await page.getByLabel('Jahr').fill('1964')
  await page.getByRole('button', { name: 'Verbinden', exact: true }).click()
  await page.getByText(/Kreiskliniken Gamma ist jetzt mit Ihrem Konto verbunden/).waitFor()
  assert.deepEqual(hub.person.calls[0], { route: 'POST /persons/links', body: { code: 'WXYZ2345KLMN', birthDate: '1964-08-12' } })
  await page.getByRole('button', { name: 'Nummer anzeigen' }).click()
  await page.getByText('482 915').waitFor()
  await axe(page)
  hub.person.deskState = 'linked'
  await page.getByText('Fertig: Der Empfang hat Sie verbunden.').waitFor()
})

test('a link is ended by two presses', async () => {
  await using portal = await visit({ account: 'erika', width: 320 })
  const { page, hub } = portal
  await portal.goto('/meine/krankenhaeuser')
  await page.getByRole('region', { name: 'Für Sie selbst' }).getByRole('listitem').filter({ hasText: 'Stiftung Beta' }).getByRole('button').click()
  await page.getByText('Verbindung mit Stiftung Beta beenden?').waitFor()
  await noSidewaysScroll(page)
  await axe(page)
  await page.getByRole('button', { name: 'Jetzt beenden' }).click()
  await page.getByText('Stiftung Beta').first().waitFor({ state: 'detached' })
  assert.deepEqual(hub.person.links.map(({ link }) => link), ['l1', 'l3'])
})

test('a newborn is taken on, somebody is invited by topic until a day, and the code is shown once', async () => {
  await using portal = await visit({ account: 'erika', width: 360 })
  const { page, hub } = portal
  hub.person.children = [{ carrier: { slug: 'alpha', name: 'Klinikverbund Alpha' }, patient: 'kind', name: 'Mia Mustermann', birthDate: '2026-11-21', requested: false }]
  await portal.goto('/meine/angehoerige')
  await page.getByText('Mia Mustermann').waitFor()
  await axe(page)
  await page.getByRole('button', { name: 'Zugang einrichten' }).click()
  await page.getByText('Mia Mustermann').waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Jemanden einladen' }).click()
  await page.getByLabel('Wen möchten Sie einladen?').waitFor()
  await page.getByRole('button', { name: 'Einladung erstellen' }).click()
  await page.getByText('Bitte geben Sie an, wen Sie einladen.').waitFor()
  await axe(page)
  await page.keyboard.type('Mein Nachbar')
  await page.getByRole('checkbox', { name: 'Aufenthalte und Termine' }).check()
  await page.getByRole('radio', { name: /Ansehen und handeln/ }).check()
  await page.getByRole('radio', { name: /^30 Tage/ }).check()
  await page.getByRole('button', { name: 'Einladung erstellen' }).click()
  await page.getByText('WXYZ-2345-KLMN').waitFor()
  await axe(page)
  await noSidewaysScroll(page)
  const sent = hub.person.calls.at(-1)?.body as Readonly<Record<string, unknown>>
  assert.deepEqual({ ...sent, endsOn: '' }, { carrier: 'alpha', patient: 'pa', label: 'Mein Nachbar', topics: ['visits'], may: 'act', endsOn: '' })
})

test('a release is given after its preview, and withdrawn at once', async () => {
  await using portal = await visit({ account: 'erika', width: 320 })
  const { page, hub } = portal
  await portal.goto('/meine/freigaben')
  await page.getByText('Zweck: Behandlung.').waitFor()
  await noSidewaysScroll(page)
  await axe(page)
  await page.getByRole('link', { name: 'Neue Freigabe geben' }).click()
  await page.getByRole('button', { name: 'Weiter zur Vorschau' }).click()
  await page.getByText('Es fehlt noch etwas:').waitFor()
  await axe(page)
  await page.getByRole('link', { name: 'Wählen Sie den Zweck.' }).click()
  await page.waitForFunction(() => (document.activeElement as HTMLInputElement | null)?.type === 'radio')
  await page.getByRole('group', { name: /^1\./ }).getByRole('radio', { name: 'Klinikverbund Alpha' }).check()
  assert.equal(await page.getByRole('group', { name: /^2\./ }).getByRole('radio', { name: /Klinikverbund Alpha/ }).count(), 0)
  await page.getByRole('group', { name: /^2\./ }).getByRole('radio', { name: /Stiftung Beta alle/ }).check()
  await page.getByRole('radio', { name: /^Behandlung/ }).check()
  await page.getByRole('radio', { name: /Bis ich widerrufe/ }).check()
  await page.getByRole('button', { name: 'Weiter zur Vorschau' }).click()
  await page.getByRole('row', { name: /Medikamente 3 11/ }).waitFor()
  await noSidewaysScroll(page)
  await axe(page)
  assert.equal(hub.person.calls.length, 0)
  await page.getByRole('button', { name: 'Freigabe geben' }).click()
  await page.getByRole('heading', { level: 1, name: 'Freigaben' }).waitFor()
  assert.deepEqual(hub.person.calls[0]?.body, { carrier: 'alpha', patient: 'pa', recipient: { kind: 'carrier', id: 'beta' }, purpose: 'TREAT', categories: 'all' })
  await page.getByText('Stiftung Beta darf alle Ihre Daten').waitFor()
  await page.getByRole('button', { name: 'Widerrufen' }).first().click()
  await page.getByRole('button', { name: 'Sofort widerrufen' }).click()
  await page.waitForFunction(() => document.body.textContent.split('Nicht mehr in Kraft')[1]?.includes('für Ihre Behandlung'))
})

test('the access log opens, filters, prints and can be taken along', async () => {
  await using portal = await visit({ account: 'erika', width: 320 })
  const { page } = portal
  await portal.goto('/meine/zugriffe')
  await page.getByText('Dr. Jana Holm').click()
  await page.getByText('Angesehen: Messwerte und Laborwerte (abgelehnt)').waitFor()
  assert.equal(await page.getByText('Angesehen: Messwerte und Laborwerte').count(), 3)
  await noSidewaysScroll(page)
  await axe(page)
  await page.getByLabel('Was').selectOption('emergency')
  await page.getByText('Dr. Ulf Nacht').waitFor()
  assert.equal(await page.getByText('Dr. Jana Holm').count(), 0)
  await page.getByLabel('Wer', { exact: true }).selectOption('program')
  await page.getByText('Kein Zugriff passt zu dieser Auswahl.').waitFor()
  assert.match(await page.getByRole('link', { name: /CSV/ }).getAttribute('href') ?? '', /^\/portal\/api\/access-log\/export\?carrier=alpha&patient=pa&format=csv$/)
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.getByRole('button', { name: 'Drucken' }).isVisible(), false)
  await page.emulateMedia({ media: 'screen' })
  await page.getByLabel('Krankenhaus').selectOption({ label: 'Stiftung Beta' })
  await page.getByText('Noch kein Zugriff').waitFor()
})

test('everything speaks English, in the dark, at four times the size', async () => {
  await using portal = await visit({ account: 'erika', language: 'en', width: 320, dark: true })
  const { page } = portal
  for (const [path, heading] of [
    ['/meine', /Erika Mustermann/], ['/meine/krankenhaeuser', 'My hospitals'], ['/meine/krankenhaeuser/neu', 'Link a hospital'], ['/meine/angehoerige', 'Relatives'], ['/meine/angehoerige/einladen', 'Invite somebody'],
    ['/meine/freigaben', 'Releases'], ['/meine/freigaben/neu', 'New release'], ['/meine/zugriffe', 'Who has seen my data?'], ['/konto', 'Your account'], ['/konto/geraete', 'Devices and history'], ['/konto/apps', 'Apps with access'],
  ] as const) {
    await portal.goto(path)
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    await noSidewaysScroll(page)
    await axe(page)
  }
})
