export { acknowledge, type Acknowledgement, type AckMode, type AckOptions, type AckOutcome } from './acknowledge.ts'
export { charsetOf, supportedCharset, type CharsetSource } from './charset.ts'
export {
  composeMessage,
  repeated,
  type ComponentValue,
  type ComposeOptions,
  type FieldValue,
  type RepetitionValue,
  type SegmentValue,
} from './compose.ts'
export { parseDropRules } from './drop.ts'
export { hl7Null, type Field, type Repetition } from './field.ts'
export { peekHeader, type Header } from './header.ts'
export { parseMessage, type Message, type ParseOptions } from './message.ts'
export { MllpDecoder, mllpFrame, type MllpEvent } from './mllp.ts'
export { type Segment } from './segment.ts'
export { standardSeparators, type Separators } from './separators.ts'
export { encodeText } from './text-codec.ts'
