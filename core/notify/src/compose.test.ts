import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cleanName, compose } from './compose.ts'
import type { Language } from './contract.ts'
import { securityChanges, words, type SecurityChange, type Wording } from './templates.ts'

const wordings = Object.keys(words) as Wording[]
const languages: readonly Language[] = ['de', 'en']
const link = 'https://portal.example/neues/abc'
const settingsLink = 'https://portal.example/konto/benachrichtigungen'

test('every template says its own words, the house, the link, and nothing else', () => {
  for (const wording of wordings) for (const language of languages) {
    const of = words[wording][language]
    const mail = compose({ wording, language, news: [{ house: 'Klinikum Musterstadt', link }], settingsLink, code: '123456', about: 'Haus am Park', when: { start: '2026-11-24T09:00:00.000Z', was: '2026-07-01T08:30:00.000Z' } })
    const times = language === 'de' ? ['Dienstag, 24. November 2026 um 10:00 Uhr', 'Mittwoch, 1. Juli 2026 um 10:30 Uhr'] as const : ['Tuesday, 24 November 2026 at 10:00', 'Wednesday, 1 July 2026 at 10:30'] as const
    const filled = (text: string): string => text.replace('{house}', 'Klinikum Musterstadt').replace('{about}', 'Haus am Park').replace('{code}', '123456').replace('{change}', securityChanges.other[language]).replace('{when}', times[0]).replace('{was}', times[1])
    assert.equal(mail.subject, filled(of.subject))
    assert.deepEqual(mail.text.split('\r\n').filter((line) => line !== '' && line !== '-- '), [of.greeting, filled(of.text), link, filled(of.closing), of.footer, settingsLink])
    assert.ok(mail.html.includes(`<html lang="${language}">`) && mail.html.includes(`<a href="${link}">${of.link}</a>`))
    assert.ok(!/[{}]/.test(mail.subject + mail.text), wording)
    assert.deepEqual([...mail.html.matchAll(/<(script|img|link|iframe|form|input)/g)], [])
  }
})

test('a hostile name gets no line, no tag, no place to fill and no second subject in', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('<script>alert(1)</script>', 'A\r\nBcc: x@y.example\r\n\r\nHi', '"><a href=https://evil.example>', '{code}{house}', '\u202egnp.exe', '&lt;b&gt;', '$& $1 $`'),
  )
  fc.assert(fc.property(hostile, hostile, fc.constantFrom(...wordings), fc.constantFrom(...languages), (one, other, wording, language) => {
    const mail = compose({ wording, language, news: [{ house: one, link }, { house: other, link }], settingsLink, code: '123456' })
    assert.doesNotMatch(mail.subject, /[\u0000-\u001f\u007f<>]/)
    const plain = compose({ wording, language, news: [{ house: 'A', link }, { house: cleanName(one) === cleanName(other) ? 'A' : 'B', link }], settingsLink, code: '123456' })
    const tags = (html: string): string => [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag).join('')
    assert.equal(tags(mail.html), tags(plain.html))
    assert.equal(mail.text.split('\r\n').length, plain.text.split('\r\n').length)
    if (wording !== 'code') assert.ok(cleanName(one).includes('123456') || cleanName(other).includes('123456') || !mail.text.includes('123456'))
  }))
})

test('a security mail says what has changed, in both languages', () => {
  for (const change of Object.keys(securityChanges).filter((one) => one !== 'other') as SecurityChange[]) for (const language of languages) {
    const { text, subject } = compose({ wording: 'security', language, change, news: [{ house: '', link }], settingsLink })
    assert.ok(text.includes(securityChanges[change][language]) && !/[{}]/.test(text + subject))
  }
})

test('news of several houses are one mail with a line for each', () => {
  const mail = compose({ wording: 'news', language: 'de', settingsLink, news: [{ house: 'Haus A', link: `${link}1` }, { house: 'Haus B', link: `${link}2` }, { house: 'Haus A', link: `${link}3` }] })
  assert.equal(mail.subject, 'Es gibt Neues von Haus A und Haus B')
  assert.ok(mail.text.includes(`Haus A: ${link}1\r\nHaus B: ${link}2\r\n\r\n`))
})
