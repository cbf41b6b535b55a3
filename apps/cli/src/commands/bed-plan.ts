import { Fault, type Issue } from '@steckwerk/kernel'

export interface BedRow {
  readonly site: string
  readonly ward: string
  readonly room: string
  readonly bed: string
}

const columns = ['site', 'ward', 'room', 'bed'] as const

/** Reads a bed plan: a header line with site, ward, room and bed in any order, then one bed a line. All faulty lines
 *  are reported together. Faults: cli/bed-plan. */
export function readBedPlan(text: string): BedRow[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const header = lines[0] ?? ''
  const separator = header.includes(';') ? ';' : ','
  const names = cells(header, separator).map((name) => name.toLowerCase())
  const places = columns.map((column) => names.indexOf(column))
  if (places.includes(-1)) throw new Fault('invalid', 'cli/bed-plan', 'The first line must name the columns site, ward, room and bed.')
  const rows: BedRow[] = []
  const issues: Issue[] = []
  lines.slice(1).forEach((line, i) => {
    if (line.trim() === '') return
    const found = cells(line, separator)
    const [site, ward, room, bed] = places.map((place) => found[place] ?? '') as [string, string, string, string]
    if (site === '' || ward === '' || room === '' || bed === '') {
      issues.push({ severity: 'error', type: 'value', at: `line ${i + 2}`, text: `line ${i + 2} lacks a site, ward, room or bed` })
    } else rows.push({ site, ward, room, bed })
  })
  if (issues.length > 0) throw new Fault('invalid', 'cli/bed-plan', issues.slice(0, 20).map((issue) => issue.text).join('; '), { issues })
  if (rows.length === 0) throw new Fault('invalid', 'cli/bed-plan', 'The file has no beds.')
  return rows
}

function cells(line: string, separator: string): string[] {
  return line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1').replaceAll('""', '"'))
}
