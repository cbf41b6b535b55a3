import type { Check } from './check.ts'

/** Every text of the pages stands in every language, and nothing that they no longer say. The portal knows how to tell. */
export const catalogs: Check = {
  name: 'catalogs',
  run: async () => {
    const { checkCatalogs } = await import('@steckwerk/portal/catalogs')
    return (await checkCatalogs()).map((text) => ({ text }))
  },
}
