export { batchHeader, channelSettings, decodeBatch, encodeBatch, type Batch, type BatchHeader, type ChannelSettings } from './batch.ts'
export {
  batchAccepted, batchRefused, channelStatus, connectorStatus, enrolAnswer, enrolPath, enrolRequest, openEpoch, paths, renewAnswer, renewRequest, statusAnswer,
  type BatchRefused, type ChannelStatus, type ConnectorStatus, type EnrolAnswer, type EnrolRequest, type OpenEpoch, type RenewAnswer, type RenewRequest,
} from './protocol.ts'
export {
  outboundAnswer, outboundFetch, outboundResults, outboundSettings, outboundStatus,
  type OutboundAnswer, type OutboundFetch, type OutboundMessage, type OutboundResult, type OutboundResults, type OutboundSettings, type OutboundStatus,
} from './outbound.ts'
