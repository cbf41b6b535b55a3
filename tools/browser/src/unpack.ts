/** Unpacks @sparticuz/chromium into the folder named by TMPDIR. A process of its own, because the package reads
 *  TMPDIR when it unpacks, and changes its process's environment when it is imported. */
import chromium from '@sparticuz/chromium'

await chromium.executablePath()
