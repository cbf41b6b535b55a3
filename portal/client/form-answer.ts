import { codingWords, unitOf, type AnswerValue, type Coding, type Language, type QuestionnaireItem } from '@steckwerk/form'

/** A number as people write it: comma or point. undefined = none that can be read. */
export function readNumber(text: string, whole: boolean): number | undefined {
  const plain = text.trim().replace(/[\s\u00a0]/g, '').replace(',', '.')
  if (!(whole ? /^[+-]?\d{1,10}$/ : /^[+-]?(\d{1,12}(\.\d{0,6})?|\.\d{1,6})$/).test(plain)) return undefined
  return Number(plain)
}

/** A number as it stands in a field: no separators of thousands, which could be read as a point. */
export function writeNumber(value: number, language: Language): string {
  const plain = String(value)
  return language === 'de' ? plain.replace('.', ',') : plain
}

const regions = { de: 'de-DE', en: 'en-GB' } as const

/** An answer as a reader reads it; a plain number with the unit its question is asked in. */
export function answerWords(answer: AnswerValue, language: Language, words: { readonly yes: string; readonly no: string; readonly file: string }, item?: QuestionnaireItem): string {
  const [[member, value] = ['', undefined]] = Object.entries(answer)
  switch (member) {
    case 'valueBoolean': return value === true ? words.yes : words.no
    case 'valueCoding': return codingWords(value as Coding, language)
    case 'valueDecimal':
    case 'valueInteger': return amountWords(value as number, item === undefined ? undefined : unitOf(item)?.display, language)
    case 'valueQuantity': {
      const { value: amount, unit, code } = value as { readonly value: number; readonly unit?: string; readonly code?: string }
      return amountWords(amount, unit ?? code, language)
    }
    case 'valueDate': return dateWords(String(value), language)
    case 'valueDateTime': return String(value).includes('T') ? new Date(String(value)).toLocaleString(regions[language], { dateStyle: 'medium', timeStyle: 'short' }) : dateWords(String(value), language)
    case 'valueTime': return String(value).slice(0, 5)
    case 'valueAttachment': return (value as { readonly title?: string }).title ?? words.file
    case 'valueReference': return (value as { readonly display?: string }).display ?? ''
    default: return String(value)
  }
}

function amountWords(amount: number, unit: string | undefined, language: Language): string {
  return `${amount.toLocaleString(regions[language], { maximumFractionDigits: 6 })} ${unit ?? ''}`.trim()
}

/** As exact as it is given. */
function dateWords(date: string, language: Language): string {
  const [year = '', month, day] = date.split('-')
  if (month === undefined) return year
  return new Date(`${year}-${month}-${day ?? '01'}T00:00:00Z`).toLocaleDateString(regions[language], { timeZone: 'UTC', ...(day === undefined ? {} : { day: '2-digit' }), month: '2-digit', year: 'numeric' })
}
