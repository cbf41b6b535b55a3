import type { PlugDocument, PlugDocuments } from '@steckwerk/plug'

/** Every document of a kind, or of those below one parent; in the order of ids. */
export async function allDocuments<Body>(documents: PlugDocuments, kind: string, parent?: string): Promise<readonly PlugDocument<Body>[]> {
  const found: PlugDocument<Body>[] = []
  for (;;) {
    const last = found.at(-1)?.id
    const page = await documents.list<Body>(kind, { count: 1000, ...(parent === undefined ? {} : { parent }), ...(last === undefined ? {} : { after: last }) })
    found.push(...page)
    if (page.length < 1000) return found
  }
}
