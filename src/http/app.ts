// The whole HTTP side, built and never listening: limits, headers, readers of bodies, routes, and what happens when something fails.

import type { Server } from 'node:http'
import accepts from '@fastify/accepts'
import swagger from '@fastify/swagger'
import Fastify, {
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifySchema,
  type FastifySchemaCompiler,
  type FastifyServerOptions,
} from 'fastify'
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Planner } from '../application/planner.ts'
import { type Access, authorizeCallers, identifyCallers } from './access/identity.ts'
import { readBodies } from './bodies.ts'
import { answerClientError } from './client-errors.ts'
import { allowOrigins } from './cors.ts'
import { refuseOtherOrigins } from './cross-origin.ts'
import { createCursors } from './cursor.ts'
import { sendFrameworkError, sendProblem } from './errors.ts'
import { requestId, setHeaders } from './headers.ts'
import { type Limits, limitRates, NO_LIMITS, refuseWhenOverloaded } from './limits.ts'
import { traceOf } from './logging.ts'
import { refuseOtherMethods } from './methods.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import { openApiOptions } from './openapi/document.ts'
import { watchOverload } from './overload.ts'
import { pageRoutes } from './pages/routes.ts'
import { Refusal } from './problems.ts'
import { createReports } from './reports/send.ts'
import type { App } from './route.ts'
import { comparisonRoutes } from './routes/comparisons.ts'
import { consolidationRoutes } from './routes/consolidations.ts'
import { documentRoutes } from './routes/docs.ts'
import { estimateRoutes } from './routes/estimates.ts'
import { healthRoutes, type State } from './routes/health.ts'
import { importRoutes } from './routes/imports.ts'
import { keptCostRoutes } from './routes/kept-costs.ts'
import { keptManifestRoutes } from './routes/kept-manifests.ts'
import { type DrawPicture, keptPictureRoutes } from './routes/kept-pictures.ts'
import { lessonRoutes } from './routes/lessons.ts'
import { manifestRoutes } from './routes/manifests.ts'
import { countRequests, metricsRoutes } from './routes/metrics.ts'
import { planDiffRoutes } from './routes/plan-diff.ts'
import { planListRoutes } from './routes/plan-list.ts'
import { planPutRoutes } from './routes/plan-put.ts'
import { planRepriceRoutes } from './routes/plan-reprice.ts'
import { planRevisionRoutes } from './routes/plan-revisions.ts'
import { planRoutes } from './routes/plans.ts'
import { policyRoutes } from './routes/policies.ts'
import { priceBookRoutes } from './routes/price-books.ts'
import { providerRoutes } from './routes/providers.ts'
import { recommendationRoutes } from './routes/recommendations.ts'
import { reportRoutes } from './routes/reports.ts'
import { ruleRoutes } from './routes/rules.ts'
import { validationRoutes } from './routes/validation.ts'
import { webhookDeliveryRoutes } from './routes/webhook-deliveries.ts'
import { webhookEndpointRoutes } from './routes/webhook-endpoints.ts'
import { whyNotRoutes } from './routes/why-not.ts'
import { AT_ONCE, type Stopping, stopInOrder } from './stopping.ts'

export type AppOptions = {
  planner: Planner
  /** As package.json has it. */
  version: string
  /** Fastify's own logger option; nothing is logged without it. */
  logger?: FastifyServerOptions['logger']
  /** Signs cursors; made anew for each process when not given. */
  cursorSecret?: string
  /** `https://moorage.example.com`, without a slash at the end: makes `Location` absolute. */
  publicBaseUrl?: string
  /** Asks for tokens; everybody may do everything without it. */
  access?: Access
  limits?: Limits
  /** Whose pages may call from a browser; nobody's when not given. */
  corsOrigins?: readonly string[]
  /** Addresses and networks of proxies whose X-Forwarded-For is believed. */
  trustedProxies?: readonly string[]
  requestTimeoutMilliseconds?: number
  stopping?: Stopping
  metrics?: Metrics
  /** The folder of the pages for people (`pages/`); there are none without it. */
  pages?: string
  /** Refuses to change or remove a plan for whoever does not say which revision they mean. */
  requireIfMatch?: boolean
  /** Pictures of kept plans; drawn on the event loop when not given. */
  drawPicture?: DrawPicture
}

const MIB = 1024 * 1024

export function buildApp(options: AppOptions): FastifyInstance {
  const { access, limits = NO_LIMITS, corsOrigins = [], stopping = AT_ONCE, metrics = createMetrics() } = options
  const app: App = Fastify(serverOptions(options)).withTypeProvider<ZodTypeProvider>()

  readBodies(app)
  const isOverloaded = watchOverload(app, limits.overloadedAfterMilliseconds)
  // In the order in which a request meets them.
  setHeaders(app)
  countRequests(app, metrics)
  allowOrigins(app, corsOrigins)
  refuseOtherOrigins(app, corsOrigins, options.publicBaseUrl ?? '')
  refuseWhenOverloaded(app, isOverloaded)
  identifyCallers(app, access)
  limitRates(app, limits)
  authorizeCallers(app, access)
  app.setErrorHandler(sendProblem)
  app.setNotFoundHandler((request) => {
    throw new Refusal(
      'NOT_FOUND',
      `There is nothing at ${request.url.split('?')[0]?.slice(0, 100)}; GET /docs shows what there is.`,
    )
  })
  registerRoutes(app, { ...options, metrics, state: { isOverloaded, isStopping: stopInOrder(app, stopping) } })
  return app
}

// Query strings and paths are validated by the route's schema; a body by the domain, which reports every mistake at once; a header by
// who reads it.
const validatorOf: FastifySchemaCompiler<FastifySchema> = (route) =>
  route.httpPart === 'body' || route.httpPart === 'headers'
    ? () => true
    : validatorCompiler(route as Parameters<typeof validatorCompiler>[0])

type Compilers = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>

// Given at once and not set later, since Fastify would first load compilers of its own, after whose shape the types are made.
const COMPILERS = {
  buildValidator: (() => validatorOf) as unknown as NonNullable<Compilers['buildValidator']>,
  // Answers are text by the time they get here, and tested against their schemas: a mismatch must not become a 500 at run time.
  buildSerializer: () => () => JSON.stringify,
}

function serverOptions({
  logger = false,
  requestTimeoutMilliseconds = 30_000,
  trustedProxies = [],
}: AppOptions): FastifyHttpOptions<Server> {
  return {
    logger,
    schemaController: { compilersFactory: COMPILERS },
    bodyLimit: MIB,
    // Fastify's defaults are no limits at all.
    requestTimeout: requestTimeoutMilliseconds,
    handlerTimeout: 25_000,
    connectionTimeout: 60_000,
    // Again for Node, which takes the longer of two timeouts for that of the body and has 60 seconds for headers; it looks every 30.
    http: {
      requestTimeout: requestTimeoutMilliseconds,
      headersTimeout: requestTimeoutMilliseconds,
      connectionsCheckingInterval: Math.ceil(requestTimeoutMilliseconds / 6),
    },
    routerOptions: { maxParamLength: 100 },
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    // While stopping, whoever is connected is still answered; /health/ready tells the balancer to send nobody else.
    return503OnClosing: false,
    genReqId: requestId,
    childLoggerFactory: (parent, bindings, loggerOptions, request) =>
      parent.child({ ...bindings, ...traceOf(request.headers.traceparent) }, loggerOptions),
    frameworkErrors: sendFrameworkError,
    clientErrorHandler: answerClientError,
  }
}

function registerRoutes(
  app: App,
  {
    planner,
    version,
    cursorSecret,
    publicBaseUrl = '',
    requireIfMatch = false,
    drawPicture,
    pages,
    state,
    metrics,
  }: AppOptions & { metrics: Metrics; state: State },
): void {
  app.register(accepts)
  app.register(swagger, openApiOptions(version))
  const cursors = createCursors(cursorSecret)
  const reports = createReports({ version, publicBaseUrl })
  const otherMethods = refuseOtherMethods(app)
  app.register(async (routes: App) => {
    planRoutes(routes, planner, { publicBaseUrl, requireIfMatch, reports })
    planPutRoutes(routes, planner, { publicBaseUrl, requireIfMatch, reports })
    planListRoutes(routes, planner, cursors)
    planRevisionRoutes(routes, planner, cursors, reports)
    planDiffRoutes(routes, planner)
    planRepriceRoutes(routes, planner, publicBaseUrl)
    manifestRoutes(routes, planner)
    keptManifestRoutes(routes, planner)
    keptPictureRoutes(routes, planner, drawPicture)
    reportRoutes(routes, planner, reports)
    keptCostRoutes(routes, planner)
    lessonRoutes(routes, planner)
    whyNotRoutes(routes, planner)
    validationRoutes(routes, planner)
    recommendationRoutes(routes, planner)
    estimateRoutes(routes, planner)
    comparisonRoutes(routes, planner)
    consolidationRoutes(routes, planner)
    await importRoutes(routes, planner, publicBaseUrl)
    priceBookRoutes(routes, planner, publicBaseUrl)
    policyRoutes(routes, planner, publicBaseUrl)
    webhookEndpointRoutes(routes, planner, publicBaseUrl)
    webhookDeliveryRoutes(routes, planner)
    providerRoutes(routes, planner)
    ruleRoutes(routes, planner)
    healthRoutes(routes, planner, state)
    metricsRoutes(routes, metrics)
    await documentRoutes(routes)
    if (pages !== undefined) await pageRoutes(routes, planner, { folder: pages, cursors, publicBaseUrl })
    otherMethods(routes)
  })
}
