import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, PlugDocuments } from '@steckwerk/plug'

const attempts = 8

/** Changes one document over what is there now, again where somebody else was faster. `change` answers the whole body, or undefined where nothing is to be changed, and may be asked
 *  several times. Tells how it stands afterwards; undefined = there is none. Faults: plug/document-changed (everybody else was faster, again and again). */
export function changeDocument<Body>(documents: PlugDocuments, { kind, id, parent }: { readonly kind: string; readonly id: string; readonly parent: string }, change: (found: PlugDocument<Body> | undefined) => Body | undefined): Promise<Body | undefined> {
  return untilUnchanged(async () => {
    const found = await documents.get<Body>(kind, id)
    const body = change(found)
    if (body === undefined) return found?.body
    await documents.write([{ kind, id, parent, body, version: found?.version ?? 0 }])
    return body
  })
}

/** Reads and writes; again where somebody else has written in between. Faults: plug/document-changed. */
export async function untilUnchanged<T>(readAndWrite: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readAndWrite()
    } catch (thrown) {
      if (!(thrown instanceof Fault && thrown.code === 'plug/document-changed') || attempt === attempts) throw thrown
    }
  }
}
