/** What health offices compare themselves by: the dimensions of their maturity model, by its codes. Held against the model's file by a test. */
export const dimensions = [
  { code: 'strategy', title: { de: 'Digitalisierungsstrategie', en: 'Digitalisation strategy' } },
  { code: 'staff', title: { de: 'Mitarbeitende', en: 'Staff' } },
  { code: 'processes', title: { de: 'Prozessdigitalisierung', en: 'Digital processes' } },
  { code: 'security', title: { de: 'IT-Sicherheit', en: 'IT security' } },
  { code: 'provision', title: { de: 'IT-Bereitstellung', en: 'IT provision' } },
  { code: 'citizens', title: { de: 'Bürger:innenzentrierung', en: 'Citizens at the centre' } },
  { code: 'cooperation', title: { de: 'Zusammenarbeit', en: 'Cooperation' } },
  { code: 'software', title: { de: 'Software, Daten, Interoperabilität', en: 'Software, data, interoperability' } },
] as const

export const dimensionCodes: readonly string[] = dimensions.map(({ code }) => code)
