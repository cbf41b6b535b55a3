import type { PlugDocument } from '@steckwerk/plug'
import { dimensions } from './dimensions.ts'
import type { MatrixRow } from './matrix.ts'
import { stateWords } from './matrix.ts'
import type { Agenda, KeptCard, Minutes, Participant } from './records.ts'
import type { Card, Meeting, MinutesInput } from './shapes.ts'

export interface DraftFrom {
  readonly meeting: Meeting
  readonly cards: readonly PlugDocument<KeptCard>[]
  readonly agenda: Agenda | undefined
  readonly participants: readonly PlugDocument<Participant>[]
  readonly matrix: readonly MatrixRow[]
}

type Language = 'de' | 'en'

/** What a card asks, in the order it asks. year: of the meeting. */
export function cardQuestions(year: string): Readonly<Record<Language, readonly (readonly ['proud' | 'challenge' | 'next' | 'differently' | 'dependenceText', string])[]>> {
  return {
    de: [['proud', 'Worauf wir stolz sind'], ['challenge', `Größte Herausforderung ${year}`], ['next', 'Nächste Maßnahme'], ['differently', 'Würden wir anders machen'], ['dependenceText', 'Abhängigkeit von der kommunalen IT']],
    en: [['proud', 'What we are proud of'], ['challenge', `Greatest challenge of ${year}`], ['next', 'Next measure'], ['differently', 'What we would do differently'], ['dependenceText', 'Dependence on the municipal IT']],
  }
}

export const dependenceWords: Readonly<Record<Language, readonly string[]>> = {
  de: ['gar nicht', 'wenig', 'zum Teil', 'weitgehend', 'vollständig'],
  en: ['not at all', 'a little', 'partly', 'mostly', 'entirely'],
}

/** Minutes as they come of themselves: the points of the agenda with what the cards say and what was noted. */
export function draftMinutes({ meeting, cards, agenda }: Pick<DraftFrom, 'meeting' | 'cards' | 'agenda'>, language: Language): Omit<MinutesInput, 'after' | 'published'> {
  const byId = new Map(cards.map((card) => [card.id, card.body]))
  const points = agenda?.points ?? cards.map((card) => ({ card: card.id, title: card.body.office, note: '' }))
  return {
    summary: '', decisions: [], tasks: [],
    sections: points.map(({ card, title, note }) => {
      const found = byId.get(card)
      const said = found === undefined ? '' : cardText(found, meeting.start.slice(0, 4), language)
      return { title, text: [said, note === '' ? '' : `${language === 'de' ? 'Besprochen' : 'Talked about'}: ${note}`].filter((part) => part !== '').join('\n\n').slice(0, 8000) }
    }),
  }
}

function cardText(card: Card, year: string, language: Language): string {
  const said = cardQuestions(year)[language].map(([field, question]) => {
    const level = field === 'dependenceText' && card.dependence !== null ? dependenceWords[language][card.dependence]! : ''
    const words = [level, card[field]].filter((part) => part !== '').join(' – ')
    return words === '' ? '' : `${question}: ${words}`
  })
  const projects = card.projects.map(({ title }) => title).join(', ')
  return [...said, projects === '' ? '' : `${language === 'de' ? 'Projekte' : 'Projects'}: ${projects}`].filter((part) => part !== '').join('\n')
}

/** Who was there and what the matrix says, as minutes keep it: offices are named, people only by their leave. */
export function minutesFacts({ participants, matrix }: Pick<DraftFrom, 'participants' | 'matrix'>): Pick<Minutes, 'offices' | 'people' | 'matrix'> {
  const there = participants.filter(({ body }) => body.confirmed).map(({ body }) => body)
  const sorted = (words: readonly string[]): readonly string[] => [...new Set(words)].toSorted((a, b) => a.localeCompare(b, 'de'))
  return {
    offices: sorted(there.map(({ office }) => office)),
    people: sorted(there.filter(({ named }) => named).map(({ name, office }) => `${name} (${office})`)),
    matrix: matrix.filter(({ entries }) => entries.length > 0).map(({ project, entries }) => ({
      project: project.title, cells: entries.map(({ dimension, office, state, note }) => ({ dimension, office, state, note })),
    })),
  }
}

/** A cell of the matrix in words. */
export function cellWords({ office, state, note }: Minutes['matrix'][number]['cells'][number], language: Language): string {
  return `${office}: ${stateWords[language][state]}${note === '' ? '' : ` – ${note}`}`
}

export function dimensionTitle(code: string, language: Language): string {
  return dimensions.find((one) => one.code === code)?.title[language] ?? code
}
