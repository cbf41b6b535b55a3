import type { Coding, Element, Language } from './contract.ts'
import { extensionsOf, urls, valueOf } from './extensions.ts'

/** A text member of an element in a language: its translation, else the text itself. */
export function wordsOf(element: Element, member: string, language: Language): string {
  for (const translation of extensionsOf(element[`_${member}`] as Element | undefined, urls.translation)) {
    const spoken = valueOf(translation.extension?.find(({ url }) => url === 'lang'))
    const content = valueOf(translation.extension?.find(({ url }) => url === 'content'))
    if (typeof spoken === 'string' && spoken.split('-')[0] === language && typeof content === 'string') return content
  }
  const text = element[member]
  return typeof text === 'string' ? text : ''
}

/** What a Coding is called. */
export function codingWords(coding: Coding, language: Language): string {
  return wordsOf(coding as Element, 'display', language) || coding.code || ''
}
