/** A subscriber that writes down what it is told before it answers, run by the workload `outage` as a process of its own, to be killed:
 *  `node subscriber.ts <port> <file>`. A line of the file: number, a space, what changed. Says `ready` when it listens. */
import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { eventsIn } from './notified.ts'

const [port = '0', file = ''] = process.argv.slice(2)

createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
    const lines = eventsIn(Buffer.concat(chunks).toString()).events.map(({ number, focus }) => `${number} ${focus ?? '-'}\n`)
    if (lines.length > 0) appendFileSync(file, lines.join(''))
    response.end()
  })
}).listen(Number(port), '127.0.0.1', () => process.send?.('ready'))
