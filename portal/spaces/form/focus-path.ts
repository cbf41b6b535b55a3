/** Puts the focus into the field of a question; false where it is not there. */
export function focusPath(within: HTMLElement | null, path: string): boolean {
  const place = path === '' ? null : within?.querySelector(`[data-path="${CSS.escape(path)}"]`)
  const field = place?.querySelector<HTMLElement>('input:checked, input, select, textarea, button') ?? null
  field?.focus()
  return field !== null
}
