import { getConfig } from '@lingui/conf'
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin'
import babel from '@rolldown/plugin-babel'
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const linguiFile = { configPath: fileURLToPath(new URL('lingui.config.ts', import.meta.url)) }
// Without it the macro looks for a configuration in the folder the process was started in.
const linguiConfig = getConfig(linguiFile)

/** `npx vite` in portal/ serves the pages with hot reload in front of a running hub (STECKWERK_PORT, default 8080). */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  cacheDir: '.cache/vite',
  plugins: [
    react(),
    babel({ presets: [linguiTransformerBabelPreset({ linguiConfig }, linguiFile)] }),
    // What is not translated yet is shown in German; the check of catalogs refuses it.
    lingui({ ...linguiFile, failOnCompileError: true }),
  ],
  build: {
    target: ['chrome111', 'firefox114', 'safari16.4'],
    // Data URIs for fonts would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: Object.fromEntries(['/portal/api', '/fhir'].map(path => [path, `http://127.0.0.1:${process.env['STECKWERK_PORT'] ?? '8080'}`])) },
})
