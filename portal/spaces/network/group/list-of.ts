/** What stands between commas, each once. */
export const listOf = (text: string, most: number, longest: number): readonly string[] =>
  [...new Set(text.split(',').map(one => one.trim().slice(0, longest)).filter(one => one !== ''))].slice(0, most)
