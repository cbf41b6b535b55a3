/** Something wrong and what to do about it. */
export interface Finding {
  /** Relative to the root. */
  readonly file?: string
  readonly line?: number
  /** One sentence that says what is wrong and how to mend it; several lines where a tool speaks. */
  readonly text: string
}

/** One thing that `npm run check` looks at. */
export interface Check {
  readonly name: string
  /** Looks at the checkout below `root`; no finding means all is well. */
  readonly run: (root: string) => Promise<readonly Finding[]>
}

/** `file:line` as terminals and editors make it clickable. */
export function place(finding: Finding): string {
  if (finding.file === undefined) return ''
  return `${finding.file}${finding.line === undefined ? '' : `:${finding.line}`}: `
}
