/** Places in a form: link ids joined by `/`, with `[n]` behind those of repeating groups. Signs of the notation within a link id are percent-encoded. */

export function below(parent: string, linkId: string): string {
  const segment = linkId.replace(/[%/[\]]/g, encodeURIComponent)
  return parent === '' ? segment : `${parent}/${segment}`
}

export function instanceAt(path: string, index: number): string {
  return `${path}[${index}]`
}

/** Without the index at its end. */
export function withoutIndex(path: string): string {
  return path.replace(/\[\d+\]$/, '')
}

/** What a path becomes when an instance of a repeating group goes: undefined = it went along. */
export function afterRemoval(path: string, group: string, index: number): string | undefined {
  if (!path.startsWith(`${group}[`)) return path
  const end = path.indexOf(']', group.length)
  const at = Number(path.slice(group.length + 1, end))
  if (at === index) return undefined
  return at < index ? path : `${group}[${at - 1}]${path.slice(end + 1)}`
}
