export type { ExpectedPatient } from './expected.ts'
export { createHospital, type Hospital, type SimulatedMessage, type StyleName } from './hospital.ts'
export { runSender } from './sender.ts'
export { SimulatedCalendar, type CalendarEntry, type HouseChange } from './calendar.ts'
