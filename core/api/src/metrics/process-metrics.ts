import { monitorEventLoopDelay } from 'node:perf_hooks'

export interface ProcessMetrics {
  lines(): string[]
  stop(): void
}

/** Event-loop lag since the last look, memory, processor time. */
export function createProcessMetrics(): ProcessMetrics {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  return {
    lines: () => {
      const { rss, heapUsed } = process.memoryUsage()
      const cpu = process.cpuUsage()
      const seconds = (nanoseconds: number): number => (Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0)
      const lines = [
        '# HELP steckwerk_event_loop_lag_seconds How late the event loop ran since the last scrape.',
        '# TYPE steckwerk_event_loop_lag_seconds gauge',
        `steckwerk_event_loop_lag_seconds{quantile="0.5"} ${seconds(delay.percentile(50))}`,
        `steckwerk_event_loop_lag_seconds{quantile="0.99"} ${seconds(delay.percentile(99))}`,
        `steckwerk_event_loop_lag_seconds{quantile="1"} ${seconds(delay.max)}`,
        '# TYPE process_resident_memory_bytes gauge',
        `process_resident_memory_bytes ${rss}`,
        '# TYPE steckwerk_heap_used_bytes gauge',
        `steckwerk_heap_used_bytes ${heapUsed}`,
        '# TYPE process_cpu_seconds_total counter',
        `process_cpu_seconds_total ${(cpu.user + cpu.system) / 1e6}`,
        '# TYPE process_start_time_seconds gauge',
        `process_start_time_seconds ${Math.round(Date.now() / 1000 - process.uptime())}`,
      ]
      delay.reset()
      return lines
    },
    stop: () => delay.disable(),
  }
}
