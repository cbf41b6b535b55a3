/** `npm run fuzz [-- --requests 20000 --seed N --first N --connections 16]`: generated requests against a hub of its own; what fails is printed small. */
import { parseArgs } from 'node:util'
import type { FuzzRequest } from './request.ts'
import { runFuzz } from './run-fuzz.ts'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    first: { type: 'string', default: '0' },
    connections: { type: 'string', default: '16' },
  },
})
const [requests, seed, first, connections] = [values.requests, values.seed, values.first, values.connections].map(Number) as [number, number, number, number]
if (![requests, seed, first, connections].every(Number.isSafeInteger)) {
  console.error('--requests, --seed, --first and --connections take whole numbers.')
  process.exit(2)
}

console.log(`seed ${seed}`)
const result = await runFuzz({ seed, requests, first, connections, progress: (line) => console.log(line) })
for (const { n, what, request } of result.failures) {
  console.log(`\n✖ request ${n} of seed ${seed}: ${what}\n${shown(request)}\n  again: npm run fuzz -- --seed ${seed} --first ${n} --requests 1`)
}
for (const words of new Set(result.words)) console.log(`\n  the hub: ${words.slice(0, 1_500)}`)
for (const trouble of result.aftermath) console.log(`\n✖ afterwards: ${trouble}`)
const sent = Object.values(result.statuses).reduce((sum, count) => sum + count, 0)
console.log(`\n${sent} requests in ${result.seconds.toFixed(0)} s, hub at ${result.rssMb} MB; answers: ${Object.entries(result.statuses).map(([status, count]) => `${status} × ${count}`).join(', ')}`)
const failed = result.failures.length + result.aftermath.length
console.log(failed === 0 ? 'None failed.' : `${failed} failed.`)
process.exitCode = failed === 0 ? 0 : 1

function shown({ method, path, headers, body, raw }: FuzzRequest): string {
  if (raw !== undefined) return `  ${JSON.stringify(raw.toString('latin1').replaceAll(/Bearer \S+/g, 'Bearer …').slice(0, 600))}`
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${name === 'authorization' ? value.replace(/^Bearer \S{40,}$/, 'Bearer …') : value.slice(0, 300)}`)
  const text = body === undefined ? '' : `\n  ${JSON.stringify(body.toString('utf8')).slice(0, 1_500)}`
  return `  ${method} ${path.slice(0, 1_500)}\n${lines.join('\n')}${text}`
}
