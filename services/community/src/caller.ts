import { createHash } from 'node:crypto'
import type { Asked } from './community-route.ts'

export function isEditor({ call }: Asked): boolean {
  return call.caller.permissions.includes('network.edit')
}

/** Stands for one browser at one thing (an event, a poll), and tells nothing of it elsewhere; 43 characters. Where the route has a device. */
export function ownerOf({ call }: Asked, of: string): string {
  return createHash('sha256').update(`${of} ${call.caller.device}`).digest('base64url')
}
