import { Histogram } from './histogram.ts'

export interface HttpMetrics {
  /** `route` is the pattern, never an address. */
  observe(method: string, route: string, status: number, seconds: number): void
  lines(): string[]
}

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])

export function createHttpMetrics(): HttpMetrics {
  const series = new Map<string, Histogram>()
  return {
    observe: (method, route, status, seconds) => {
      const labels = `method="${methods.has(method) ? method : 'other'}",route="${route}",status="${status}"`
      let histogram = series.get(labels)
      if (histogram === undefined) series.set(labels, (histogram = new Histogram()))
      histogram.observe(seconds)
    },
    lines: () => [
      '# HELP steckwerk_http_request_seconds Time from a request\'s head to its answer\'s end.',
      '# TYPE steckwerk_http_request_seconds histogram',
      ...[...series].flatMap(([labels, histogram]) => histogram.lines('steckwerk_http_request_seconds', labels)),
    ],
  }
}
