import { Fragment } from 'react'

const words = /([\p{L}\p{M}\p{N}]+)/u

/** A text with the words that fit what is looked for, given in small letters. */
export function Marked({ text, words: fitting }: { text: string; words: readonly string[] }) {
  if (fitting.length === 0) return text
  return text.split(words).map((part, at) => (fitting.includes(part.toLowerCase()) ? <mark key={at}>{part}</mark> : <Fragment key={at}>{part}</Fragment>))
}
