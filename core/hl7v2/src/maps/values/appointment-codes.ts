/** How we name ourselves as the placer of an appointment (SCH-1.2): by it a message is known to speak of an Appointment of ours. */
export const ownPlacer = 'STECKWERK'

/** Who changed an Appointment last, where a message said so: valueReference. */
export const changedByExtension = 'urn:steckwerk:extension:changed-by'

/** System of guests' numbers, who have none of the house yet. */
export const guestSystem = 'urn:steckwerk:guest'

/** Status of an Appointment by SCH-25. Source: HL7 table 0278. */
export const statusOfFiller: Readonly<Record<string, string>> = {
  PENDING: 'pending',
  WAITLIST: 'waitlist',
  BOOKED: 'booked',
  OVERBOOK: 'booked',
  STARTED: 'arrived',
  COMPLETE: 'fulfilled',
  CANCELLED: 'cancelled',
  DC: 'cancelled',
  DELETED: 'entered-in-error',
  NOSHOW: 'noshow',
}

/** SCH-25 by status. */
export const fillerOfStatus: Readonly<Record<string, string>> = {
  proposed: 'Pending',
  pending: 'Pending',
  waitlist: 'Waitlist',
  booked: 'Booked',
  arrived: 'Started',
  'checked-in': 'Started',
  fulfilled: 'Complete',
  cancelled: 'Cancelled',
  'entered-in-error': 'Deleted',
  noshow: 'Noshow',
}

/** Minutes of a unit of SCH-10 (UCUM and the spellings seen in the field). */
export const minutesOfUnit: Readonly<Record<string, number>> = { S: 1 / 60, SEC: 1 / 60, M: 1, MIN: 1, MINUTES: 1, H: 60, HR: 60, D: 1440 }
