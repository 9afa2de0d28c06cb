// /metrics: what was counted, for Prometheus to fetch.
import { z } from 'zod'
import type { Metrics } from '../metrics/metrics.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import type { App } from '../route.ts'

const EXAMPLE = `# HELP moorage_http_requests_total Requests answered.
# TYPE moorage_http_requests_total counter
moorage_http_requests_total{method="POST",route="/v1/plans",status="201"} 12
`

/** Counts every request from now on, those to unknown addresses under one name. */
export function countRequests(app: App, metrics: Metrics): void {
  app.addHook('onResponse', async ({ method, routeOptions: { url: route = 'unknown' } }, reply) =>
    metrics.request({ method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 }),
  )
}

export function metricsRoutes(app: App, metrics: Metrics): void {
  const getMetrics = {
    operationId: 'getMetrics',
    tags: ['operations'],
    summary: 'What was counted',
    description:
      'For Prometheus: requests by route and status, how long they and planning took, how large plans were, what the database was ' +
      'asked and did not do, memory, open files and the event loop.',
    querystring: z.strictObject({}),
    response: {
      200: answer('The metrics.', { 'text/plain': media(z.string(), 'Metrics as text', EXAMPLE) }),
      ...problems('INVALID_PARAMETER'),
    },
  }
  app.get('/metrics', { schema: getMetrics }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  )
}
