/** When a document was made whose id is of `timeOrderedId`; milliseconds since 1970 UTC. */
export const begunAt = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
