import type { Role } from '@steckwerk/access'
import { demoAccounts, platform, type DemoAccount } from '@steckwerk/access/demo-accounts'

const words: Readonly<Partial<Record<Role, string>>> = {
  operator: 'Betrieb der Plattform', 'network-editor': 'Netzwerk-Redaktion', vendor: 'Hersteller', 'carrier-admin': 'Verwaltung', 'carrier-it': 'IT',
  clinician: 'Ärztlicher Dienst', 'ward-clerk': 'Empfang, Sekretariat', referrer: 'Zuweisende Praxis', aftercare: 'Nachsorge',
}

/** The table of accounts for the frame after the start: a line a role, each account once, by its first role. */
export function accountLines(): string[] {
  const groups = Map.groupBy(demoAccounts, (one) => titleOf(one))
  const width = Math.max(...[...groups.keys()].map((title) => title.length))
  return [...groups].map(([title, accounts]) => `${title.padEnd(width)}   ${accounts.map(({ account }) => account).join('  ')}`)
}

function titleOf({ memberships: [first] }: DemoAccount): string {
  if (first === undefined) return 'Patienten, Angehörige'
  if (first.carrier === platform && first.roles.includes('clinician')) return 'Stationen aller Häuser'
  return words[first.roles[0]!] ?? first.roles[0]!
}
