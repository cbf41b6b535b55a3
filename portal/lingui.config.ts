import { defineConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'

/** German is the source: its texts stand in the code, English is translated in locales/en.po. */
export default defineConfig({
  rootDir: import.meta.dirname,
  sourceLocale: 'de',
  locales: ['de', 'en'],
  catalogs: [{ path: '<rootDir>/locales/{locale}', include: ['<rootDir>/shell', '<rootDir>/spaces'] }],
  format: formatter({ lineNumbers: false }),
})
