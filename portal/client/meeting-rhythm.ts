import type { MeetingDraft } from './meetings.ts'

/** The same meeting again every so many weeks, at the same time of day by this browser's clock, also over the change of the clocks. */
export function inRhythm(first: MeetingDraft, weeks: number, times: number): readonly MeetingDraft[] {
  const later = (instant: string, days: number): string => {
    const at = new Date(instant)
    return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days, at.getHours(), at.getMinutes()).toISOString()
  }
  return Array.from({ length: times }, (_, at) => ({ ...first, start: later(first.start, at * weeks * 7), end: later(first.end, at * weeks * 7) }))
}

/** In two weeks at ten, for ninety minutes: to be changed. */
export function blankMeeting(now: Date): MeetingDraft {
  const start = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 14, 10)
  return { title: '', about: '', kind: 'online', start: start.toISOString(), end: new Date(start.getTime() + 90 * 60_000).toISOString(), place: '', travel: '', rooms: '', access: '', stage: 'open', cancelled: '' }
}
