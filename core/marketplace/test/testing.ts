export { brokerProcess, type BrokerProcess, type Look, type Order } from './broker-process.ts'
export { driveNow, nearMarket } from './near-market.ts'
export { largePlan, serviceId, smallPlan, type Scripted } from './spec-broker.ts'
