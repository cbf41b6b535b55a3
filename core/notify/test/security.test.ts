import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeOf, minute, setting } from './setting.ts'

test('a change of the address is told to the former one and to the new one, whoever made it; the code goes to the new one only', async () => {
  await using s = await setting()
  const { notifications, smtp } = s
  await s.reachable('erika')
  assert.deepEqual(smtp.mails.splice(0).map(({ to, mail }) => [to, mail.subject]), [], 'nothing is left')
  await s.work()
  smtp.mails.splice(0)
  const noted: string[] = []
  const note = (what: string) => async (): Promise<void> => void noted.push(what)
  await notifications.codes.send('erika', 'neu@example.org', 'de', note('asked'))
  await s.work()
  const told = smtp.mails.splice(0)
  assert.deepEqual(told.map(({ to, mail }) => [to, mail.subject]).toSorted(), [['erika@example.org', 'Änderung an Ihrem Zugang'], ['neu@example.org', 'Ihre E-Mail-Adresse bestätigen']])
  const former = told.find(({ to }) => to === 'erika@example.org')!
  assert.ok(former.mail.text!.includes('eine andere E-Mail-Adresse') && !former.raw.includes('neu@'), 'the former address is not told the new one')
  await notifications.codes.verify('erika', codeOf(told.find(({ to }) => to === 'neu@example.org')!.mail.text!), note('proven'))
  await s.work()
  assert.deepEqual(smtp.mails.splice(0).map(({ to, mail }) => [to, mail.text!.includes('ist jetzt in einem Konto')]), [['neu@example.org', true]])
  await notifications.removeAddress('erika', note('removed'))
  await s.work()
  assert.deepEqual(smtp.mails.splice(0).map(({ to, mail }) => [to, mail.text!.includes('wurde aus Ihrem Konto')]), [['neu@example.org', true]])
  assert.deepEqual(noted, ['asked', 'proven', 'removed'])
})

test('what cannot be written down is not changed', async () => {
  await using s = await setting()
  await s.reachable('erika')
  await s.work()
  s.smtp.mails.splice(0)
  await assert.rejects(s.notifications.removeAddress('erika', () => Promise.reject(new Error('the log is full'))), /the log is full/)
  assert.equal((await s.notifications.contact('erika')).address, 'erika@example.org')
  await s.work()
  assert.equal(s.smtp.mails.length, 0)
})

test('a new way in is told at once to the proven address; who has none is not', async () => {
  await using s = await setting()
  await s.reachable('erika')
  await s.account('ohne')
  await s.work()
  s.smtp.mails.splice(0)
  for (const account of ['erika', 'ohne']) await s.happens(account, 'passkey-added')
  await s.happens('erika', 'sign-in')
  await s.work()
  const mails = s.smtp.mails.splice(0)
  assert.deepEqual(mails.map(({ to, mail }) => [to, mail.subject]), [['erika@example.org', 'Änderung an Ihrem Zugang']])
  assert.ok(mails[0]!.mail.text!.includes('kam ein Passkey hinzu'))
})

test('a guest who left an address is told once of news of their booking, with where the code opens it, and nothing after an account took it over', async () => {
  await using s = await setting()
  const { notifications, smtp } = s
  const until = new Date(s.clock.now() + 10 * 24 * 60 * minute)
  await s.guest('g1', { email: 'gast@example.org', phone: '0123 456' }, until)
  await s.guest('g2', { phone: '0123 456' }, until)
  const tell = async (patient: string, key: string, template: 'appointment' | 'form' = 'appointment'): Promise<void> => {
    await notifications.notify(await s.ctx(), { to: { patient }, template, path: '/meine', key, language: 'en' })
    await s.work()
  }
  await tell('g1', 'booked')
  await tell('g1', 'booked by the service')
  await tell('g2', 'booked')
  assert.equal(smtp.mails.length, 0, 'it waits for more')
  s.clock.ahead(minute)
  await s.work()
  assert.equal(smtp.mails.length, 1)
  const [{ to, mail, raw }] = smtp.mails.splice(0) as [(typeof smtp.mails)[number]]
  assert.deepEqual([to, mail.subject], ['gast@example.org', 'There is news from alpha'])
  assert.ok(mail.text!.includes('https://portal.example/buchung'))
  for (const word of ['g1', 'termin', 'appointment', '0123']) assert.ok(!raw.replace(/^message-id:.*$/gim, '').toLowerCase().includes(word), word)
  await tell('g1', 'form', 'form')
  s.clock.ahead(minute)
  await s.work()
  assert.equal(smtp.mails.length, 0, 'a form is for accounts')
  smtp.answer = { at: 'rcpt', code: 451, text: 'later' }
  await tell('g1', 'moved')
  s.clock.ahead(minute)
  await s.work()
  smtp.answer = undefined
  s.clock.ahead(2 * minute)
  await s.work()
  assert.equal(smtp.mails.splice(0).length, 1, 'a passing refusal is tried again')
  s.clock.ahead(120 * 24 * 60 * minute)
  await tell('g1', 'long after')
  s.clock.ahead(minute)
  await s.work()
  assert.equal(smtp.mails.length, 0)
})

test('an address that somebody gave a network is asked to confirm, once for each thing, a few times a day, with nothing in it but one line', async () => {
  await using s = await setting()
  const { notifications, smtp, clock } = s
  const carrier = { ...(await s.ctx()), slug: 'alpha', name: 'Netz Ruhr', kind: 'network' as const }
  const send = (key: string, about = 'Praxis <b>Ä</b>\r\nBcc: x@example.org https://spam.example'): Promise<void> =>
    notifications.toAddress(carrier, { to: 'neu@example.org', template: 'network-confirm', language: 'de', about, path: '/netz/alpha/bestaetigen#e1.secret', key })
  await send('e1')
  await send('e1')
  await s.work()
  const [{ to, mail }, ...more] = smtp.mails.splice(0) as [(typeof smtp.mails)[number]]
  assert.deepEqual([to, mail.subject, more.length], ['neu@example.org', 'Netz Ruhr: bitte bestätigen', 0])
  assert.ok(mail.text!.includes('https://portal.example/netz/alpha/bestaetigen#e1.secret'))
  assert.ok(mail.text!.includes('Praxis b Ä /b Bcc: x@example.org https spam.example'))
  for (const key of ['e2', 'e3', 'e4', 'e5']) await send(key)
  await assert.rejects(send('e6'), { code: 'notify/too-many' })
  clock.ahead(24 * 60 * minute)
  await send('e6')
  await assert.rejects(notifications.toAddress(carrier, { to: 'a@b, c@d', template: 'network-confirm', language: 'de', about: '', path: '/x', key: 'k' }), { code: 'notify/address' })
  await assert.rejects(notifications.toAddress(carrier, { to: 'a@b.example', template: 'network-confirm', language: 'de', about: '', path: '//evil.example', key: 'k' }), { code: 'notify/path' })
})

test('who registers for an event of a network gets its link, and is told of a place once, in both languages', async () => {
  await using s = await setting()
  const { notifications, smtp } = s
  const carrier = { ...(await s.ctx()), slug: 'alpha', name: 'Netz Ruhr', kind: 'network' as const }
  const said: string[][] = []
  for (const template of ['network-registered', 'network-place'] as const) {
    for (const language of ['de', 'en'] as const) {
      for (const _ of [1, 2]) await notifications.toAddress(carrier, { to: `${template}@example.org`, template, language, about: 'Barcamp Revier', path: '/netz/alpha/barcamp/e/anmeldung#o.proof', key: `${template} ${language}` })
      await s.work()
      for (const { mail } of smtp.mails.splice(0)) {
        said.push([language, mail.subject!])
        assert.ok(mail.text!.includes('Barcamp Revier') && mail.text!.includes('https://portal.example/netz/alpha/barcamp/e/anmeldung#o.proof') && !mail.text!.includes('{'))
      }
    }
  }
  assert.deepEqual(said, [['de', 'Netz Ruhr: Ihre Anmeldung'], ['en', 'Netz Ruhr: your registration'], ['de', 'Netz Ruhr: Sie haben einen Platz'], ['en', 'Netz Ruhr: you have a place']])
})

test('who took part in a meeting is told that its minutes are there, once', async () => {
  await using s = await setting()
  const carrier = { ...(await s.ctx()), slug: 'alpha', name: 'Netz Ruhr', kind: 'network' as const }
  for (let at = 0; at < 2; at++) await s.notifications.toAddress(carrier, { to: 'amt@example.org', template: 'network-minutes', language: 'en', about: 'Austausch', path: '/netz/alpha/treffen/m1/protokoll', key: 'minutes m1 p1' })
  await s.work()
  const [{ mail }, ...more] = s.smtp.mails.splice(0) as [(typeof s.smtp.mails)[number]]
  assert.deepEqual([mail.subject, more.length], ['Netz Ruhr: the minutes are there', 0])
  assert.ok(mail.text!.includes('you took part: Austausch.') && mail.text!.includes('https://portal.example/netz/alpha/treffen/m1/protokoll'))
})

test('who belongs to an actor of a network gets links by mail, in both languages: to edit it, whether it is still right, and whether they may be shown', async () => {
  await using s = await setting()
  const { notifications, smtp } = s
  const carrier = { ...(await s.ctx()), slug: 'alpha', name: 'Netz Ruhr', kind: 'network' as const }
  const said: string[][] = []
  for (const template of ['network-edit', 'network-review', 'network-contact'] as const) {
    for (const language of ['de', 'en'] as const) {
      await notifications.toAddress(carrier, { to: `${template}@example.org`, template, language, about: 'Praxis am Markt', path: '/netz/alpha/eintrag#a.1.proof', key: `${template} ${language}` })
      await s.work()
      for (const { mail } of smtp.mails.splice(0)) {
        said.push([language, mail.subject!])
        assert.ok(mail.text!.includes('Praxis am Markt') && mail.text!.includes('https://portal.example/netz/alpha/eintrag#a.1.proof') && !mail.text!.includes('{'))
      }
    }
  }
  assert.deepEqual(said, [
    ['de', 'Netz Ruhr: Ihr Bearbeitungslink'], ['en', 'Netz Ruhr: your link for editing'], ['de', 'Netz Ruhr: Stimmt Ihr Eintrag noch?'], ['en', 'Netz Ruhr: is your entry still right?'],
    ['de', 'Netz Ruhr: Dürfen wir Sie als Kontakt zeigen?'], ['en', 'Netz Ruhr: may we show you as a contact?'],
  ])
})

test('who may come in somewhere gets the way in, once, and is asked to keep it to themselves', async () => {
  await using s = await setting()
  const carrier = { ...(await s.ctx()), slug: 'alpha', name: 'Netz Ruhr', kind: 'network' as const }
  const path = '/netz/alpha/gruppen/g1#m1.proof'
  for (const language of ['de', 'de', 'en'] as const) await s.notifications.toAddress(carrier, { to: `${language}@example.org`, template: 'network-access', language, about: 'AG Entlassbrief', path, key: `access ${language}` })
  await s.work()
  const mails = s.smtp.mails.splice(0)
  assert.deepEqual(mails.map(({ mail }) => mail.subject).toSorted(), ['Netz Ruhr: Ihr Zugang', 'Netz Ruhr: your access'])
  for (const { mail } of mails) assert.ok(mail.text!.includes('AG Entlassbrief') && mail.text!.includes(`https://portal.example${path}`) && !mail.text!.includes('{'))
})

test('who takes part is told of a date that is new, moved or cancelled, with its times in their language and where such mails end; what others typed in keeps none of them back', async () => {
  await using s = await setting()
  const carrier = { ...(await s.ctx()), slug: 'alpha', name: 'Netz Ruhr', kind: 'network' as const }
  const said: (readonly string[])[] = []
  const send = (template: 'network-date' | 'network-moved' | 'network-cancelled' | 'network-confirm', language: 'de' | 'en', key: string): Promise<void> => s.notifications.toAddress(carrier, {
    to: 'amt@example.org', template, language, about: 'Austausch', path: '/netz/alpha/treffen/m1', key, when: { start: '2026-11-24T09:00:00.000Z', was: '2026-07-01T08:30:00.000Z' }, stop: '/netz/alpha/treffen/m1/bestaetigen#p.proof',
  })
  for (let at = 0; at < 5; at++) await send('network-confirm', 'de', `confirm ${at}`)
  await s.work()
  s.smtp.mails.splice(0)
  for (const template of ['network-date', 'network-moved', 'network-cancelled'] as const) {
    for (const language of ['de', 'en', 'de'] as const) await send(template, language, `${template} ${language}`)
    await s.work()
    for (const { mail } of s.smtp.mails.splice(0)) {
      said.push([mail.subject!, mail.text!.split('\n').find((line) => line.includes('Austausch'))!.trim()])
      assert.ok(mail.text!.includes('https://portal.example/netz/alpha/treffen/m1\n') && mail.text!.trim().endsWith('https://portal.example/netz/alpha/treffen/m1/bestaetigen#p.proof') && !mail.text!.includes('{'))
    }
  }
  assert.deepEqual(said, [
    ['Netz Ruhr: neuer Termin', 'dieser Termin steht fest: Austausch, Dienstag, 24. November 2026 um 10:00 Uhr. Ort und alles Weitere lesen Sie hier:'],
    ['Netz Ruhr: a new date', 'this date is settled: Austausch, Tuesday, 24 November 2026 at 10:00. The place and everything else is here:'],
    ['Netz Ruhr: Termin verlegt', 'ein Termin wurde verlegt: Austausch. Neu: Dienstag, 24. November 2026 um 10:00 Uhr. Bisher: Mittwoch, 1. Juli 2026 um 10:30 Uhr. Warum, und alles Weitere, lesen Sie hier:'],
    ['Netz Ruhr: a date was moved', 'a date was moved: Austausch. New: Tuesday, 24 November 2026 at 10:00. Before: Wednesday, 1 July 2026 at 10:30. Why, and everything else, is here:'],
    ['Netz Ruhr: Termin abgesagt', 'dieser Termin findet nicht statt: Austausch, Dienstag, 24. November 2026 um 10:00 Uhr. Warum, und wie es weitergeht, lesen Sie hier:'],
    ['Netz Ruhr: a date was cancelled', 'this date does not take place: Austausch, Tuesday, 24 November 2026 at 10:00. Why, and what comes next, is here:'],
  ])
})

test('who asked for news is asked to confirm, who replied to an edition is told that nobody reads there, who asked a question where the answer is; in both languages', async () => {
  await using s = await setting()
  const carrier = { ...(await s.ctx()), slug: 'alpha', name: 'Netz Ruhr', kind: 'network' as const }
  const said: string[] = []
  for (const template of ['network-subscribe', 'network-unread', 'network-answered'] as const) {
    for (const language of ['de', 'en'] as const) {
      await s.notifications.toAddress(carrier, { to: `${template}@example.org`, template, language, about: 'Wer hilft uns?', path: '/netz/alpha/neues/abo#a.1.proof', key: `${template} ${language}` })
      await s.work()
      for (const { mail } of s.smtp.mails.splice(0)) {
        said.push(mail.subject!)
        assert.ok(mail.text!.includes('https://portal.example/netz/alpha/neues/abo#a.1.proof') && !mail.text!.includes('{'))
        assert.equal(mail.text!.includes('Wer hilft uns?'), template === 'network-answered')
      }
    }
  }
  assert.deepEqual(said, [
    'Netz Ruhr: Neues per E-Mail', 'Netz Ruhr: news by e-mail', 'Netz Ruhr: Ihre Antwort liest hier niemand', 'Netz Ruhr: nobody reads your answer here', 'Netz Ruhr: Ihre Frage ist beantwortet',
    'Netz Ruhr: your question is answered',
  ])
})

test('both sides of an introduction get their links, in both languages, and no mail names anybody', async () => {
  await using s = await setting()
  const { notifications, smtp } = s
  const carrier = { ...(await s.ctx()), slug: 'alpha', name: 'Netz Ruhr', kind: 'network' as const }
  const said: string[] = []
  for (const template of ['network-introduction', 'network-introduced', 'network-introduction-ended'] as const) {
    for (const language of ['de', 'en'] as const) {
      await notifications.toAddress(carrier, { to: `${template}@example.org`, template, language, about: 'Überleitung ohne Fax', path: '/netz/alpha/vermittlung#i.1.proof', key: `${template} ${language}` })
      await s.work()
      const [{ mail }] = smtp.mails.splice(0) as [(typeof smtp.mails)[number]]
      said.push(mail.subject!)
      assert.ok(mail.text!.includes('Überleitung ohne Fax') && mail.text!.includes('https://portal.example/netz/alpha/vermittlung#i.1.proof') && !mail.text!.includes('{'))
    }
  }
  assert.deepEqual(said, [
    'Netz Ruhr: jemand möchte mit Ihnen sprechen', 'Netz Ruhr: somebody would like to talk to you', 'Netz Ruhr: Sie sind verbunden', 'Netz Ruhr: you are in touch', 'Netz Ruhr: zu Ihrer Anfrage', 'Netz Ruhr: about your request',
  ])
})

test('who is invited to assess a house, or shown another\'s result, gets the link in both languages, and nothing of any answer', async () => {
  await using s = await setting()
  const { notifications, smtp } = s
  const carrier = { ...(await s.ctx()), slug: 'alpha', name: 'Netz Ruhr', kind: 'network' as const }
  const said: string[] = []
  for (const template of ['network-invited', 'network-shared'] as const) {
    for (const language of ['de', 'en'] as const) {
      await notifications.toAddress(carrier, { to: `${template}@example.org`, template, language, about: 'Gesundheitsamt Alphastadt', path: '/netz/alpha/reifegrad/beitritt#proof', key: `${template} ${language}` })
      await s.work()
      const [{ mail }] = smtp.mails.splice(0) as [(typeof smtp.mails)[number]]
      said.push(mail.subject!)
      assert.ok(mail.text!.includes('Gesundheitsamt Alphastadt') && mail.text!.includes('https://portal.example/netz/alpha/reifegrad/beitritt#proof') && !mail.text!.includes('{'))
    }
  }
  assert.deepEqual(said, ['Netz Ruhr: Einladung in ein Team', 'Netz Ruhr: an invitation to a team', 'Netz Ruhr: ein Haus zeigt Ihnen sein Ergebnis', 'Netz Ruhr: a house shows you its result'])
})

test('a member of a house is told that there is news for it, where their account has an address, and where it is only by a link', async () => {
  await using s = await setting()
  const { notifications, smtp } = s
  await s.reachable('erika')
  await s.account('ohne')
  await s.work()
  smtp.mails.splice(0)
  for (const account of ['erika', 'ohne']) await notifications.notify(await s.ctx(), { to: { account }, template: 'network', path: '/netz/alpha/reifegrad', key: `question ${account}` })
  await s.work()
  s.clock.ahead(minute)
  await s.work()
  const mails = smtp.mails.splice(0)
  assert.deepEqual(mails.map(({ to, mail, raw }) => [to, mail.subject, /^list-unsubscribe:/im.test(raw)]), [['erika@example.org', 'alpha: es gibt Neues für Ihr Haus', true]])
  assert.ok(!mails[0]!.mail.text!.includes('reifegrad') && mails[0]!.mail.text!.includes('https://portal.example/neues/'))
})
