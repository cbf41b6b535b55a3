/** What an organization is as a shape, so that it can be told without colours: around 0, 0, some 16 wide. */
const shapes: Readonly<Record<string, string>> = {
  'hospital': 'M-3-8h6v5h5v6h-5v5h-6v-5h-5v-6h5z',
  'practice': 'M0-7.5a7.5 7.5 0 100 15 7.5 7.5 0 000-15z',
  'health-office': 'M-6.7-6.7h13.4v13.4h-13.4z',
  'care': 'M0-8.5l8 6.5v9h-16v-9z',
  'pharmacy': 'M0-8.5L8.5 6.5h-17z',
  'company': 'M0-9L9 0 0 9-9 0z',
  'research': 'M0-8.5l8.1 5.9-3.1 9.5h-10l-3.1-9.5z',
  'association': 'M-4.3-7.4h8.6L8.6 0 4.3 7.4h-8.6L-8.6 0z',
  'authority': 'M0 8.5L8.5-6.5h-17z',
  'insurance': 'M0-9.5l2.5 5.9 6.5.5-5 4.2 1.6 6.3L0 4-5.6 7.4-4 1.1l-5-4.2 6.5-.5z',
}
const other = 'M-8-3.5h16v7h-16z'

export const shapeOf = (kind: string): string => shapes[kind] ?? other

/** Beside a word that says the same. */
export function KindShape({ kind }: { kind: string }) {
  return <svg width="1.1em" height="1.1em" viewBox="-10.5 -10.5 21 21" aria-hidden="true" focusable="false" style={{ flex: 'none' }}><path d={shapeOf(kind)} fill="currentColor" /></svg>
}
