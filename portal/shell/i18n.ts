import { i18n } from '@lingui/core'
import { messages as german } from '../locales/de.po'

export const languages = ['de', 'en'] as const
export type Language = (typeof languages)[number]

const storageKey = 'steckwerk.language'

/** The language chosen here before, else the browser's where we speak it, else German. */
export function preferredLanguage(): Language {
  const wished = [readStored(), ...navigator.languages].map(tag => tag?.slice(0, 2))
  return languages.find(language => language === wished.find(tag => languages.some(known => known === tag))) ?? 'de'
}

/** Switches every text of the portal. German is at hand; other languages are loaded when first wanted. */
export async function speak(language: Language): Promise<void> {
  const messages = language === 'de' ? german : (await import('../locales/en.po')).messages
  i18n.loadAndActivate({ locale: language, messages })
  document.documentElement.lang = language
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
  }
}

function readStored(): string | undefined {
  try {
    return localStorage.getItem(storageKey) ?? undefined
  } catch {
    return undefined
  }
}
