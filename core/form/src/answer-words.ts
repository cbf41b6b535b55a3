import type { AnswerValue, Coding, Language, QuestionnaireItem } from './contract.ts'
import { unitOf } from './item-rules.ts'
import { codingWords } from './words.ts'

/** An answer as it stands in files; a plain number with the unit its question is asked in. Instants are told at the clock of Germany. */
export function answerWords(answer: AnswerValue, language: Language, item?: QuestionnaireItem): string {
  const [[member, value] = ['', undefined]] = Object.entries(answer)
  const locale = language === 'de' ? 'de-DE' : 'en-GB'
  switch (member) {
    case 'valueBoolean': return value === true ? (language === 'de' ? 'Ja' : 'Yes') : language === 'de' ? 'Nein' : 'No'
    case 'valueCoding': return codingWords(value as Coding, language)
    case 'valueDecimal':
    case 'valueInteger': return amountWords(value as number, item === undefined ? undefined : unitOf(item)?.display)
    case 'valueQuantity': {
      const { value: amount, unit, code } = value as { readonly value: number; readonly unit?: string; readonly code?: string }
      return amountWords(amount, unit ?? code)
    }
    case 'valueDate': {
      const text = String(value)
      return text.length === 10 ? new Date(`${text}T00:00:00Z`).toLocaleDateString(locale, { timeZone: 'UTC', day: '2-digit', month: '2-digit', year: 'numeric' }) : text
    }
    case 'valueDateTime': return String(value).includes('T') ? new Date(String(value)).toLocaleString(locale, { timeZone: 'Europe/Berlin', dateStyle: 'medium', timeStyle: 'short' }) : String(value)
    case 'valueTime': return String(value).slice(0, 5)
    case 'valueAttachment': return (value as { readonly title?: string }).title ?? (language === 'de' ? 'Datei liegt bei' : 'File attached')
    case 'valueReference': return (value as { readonly display?: string }).display ?? ''
    default: return String(value)
  }

  function amountWords(amount: number, unit: string | undefined): string {
    return `${amount.toLocaleString(locale, { maximumFractionDigits: 6 })} ${unit ?? ''}`.trim()
  }
}
