import type { Random } from '../random.ts'
import type { Marker } from '../request.ts'

/** Bytes for the socket that no HTTP client would send: broken request lines, lengths, chunks, controls. `token` signs some of them in. */
export function rawBytes(random: Random, { word, digits }: Marker, token: string): Buffer {
  const signed = `Host: x\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n`
  const path = '/fhir/alpha/Patient'
  const json = 'Content-Type: application/fhir+json\r\n'
  return Buffer.from(random.pick<() => string>([
    () => `GET ${path}?family=${word} HTTP/9.9\r\n${signed}\r\n`,
    () => `${word} ${path} HTTP/1.1\r\n${signed}\r\n`,
    () => `GET ${path}?family=\x01\x02${word} HTTP/1.1\r\n${signed}\r\n`,
    () => `GET ${path}?family=ä${word} HTTP/1.1\r\n${signed}\r\n`,
    () => `GET ${path} ${word} HTTP/1.1\r\n${signed}\r\n`,
    () => `GET http://${word}.example${path} HTTP/1.1\r\n${signed}\r\n`,
    () => `GET * HTTP/1.1\r\n${signed}\r\n`,
    () => `OPTIONS * HTTP/1.1\r\n${signed}\r\n`,
    () => `POST ${path} HTTP/1.1\r\n${signed}${json}Content-Length: ${digits}x\r\n\r\n{}`,
    () => `POST ${path} HTTP/1.1\r\n${signed}${json}Content-Length: -1\r\n\r\n{}`,
    () => `POST ${path} HTTP/1.1\r\n${signed}${json}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    () => `POST ${path} HTTP/1.1\r\n${signed}${json}Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}`,
    () => `POST ${path} HTTP/1.1\r\n${signed}${json}Transfer-Encoding: chunked\r\n\r\nzz${word}\r\n{}\r\n0\r\n\r\n`,
    () => `POST ${path} HTTP/1.1\r\n${signed}${json}Transfer-Encoding: ${word}\r\n\r\n{}`,
    () => `POST ${path} HTTP/1.1\r\n${signed}${json}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nTrailer: ${word}\r\n\r\n`,
    () => `GET ${path} HTTP/1.1\r\nHost: x\r\n${word}\r\n\r\n`,
    () => `GET ${path} HTTP/1.1\r\nHost: x\r\nHost: y\r\n${signed}\r\n`,
    () => `GET ${path} HTTP/1.1\r\nConnection: close\r\n\r\n`,
    () => `GET ${path} HTTP/1.1\r\n${signed}X-${word}: \0\r\n\r\n`,
    () => `GET ${path} HTTP/1.1\r\n${signed}If-Match: ${'a'.repeat(20_000)}\r\n\r\n`,
    () => `GET ${path}?${'a=b&'.repeat(6_000)} HTTP/1.1\r\n${signed}\r\n`,
    () => `GET ${path} HTTP/1.1\r\n${signed}${Array.from({ length: 1_500 }, (_, i) => `x${i}: ${word}\r\n`).join('')}\r\n`,
    () => `GET ${path} HTTP/1.0\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    () => `GET ${path} HTTP/1.1\nHost: x\nAuthorization: Bearer ${token}\nConnection: close\n\n`,
    () => `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`,
    () => `\x16\x03\x01\x02${word}`,
    () => `POST ${path} HTTP/1.1\r\n${signed}${json}Expect: ${word}\r\nContent-Length: 2\r\n\r\n{}`,
    () => `GET ${path} HTTP/1.1\r\n${signed}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
    () => `CONNECT ${word}:443 HTTP/1.1\r\n${signed}\r\n`,
    () => `TRACE ${path} HTTP/1.1\r\n${signed}X-Word: ${word}\r\n\r\n`,
  ])(), 'latin1')
}
