// What is counted for Prometheus. Every label is from a closed list (route templates, methods, statuses, our own names), so that no
// caller can make the list of series grow.
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Outcome } from '../../application/webhooks/deliver.ts'

export type Metrics = {
  contentType: string
  /** Everything, in Prometheus' text format. */
  text: () => Promise<string>
  request: (facts: { method: string; route: string; status: number; seconds: number }) => void
  planning: (call: string, seconds: number) => void
  keptPlan: (bytes: number) => void
  storage: (operation: string, outcome: { seconds: number; failed: boolean }) => void
  /** An attempt at telling a webhook endpoint. */
  delivery: (outcome: Outcome) => void
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25]

export function createMetrics(): Metrics {
  const register = new Registry()
  // Memory, processor, open files, the event loop's delay.
  collectDefaultMetrics({ register })
  const registers = [register]
  const requests = new Counter({
    name: 'moorage_http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const timed = (name: string, help: string, labelNames: string[], buckets = SECONDS) =>
    new Histogram({ name, help, labelNames, buckets, registers })
  const durations = timed('moorage_http_request_duration_seconds', 'From the first header to the answer.', [
    'method',
    'route',
  ])
  const planning = timed(
    'moorage_planning_duration_seconds',
    'Drawing up a plan, a bill or a comparison; with call="create", "put" and "reprice" keeping it, too.',
    ['call'],
  )
  const bytes = timed('moorage_plan_bytes', 'Bytes of each plan that was kept.', [], [1e4, 1e5, 1e6, 1e7, 1e8])
  const storage = timed('moorage_storage_duration_seconds', 'What the database was asked.', ['operation'])
  const failures = new Counter({
    name: 'moorage_storage_failures_total',
    help: 'What the database did not do.',
    labelNames: ['operation'],
    registers,
  })
  const deliveries = new Counter({
    name: 'moorage_webhook_attempts_total',
    help: 'Attempts at telling a webhook endpoint, by what became of them.',
    labelNames: ['outcome'],
    registers,
  })
  return {
    contentType: register.contentType,
    text: () => register.metrics(),
    request({ method, route, status, seconds }) {
      requests.inc({ method, route, status })
      durations.observe({ method, route }, seconds)
    },
    planning: (call, seconds) => planning.observe({ call }, seconds),
    keptPlan: (size) => bytes.observe(size),
    delivery: (outcome) => deliveries.inc({ outcome }),
    storage(operation, { seconds, failed }) {
      storage.observe({ operation }, seconds)
      if (failed) failures.inc({ operation })
    },
  }
}
