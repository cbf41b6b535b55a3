export { batchHeader, channelSettings, decodeBatch, encodeBatch, type Batch, type BatchHeader, type ChannelSettings } from './batch.ts'
export {
  batchAccepted, batchRefused, channelStatus, connectorStatus, enrolAnswer, enrolPath, enrolRequest, openEpoch, paths, renewAnswer, renewRequest, statusAnswer,
  type BatchRefused, type ChannelStatus, type ConnectorStatus, type EnrolAnswer, type EnrolRequest, type OpenEpoch, type RenewAnswer, type RenewRequest,
} from './protocol.ts'
