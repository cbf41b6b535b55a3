/** What of a ward page's state stands in its address. */
export interface WardSearch {
  readonly ansicht?: 'kacheln' | undefined
  readonly suche?: string | undefined
  readonly nur?: 'frei' | 'belegt' | undefined
}

/** What is not valid is named as undefined: a key left out would be taken from the address as it stands there. */
export function readWardSearch({ ansicht, suche, nur }: Record<string, unknown>): WardSearch {
  return {
    ansicht: ansicht === 'kacheln' ? ansicht : undefined,
    suche: typeof suche === 'string' || typeof suche === 'number' ? String(suche) : undefined,
    nur: nur === 'frei' || nur === 'belegt' ? nur : undefined,
  }
}
