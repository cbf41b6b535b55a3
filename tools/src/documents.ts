import { configurationDocument } from './configuration-document.ts'
import { decisionDocument } from './decision-document.ts'
import type { Schema } from './schema-rows.ts'
import { faultCodes, faultDocument } from './fault-document.ts'

/** The pages of docs/ that are made from the source: path → text. The packages are loaded only when asked for. */
export const documents: Readonly<Record<string, (root: string) => Promise<string>>> = {
  'docs/faults.md': async (root) => faultDocument(faultCodes(root)),
  'docs/configuration.md': async () => {
    const [{ allKeys }, { connectorFile }, { z }] = await Promise.all([import('@steckwerk/cli'), import('@steckwerk/connector'), import('zod')])
    return configurationDocument(allKeys, z.toJSONSchema(connectorFile, { io: 'input' }) as Schema)
  },
  'docs/mapping.md': async () => (await import('@steckwerk/hl7v2/maps')).mappingDocument(),
  'docs/roles.md': async () => (await import('@steckwerk/access/roles-document')).rolesDocument(),
  'docs/schema.md': async () => {
    const [{ testPostgres }, { schemaDocument }] = await Promise.all([import('@steckwerk/store/testing'), import('./schema-document.ts')])
    await using server = await testPostgres()
    const { ownerUrl } = await server.database()
    return await schemaDocument(ownerUrl, 'steckwerk_hub')
  },
  'docs/decisions/README.md': async (root) => decisionDocument(root),
}
