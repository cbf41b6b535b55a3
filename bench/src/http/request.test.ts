import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requestBytes, RequestTemplate, slot } from './request.ts'

test('a request as it goes over the wire, its length in bytes', () => {
  const bytes = requestBytes('POST', new URL('http://127.0.0.1:8080/fhir/alpha/Patient?x=1'), { Accept: 'application/fhir+json' }, '{"x":"ü"}')
  assert.equal(bytes.toString(), 'POST /fhir/alpha/Patient?x=1 HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nAccept: application/fhir+json\r\nContent-Length: 10\r\n\r\n{"x":"ü"}')
})

test('each copy of a template has its own number in every slot', () => {
  const template = new RequestTemplate(Buffer.from(`a${slot}b${slot}`))
  const first = template.with(7)
  assert.equal(template.with(123_456_789).toString(), 'a23456789b23456789')
  assert.equal(first.toString(), 'a00000007b00000007')
})
