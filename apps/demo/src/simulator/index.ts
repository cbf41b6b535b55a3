export type { ExpectedCase, ExpectedPatient } from './expected.ts'
export { createHospital, type Hospital, type HospitalOptions, type SimulatedMessage, type StyleName } from './hospital.ts'
export { MllpClient, type Ack, type Address } from './mllp-client.ts'
export { runSender, type SenderOptions, type SenderResult } from './sender.ts'
