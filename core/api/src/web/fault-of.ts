import { Fault, toFault } from '@steckwerk/kernel'

/** Fastify's own errors in our words; everything else as toFault does. Their messages are dropped: some repeat what was sent. */
export function faultOf(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown
  const code = (thrown as { code?: unknown } | null)?.code
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Fault('too-large', 'api/body-too-large', 'The body is larger than this server takes.')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_INVALID_CONTENT_TYPE':
    // The method QUERY without saying in which language.
    case 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE':
      return new Fault('media-type', 'api/media-type', 'The content type of the body is not supported here.')
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'ECONNRESET':
    case 'ECONNABORTED':
      return new Fault('invalid', 'api/body-cut', 'The body is not as long as was announced.')
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_ASYNC_CONSTRAINT':
      return new Fault('invalid', 'api/bad-url', 'The address is malformed.')
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new Fault('invalid', 'api/json', 'The body is not well-formed JSON.')
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new Fault('not-found', 'api/not-found', 'There is nothing at this address.')
    default:
      return toFault(thrown)
  }
}
