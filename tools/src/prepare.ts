/** `prepare` of npm: builds the portal after an installation, so that the first start does not have to.
 *  Never fails an installation: a start builds what is missing and reports what goes wrong in full. */
import { buildPortal } from './portal.ts'
import { root } from './root.ts'

try {
  await buildPortal(root, { required: false })
} catch (error) {
  console.error('The portal could not be built; `npm start` will try again.', error)
}
