import type { Duplicate, DuplicateState } from '@steckwerk/api/contract/duplicates'

/** A pair as lines for a terminal: both sides, then what speaks for and against. */
export function duplicateLines(pair: Duplicate): string[] {
  const lines = [`${pair.id}  ${pair.status}, ${pair.band}, ${pair.weight.toFixed(1)} bits (${(pair.probability * 100).toFixed(2)} %)`]
  if (pair.caution !== undefined) lines.push(`  ${pair.caution.words.en}`)
  for (const { id, name, birthDate, encounters, active } of [pair.left, pair.right]) {
    lines.push(`  ${id}  ${name}  ${birthDate}  ${encounters} cases${active ? '' : ', inactive'}`)
  }
  for (const { words, weight, left, right } of pair.fields) {
    const values = left === '' && right === '' ? '' : `  [${left} | ${right}]`
    lines.push(`  ${weight.toFixed(1).padStart(6)}  ${words.en}${values}`)
  }
  if (pair.decision !== undefined) lines.push(`  ${pair.status} ${pair.decision.at} by ${pair.decision.by}${pair.decision.reason === '' ? '' : `: ${pair.decision.reason}`}`)
  if (pair.merge !== undefined) {
    const { survivor, loser, moved, returned, left } = pair.merge
    lines.push(`  ${loser} into ${survivor}: ${moved} resources moved${pair.status === 'unmerged' ? `, ${returned} returned` : ''}`)
    for (const { type, id, why, at } of left) lines.push(`  to be decided: ${type}/${id} (${why === 'later' ? 'came after the merge' : 'changed since'}, ${at})`)
  }
  return lines
}

export function stateLine({ patients, scanning, upTo, automatic }: DuplicateState): string {
  const progress = scanning || upTo === null ? 'comparing in the background' : `compared up to ${upTo}`
  return `${patients} patients, ${progress}; certain pairs are ${automatic ? 'merged by themselves' : 'for review'}`
}
