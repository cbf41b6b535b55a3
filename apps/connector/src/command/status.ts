import { inspectSpool } from '../spool/inspect.ts'

/** What `connector status` prints: the spool as it is now, whether or not the connector runs. */
export function describeSpool(dir: string, json: boolean, now: number): string {
  const { state, oldestAt, usedBytes } = inspectSpool(dir)
  const channels = [...state.channels.values()].map((channel) => ({
    channel: channel.name,
    port: channel.port,
    received: channel.received,
    duplicates: channel.duplicates,
    refused: channel.refused,
    waiting: channel.depth,
    lastError: channel.error === null ? null : { ...channel.error, at: new Date(channel.error.at).toISOString() },
  }))
  if (json) {
    const { epoch, waiting, done } = state
    return JSON.stringify({ epoch: epoch.id, waiting, kept: done, oldestAt: oldestAt === null ? null : new Date(oldestAt).toISOString(), usedBytes, channels }, null, 2)
  }
  const seconds = oldestAt === null ? 0 : Math.max(0, Math.round((now - oldestAt) / 1000))
  const lines = [
    `Spool      ${dir}`,
    `Epoch      ${state.epoch.id} (${state.epoch.reason})`,
    `Waiting    ${state.waiting.messages} messages, ${mebibytes(state.waiting.bytes)}${oldestAt === null ? '' : `, the oldest for ${seconds} s`}`,
    `Kept       ${state.done.messages} originals that the hub has, ${mebibytes(state.done.bytes)}`,
    `Disk       ${mebibytes(usedBytes)}`,
  ]
  for (const channel of channels) {
    lines.push('', `Channel    ${channel.channel}, port ${channel.port}`,
      `  received ${channel.received}, duplicates ${channel.duplicates}, refused ${channel.refused}, waiting ${channel.waiting}`)
    if (channel.lastError !== null) lines.push(`  last problem ${channel.lastError.at}: ${channel.lastError.text} (${channel.lastError.code})`)
  }
  return lines.join('\n')
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MiB`
}
