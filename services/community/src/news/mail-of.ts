import type { PlugEdition } from '@steckwerk/plug'
import { blocksOf } from './markup.ts'
import { groupsOf, titleAt } from './assemble.ts'
import type { Edition, EditionEntry, EditionGroup, Subscriber } from './records.ts'

const groupTitles: Readonly<Record<EditionGroup, { readonly de: string; readonly en: string }>> = {
  post: { de: 'Neues', en: 'News' },
  call: { de: 'Ausschreibungen und Förderaufrufe', en: 'Calls and funding' },
  date: { de: 'Termine', en: 'Dates' },
  undertaking: { de: 'Vorhaben und Referenzprojekte', en: 'Undertakings and reference projects' },
  result: { de: 'Ergebnisse', en: 'Results' },
  actor: { de: 'Neu im Verzeichnis', en: 'New in the directory' },
  question: { de: 'Fragen und Antworten', en: 'Questions and answers' },
}

/** An edition as the platform's mails know it: what the service says is in the reader's language, what people wrote as they wrote it. */
export function mailOf(network: string, id: string, { title, intro, entries, until }: Edition): PlugEdition {
  const own = titleAt(until)
  return {
    key: id, title: title === own.de ? own : { de: title, en: title }, intro: blocksOf(intro), path: `/netz/${network}/neues/ausgabe/${id}`,
    sections: groupsOf(entries).map((group) => ({
      title: groupTitles[group], entries: entries.filter((one) => one.group === group).map((one) => ({ id: one.id, title: one.title, note: one.note, summary: one.summary, path: one.path })),
    })),
  }
}

/** What is not for this subscriber: of other topics than theirs. What has no topic is for all. */
export function withoutFor({ topics }: Pick<Subscriber, 'topics'>, entries: readonly EditionEntry[]): readonly string[] {
  if (topics.length === 0) return []
  const wanted = new Set(topics.map((topic) => topic.toLocaleLowerCase('de')))
  return entries.filter((one) => one.topics.length > 0 && !one.topics.some((topic) => wanted.has(topic.toLocaleLowerCase('de')))).map(({ id }) => id)
}
