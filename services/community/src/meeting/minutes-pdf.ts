import { newPage } from '@steckwerk/plug/tagged-page'
import { cellWords, dimensionTitle } from './minutes-draft.ts'
import { dimensionCodes } from './dimensions.ts'
import type { Minutes } from './records.ts'
import type { Meeting } from './shapes.ts'

export interface MinutesFacts {
  readonly meeting: Meeting
  readonly minutes: Minutes
  readonly network: string
}

/** Minutes as a tagged A4 PDF that prints in grey. */
export async function writeMinutesPdf({ meeting, minutes, network }: MinutesFacts, language: 'de' | 'en'): Promise<Buffer> {
  const say = (de: string, en: string): string => (language === 'de' ? de : en)
  const region = language === 'de' ? 'de-DE' : 'en-GB'
  const day = (date: string): string => new Date(`${date}T00:00:00Z`).toLocaleDateString(region, { timeZone: 'UTC', day: '2-digit', month: '2-digit', year: 'numeric' })
  const when = new Intl.DateTimeFormat(region, { timeZone: 'Europe/Berlin', day: '2-digit', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }).formatRange(new Date(meeting.start), new Date(meeting.end))
  const title = `${say('Protokoll', 'Minutes')}: ${meeting.title}`
  const page = newPage(title, network, language)
  const heading = (words: string): void => page.text('H2', words, { size: 13, weight: 700, above: 12 })

  page.text('P', network, { size: 9.5 })
  page.text('H1', title, { size: 18, weight: 700, above: 6 })
  page.text('P', [when, meeting.kind === 'online' ? say('online', 'online') : meeting.place].filter((part) => part !== '').join(' · '))
  if (!minutes.published) page.text('P', say('Entwurf, noch nicht veröffentlicht', 'Draft, not published yet'), { weight: 700 })
  page.text('P', `${say('Ämter', 'Offices')}: ${minutes.offices.length === 0 ? '–' : minutes.offices.join(', ')}`, { above: 6 })
  if (minutes.people.length > 0) page.text('P', `${say('Dabei waren', 'Taking part')}: ${minutes.people.join(', ')}`)
  if (minutes.summary !== '') {
    heading(say('Zusammenfassung', 'Summary'))
    for (const paragraph of lines(minutes.summary)) page.text('P', paragraph)
  }
  if (minutes.decisions.length > 0) {
    heading(say('Beschlüsse', 'Decisions'))
    minutes.decisions.forEach((decision, at) => page.text('P', `${at + 1}. ${decision}`))
  }
  if (minutes.tasks.length > 0) {
    heading(say('Aufgaben', 'Tasks'))
    page.table(
      [{ title: say('Was', 'What'), share: 0.55 }, { title: say('Wer', 'Who'), share: 0.27 }, { title: say('Bis', 'Until'), share: 0.18 }],
      minutes.tasks.map(({ what, who, until }) => [what, who === '' ? '–' : who, until === '' ? '–' : day(until)]),
    )
  }
  if (minutes.sections.length > 0) heading(say('Aus den Ämtern', 'From the offices'))
  for (const section of minutes.sections) {
    page.text('H3', section.title, { size: 11, weight: 700, above: 8 })
    for (const paragraph of lines(section.text)) page.text('P', paragraph)
  }
  if (minutes.matrix.length > 0) heading(say('Projekte und Dimensionen', 'Projects and dimensions'))
  for (const { project, cells } of minutes.matrix) {
    page.text('H3', project, { size: 11, weight: 700, above: 8 })
    page.table(
      [{ title: say('Dimension', 'Dimension'), share: 0.34 }, { title: say('Wer und wie', 'Who and how'), share: 0.66 }],
      dimensionCodes.filter((code) => cells.some(({ dimension }) => dimension === code))
        .map((code) => [dimensionTitle(code, language), cells.filter(({ dimension }) => dimension === code).map((cell) => cellWords(cell, language)).join('; ')]),
    )
  }
  return await page.end()
}

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '')
