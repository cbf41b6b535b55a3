/** Of a hundred requests: a ward that looks far more than it writes. */
export const wardMix = [
  { part: 'read', weight: 60 },
  { part: 'search', weight: 25 },
  { part: 'create', weight: 6 },
  { part: 'update', weight: 6 },
  { part: 'transaction', weight: 3 },
] as const
