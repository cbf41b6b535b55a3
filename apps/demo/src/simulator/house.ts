/** A bed with all that messages say about its place. */
export interface Bed {
  readonly ward: Ward
  readonly room: string
  readonly name: string
}

export interface Ward {
  readonly code: string
  readonly name: string
  /** House abbreviation of the department (CH, IN, …) and its key in hospital billing. */
  readonly department: Department
  readonly building: string
  readonly floor: number
  readonly kind: 'general' | 'maternity' | 'newborn' | 'children' | 'intensive'
}

export interface Department {
  readonly code: string
  readonly name: string
  readonly key: string
}

/** A hospital's site: wards with beds, and outpatient places without. */
export interface House {
  readonly name: string
  readonly beds: readonly Bed[]
  readonly outpatient: readonly Ward[]
}

type WardPlan = readonly [
  code: string,
  name: string,
  department: keyof typeof departments,
  kind: Ward['kind'],
  rooms: number,
  bedsPerRoom: number,
]

const departments = {
  IN: { code: 'IN', name: 'Innere Medizin', key: '0100' },
  KA: { code: 'KA', name: 'Kardiologie', key: '0300' },
  CH: { code: 'CH', name: 'Allgemeine Chirurgie', key: '1500' },
  UC: { code: 'UC', name: 'Unfallchirurgie', key: '1600' },
  GY: { code: 'GY', name: 'Frauenheilkunde und Geburtshilfe', key: '2400' },
  NE: { code: 'NE', name: 'Neonatologie', key: '1200' },
  PA: { code: 'PA', name: 'Pädiatrie', key: '1000' },
  NL: { code: 'NL', name: 'Neurologie', key: '2800' },
  UR: { code: 'UR', name: 'Urologie', key: '2200' },
  IT: { code: 'IT', name: 'Intensivmedizin', key: '3600' },
} as const satisfies Readonly<Record<string, Department>>

const plan: readonly WardPlan[] = [
  ['IN1', 'Station IN1 – Innere', 'IN', 'general', 8, 2],
  ['IN2', 'Station IN2 – Kardiologie', 'KA', 'general', 8, 2],
  ['CH1', 'Station CH1 – Chirurgie', 'CH', 'general', 8, 2],
  ['CH2', 'Station CH2 – Unfallchirurgie', 'UC', 'general', 7, 3],
  ['NL1', 'Station NL1 – Neurologie', 'NL', 'general', 7, 2],
  ['UR1', 'Station UR1 – Urologie', 'UR', 'general', 5, 2],
  ['GY1', 'Station GY1 – Geburtshilfe', 'GY', 'maternity', 8, 2],
  ['NEO', 'Neugeborenenzimmer', 'NE', 'newborn', 2, 8],
  ['PA1', 'Station PA1 – Kinder', 'PA', 'children', 5, 2],
  ['ITS', 'Intensivstation', 'IT', 'intensive', 6, 1],
]

const outpatientPlan: readonly WardPlan[] = [
  ['AMB', 'Ambulanz', 'IN', 'general', 0, 0],
  ['NOT', 'Zentrale Notaufnahme', 'CH', 'general', 0, 0],
]

/** A general hospital of `size` times 150 beds or so. */
export function buildHouse(name: string, size: number): House {
  const copies = Array.from({ length: Math.max(1, Math.ceil(size)) }, (_, copy) => copy)
  const wards = copies.flatMap(copy => plan.map((ward, floor) => wardOf(ward, floor + 1, copy)))
  const share = Math.min(1, size)
  const beds = wards.flatMap(({ ward, rooms, bedsPerRoom }) => bedsOf(ward, Math.max(1, Math.round(rooms * share)), bedsPerRoom))
  return { name, beds, outpatient: outpatientPlan.map(ward => wardOf(ward, 0, 0).ward) }
}

function wardOf([code, name, department, kind, rooms, bedsPerRoom]: WardPlan, floor: number, copy: number) {
  const suffix = copy === 0 ? '' : `-${copy + 1}`
  const ward: Ward = {
    code: `${code}${suffix}`,
    name: `${name}${suffix}`,
    department: departments[department],
    building: 'ABCDEFGH'.charAt(copy % 8),
    floor,
    kind,
  }
  return { ward, rooms, bedsPerRoom }
}

function bedsOf(ward: Ward, rooms: number, bedsPerRoom: number): readonly Bed[] {
  return Array.from({ length: rooms * bedsPerRoom }, (_, at) => ({
    ward,
    room: `${ward.floor}${String(Math.floor(at / bedsPerRoom) + 1).padStart(2, '0')}`,
    name: String((at % bedsPerRoom) + 1),
  }))
}
