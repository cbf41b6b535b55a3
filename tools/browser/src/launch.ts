import { chromium, type Browser } from 'playwright-core'
import { findChromium } from './chromium.ts'

export interface LaunchOptions {
  /** Extra command-line flags, such as `--use-fake-ui-for-media-stream`. */
  readonly flags?: readonly string[]
}

/** Nothing but the page under test may reach the network; Playwright's own defaults switch off most of the rest. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-default-apps',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--dns-prefetch-disable',
  '--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,CertificateTransparencyComponentUpdater',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/** Starts a headless browser that needs nothing of the machine but glibc. Close it with `await using` or `close()`.
 *  It resolves no host names but localhost: a page that loads anything from elsewhere fails its test. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const { executable, environment } = await findChromium()
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return chromium.launch({
    executablePath: executable,
    headless: true,
    // Chromium refuses its sandbox as root, and many containers forbid user namespaces; the pages are our own.
    chromiumSandbox: false,
    args: [...quiet, '--font-render-hinting=none', '--disable-gpu', '--disable-dev-shm-usage', ...(options.flags ?? [])],
    env: { ...Object.fromEntries(inherited), ...environment },
  })
}
