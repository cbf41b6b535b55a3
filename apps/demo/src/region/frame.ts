/** Lines in a box, for the one thing to read after the start. Blank strings separate; lengths count characters. */
export function frame(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => [...line].length))
  const bar = '─'.repeat(width + 2)
  return [`┌${bar}┐`, ...lines.map((line) => `│ ${line}${' '.repeat(width - [...line].length)} │`), `└${bar}┘`].join('\n')
}
