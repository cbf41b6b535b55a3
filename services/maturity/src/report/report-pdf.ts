import { newPage } from '@steckwerk/plug/tagged-page'
import type { Language } from '../model/model.ts'
import type { ResultView, TargetView } from '../view/result-view.ts'
import { barsHeight, drawBars, drawRadar, radarHeight } from './figures.ts'

/** A result as a tagged A4 PDF that says everything also without its pictures, and prints in grey. */
export async function writeReport(view: ResultView, office: string, language: Language): Promise<Buffer> {
  const say = (de: string, en: string): string => (language === 'de' ? de : en)
  const day = (date: string): string => new Date(`${date.slice(0, 10)}T00:00:00Z`).toLocaleDateString(language === 'de' ? 'de-DE' : 'en-GB', { timeZone: 'UTC', day: '2-digit', month: '2-digit', year: 'numeric' })
  const title = say('Reifegradbericht', 'Maturity report')
  const page = newPage(`${title} – ${office}`, office, language)
  const { dimensions, history, beforeDay } = view

  page.text('P', view.model.title, { size: 9.5 })
  page.text('H1', `${title}: ${office}`, { size: 18, weight: 700, above: 6 })
  page.text('P', `${view.kind === 'yearly' ? say('Jährliche Einschätzung', 'Yearly assessment') : say('Zwischenstand', 'Interim assessment')}, ${say('Stand', 'as of')} ${day(view.day)}${view.completed === null ? say(' – Entwurf, noch nicht abgeschlossen', ' – draft, not completed yet') : ''}`)
  if (view.team.length > 0) page.text('P', `${say('Team', 'Team')}: ${view.team.join(', ')}`)
  if (view.overall !== null) page.text('P', `${say('Gesamt', 'Overall')}: ${view.overall.words}`, { weight: 700 })

  page.text('H2', say('Überblick', 'Overview'), { size: 13, weight: 700, above: 12 })
  const names = { now: say('jetzt', 'now'), before: beforeDay === null ? '' : day(beforeDay), peers: say('Median der anderen', 'Median of the others') }
  page.figure(say('Netzdiagramm der Dimensionen; die Werte stehen in der Tabelle.', 'Radar chart of the dimensions; the values stand in the table.'), radarHeight, (doc) => drawRadar(doc, view, names))
  page.figure(say('Balken der Dimensionen; die Werte stehen in der Tabelle.', 'Bars of the dimensions; the values stand in the table.'), barsHeight(view), (doc) => drawBars(doc, view))
  const [earlier, others] = [beforeDay !== null, view.lines.includes('peers')]
  page.text('P', [say('Balken: jetzt.', 'Bar: now.'), earlier ? say('Senkrechter Strich: davor.', 'Upright stroke: before.') : '', others ? say('Linie mit Punkt: mittlere Hälfte und Median der anderen.', 'Line with a dot: middle half and median of the others.') : ''].filter((text) => text !== '').join(' '), { size: 8.5 })
  page.table(
    [{ title: say('Dimension', 'Dimension'), share: 0.38 }, { title: say('Jetzt', 'Now'), share: earlier ? 0.18 : 0.24 }, ...(beforeDay === null ? [] : [{ title: day(beforeDay), share: 0.18 }]), { title: say('Andere: mittlere Hälfte (Median)', 'Others: middle half (median)'), share: earlier ? 0.26 : 0.38 }],
    dimensions.map(({ title: dimension, now, before, peers }) => [
      dimension, now.words, ...(earlier ? [before?.words ?? '–'] : []),
      peers === null ? say('zurückgehalten', 'withheld') : `${peers.lowerQuarter.words} – ${peers.upperQuarter.words} (${peers.median.words})`,
    ]),
  )
  page.text('P', view.peersPublished === null ? say('Zahlen der anderen erscheinen, sobald genug Häuser teilnehmen: hinter jeder Zahl stehen mindestens fünf andere.', 'Figures of others appear once enough houses take part: at least five others stand behind each figure.')
    : say(`Zahlen der anderen vom ${day(view.peersPublished)}; hinter jeder stehen mindestens fünf andere Häuser.`, `Figures of others as of ${day(view.peersPublished)}; at least five other houses stand behind each.`), { size: 8.5 })

  page.text('H2', say('Ziele', 'Targets'), { size: 13, weight: 700, above: 12 })
  if (view.targets.length === 0) page.text('P', say('Keine Ziele festgelegt.', 'No targets set.'))
  else {
    page.table(
      [{ title: say('Ziel', 'Target'), share: 0.42 }, { title: say('Bis', 'Until'), share: 0.14 }, { title: say('Stand', 'State'), share: 0.44 }],
      view.targets.map((one) => [[one.words, one.note].filter((text) => text !== '').join(' – '), day(one.until), targetState(one, say, day)]),
    )
  }

  if (history.length > 1) {
    page.text('H2', say('Verlauf', 'History'), { size: 13, weight: 700, above: 12 })
    const shown = history.slice(-5)
    page.table(
      [{ title: say('Dimension', 'Dimension'), share: 0.35 }, ...shown.map((one) => ({ title: `${day(one.day)}${one.kind === 'interim' ? say(' (Zwischenstand)', ' (interim)') : ''}`, share: 0.65 / shown.length }))],
      dimensions.map(({ title: dimension }, index) => [dimension, ...shown.map(({ values }) => values[index]!)]),
    )
  }

  page.text('H2', say('Die Antworten', 'The answers'), { size: 13, weight: 700, above: 12 })
  for (const { title: dimension, now, items } of dimensions) {
    page.text('H3', `${dimension}: ${now.words}`, { size: 11, weight: 700, above: 8 })
    page.table(
      [{ title: say('Teilbereich', 'Part'), share: 0.25 }, { title: say('Wert', 'Value'), share: 0.15 }, { title: say('Kommentar', 'Comment'), share: 0.35 }, { title: say('Nachweise', 'Evidence'), share: 0.25 }],
      items.map((item) => [item.title, item.value, item.comment, item.evidence.join('; ')]),
    )
  }
  if (view.model.values.length > 0) {
    page.text('H2', say('Was die Stufen heißen', 'What the levels mean'), { size: 13, weight: 700, above: 12 })
    page.table([{ title: say('Stufe', 'Level'), share: 0.3 }, { title: say('Bedeutung', 'Meaning'), share: 0.7 }], view.model.values.map(({ title: name, meaning }) => [name, meaning]))
  }
  page.text('P', view.model.source, { size: 8.5, above: 8 })
  return await page.end()
}

function targetState({ state, on, dimensions }: TargetView, say: (de: string, en: string) => string, day: (date: string) => string): string {
  const done = dimensions.length === 0 ? '' : ` (${dimensions.join(', ')})`
  if (state === 'reached') return `${say('erreicht am', 'reached on')} ${day(on!)}${done}`
  return `${state === 'missed' ? say('nicht erreicht', 'not reached') : say('offen', 'open')}${done}`
}
