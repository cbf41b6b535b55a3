import type { Asked } from '../community-route.ts'

/** Of the page: `?language=en`, or the caller's. */
export function languageOf({ call }: Asked): 'de' | 'en' {
  return (call.query.get('language') ?? call.caller.language) === 'en' ? 'en' : 'de'
}
