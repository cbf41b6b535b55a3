/** Relative luminance of #rrggbb. Source: WCAG 2.2, relative luminance. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

/** 1 to 21. Source: WCAG 2.2, contrast ratio. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

/** The lightest and the darkest ground that words stand on in the light scheme: portal/shell/theme.ts, surface and brand-soft. */
const grounds = ['#ffffff', '#dcedee'] as const

const reaches = (color: string, least: number): boolean => grounds.every((ground) => contrast(color, ground) >= least)

/** For words, links, and buttons with white words: WCAG 2.2 AA, 1.4.3. */
export const bearsText = (color: string): boolean => reaches(color, 4.5)
/** For lines that carry meaning: WCAG 2.2 AA, 1.4.11. */
export const bearsLines = (color: string): boolean => reaches(color, 3)
