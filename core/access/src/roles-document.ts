import { permissionTexts, roleNames, roles, type Permission } from './roles.ts'
import { typeGroups, typesOfGroup } from './decision/type-groups.ts'

const letters: Readonly<Record<string, string>> = { c: 'create', r: 'read', u: 'update', d: 'delete', s: 'search' }

const whoseTexts = {
  any: 'everybody\'s',
  care: 'of patients in treatment',
  own: 'of one\'s own patients',
  TREAT: 'released for treatment',
  COC: 'released for referral',
  HRESCH: 'released for research',
} as const

const given = { carrier: 'at a carrier, for all of it or for sites', network: 'at a network', platform: 'on the platform' } as const

function section(role: (typeof roleNames)[number]): string {
  const { given: where, purpose, permissions, fhir, manages } = roles[role]
  const rights = fhir === 'everything'
    ? 'FHIR: everything of every carrier.\n'
    : fhir.length === 0
      ? 'FHIR: nothing.\n'
      : `| FHIR types | may | whose |\n|---|---|---|\n${fhir.map((right) => `| ${right.group} | ${[...right.may].map((letter) => letters[letter]).join(', ')} | ${whoseTexts[right.whose]} |\n`).join('')}`
  return `## ${role}

Given ${where.length === 0 ? 'never by hand' : where.map((place) => given[place]).join('; ')}. Purpose \`${purpose}\`.${manages.length === 0 ? '' : ` Gives and takes: ${manages.join(', ')}.`}

${permissions.map((permission) => `- \`${permission}\`\n`).join('')}
${rights}`
}

/** docs/roles.md: the table of roles in words. */
export function rolesDocument(): string {
  return `# Roles

Who may do what: the table in \`core/access/src/roles.ts\`, in words. This page is made from it (\`npm run docs\`, held by \`npm run check\`); a test holds
every line of the table against an expectation written by hand, and another tries every role with every interaction at the FHIR interface and at the store.

- **In treatment**: at the member's own carrier, patients with an Encounter at one of the member's sites (the site's Organization, its parts, the wards
  and houses it manages). A case stays a treatment context for 365 days after its end, or as long as the carrier sets. An emergency access (break-glass)
  adds one patient for 4 hours, or as long as the carrier sets.
- **Released**: by a FHIR Consent that names the member's carrier or site for the purpose; at other carriers nothing else counts. Staff of a carrier are
  named by the carrier or a site of theirs, partners of it (referrer, aftercare) by the site they work at.
- **One's own patients**: linked by the person's own act, or as a parent or proxy; a proxy reaches the types and letters that were given.
- Nobody but the carrier's own systems writes Patients, Encounters or Consents by a role: an Encounter and a Consent are what admits to a record.
- A SMART client reaches what its account may and its scopes allow, both.

${roleNames.map(section).join('\n')}
## Permissions

| permission | |
|---|---|
${(Object.keys(permissionTexts) as Permission[]).map((permission) => `| \`${permission}\` | ${permissionTexts[permission]} |\n`).join('')}
## Groups of FHIR types

${typeGroups.map((group) => `- **${group}**: ${typesOfGroup(group).join(', ')}\n`).join('')}`
}
