const paths = {
  check: 'M5 12.5l4.5 4.5L19 7.5',
  alert: 'M12 4L2.8 19.5h18.4L12 4zM12 10v4.5M12 17.2v.1',
  cross: 'M6 6l12 12M18 6L6 18',
  clock: 'M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM12 7.5V12l3 2',
  bell: 'M6 16.5V11a6 6 0 0112 0v5.5l1.5 2h-15l1.5-2zM10 21h4',
  search: 'M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.3 15.3L20.5 20.5',
  printer: 'M7 8V3.5h10V8M7 17H4V8.5h16V17h-3M7 14h10v6.5H7V14z',
  table: 'M4 5h16v14H4V5zM4 10h16M4 14.5h16M9.5 10v9',
  tiles: 'M4 4h7v7H4V4zM13 4h7v7h-7V4zM4 13h7v7H4v-7zM13 13h7v7h-7v-7z',
  chart: 'M4 4v16h16M7.5 15l3.5-4.5 3 2.5L19 7',
  help: 'M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM9.6 9.6a2.4 2.4 0 114 2c-.9.6-1.6 1.1-1.6 2.2M12 16.6v.1',
  moon: 'M19.5 14.5A8 8 0 019.5 4.5a8 8 0 1010 10z',
  sun: 'M12 8a4 4 0 100 8 4 4 0 000-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  leave: 'M14 4H5v16h9M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5',
  back: 'M19.5 12H5M10.5 6L4.5 12l6 6',
  forward: 'M4.5 12H19M13.5 6l6 6-6 6',
  replay: 'M4.5 12a7.5 7.5 0 107.5-7.5c-2.6 0-4.6 1.1-6 3M5.5 3.5v4.3h4.3',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 100 5.6 2.8 2.8 0 000-5.6z',
  plug: 'M9 3v5M15 3v5M6.5 8h11v3.5a5.5 5.5 0 01-11 0V8zM12 17v4',
  unplugged: 'M9 3v4M15 3v4M7.5 7.5h10v4a5.4 5.4 0 01-1.2 3.4M13 16.9a5.5 5.5 0 01-6.5-5.4V8M12 17v4M3.5 3.5l17 17',
  bed: 'M3 18.5V6M3 15h18v3.5M21 15v-2.5a3 3 0 00-3-3h-8V15M6.5 9.2a1.7 1.7 0 100 3.4 1.7 1.7 0 000-3.4z',
  suitcase: 'M4 8h16v11.5H4V8zM9 8V4.5h6V8M4 13h16',
  calendar: 'M4 6h16v14H4V6zM4 10.5h16M8 3.5V8M16 3.5V8',
  key: 'M8.5 8.5a4.5 4.5 0 104.4 5.5H16v2.5h3V14h2v-3h-8.1a4.5 4.5 0 00-4.4-2.5zM8.2 12.9v.2',
  phone: 'M7 3h10v18H7V3zM11 18h2',
  lock: 'M5.5 11h13v9.5h-13V11zM8.5 11V7.5a3.5 3.5 0 017 0V11',
  people: 'M9 4.5a3.3 3.3 0 100 6.6 3.3 3.3 0 000-6.6zM3 20c0-3.6 2.6-6 6-6s6 2.4 6 6M16 5a3 3 0 010 6M17.5 14.2c2.2.7 3.5 2.8 3.5 5.8',
  person: 'M12 4a4 4 0 100 8 4 4 0 000-8zM4.5 20.5c0-4 3.2-6.5 7.5-6.5s7.5 2.5 7.5 6.5',
  house: 'M4 20.5V9.5l8-6 8 6v11h-6v-6h-4v6H4z',
  share: 'M17 4.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5zM7 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5zM17 14.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5zM9.2 10.8l5.6-2.6M9.2 13.2l5.6 2.6',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15',
  up: 'M12 19.5V5M6.5 10.5L12 5l5.5 5.5',
  down: 'M12 4.5V19M6.5 13.5L12 19l5.5-5.5',
  grip: 'M9 6v.1M15 6v.1M9 12v.1M15 12v.1M9 18v.1M15 18v.1',
} as const

export type IconName = keyof typeof paths

/** A line drawing of 1.25 em beside a text that says the same; it is never the only bearer of a meaning. */
export function Icon({ name, size = '1.2em' }: { name: IconName; size?: string }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false" style={{ flex: 'none' }}>
      <path d={paths[name]} />
    </svg>
  )
}
