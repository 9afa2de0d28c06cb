// The whole HTTP side, built and never listening: limits, headers, readers of bodies, routes, and what happens when something fails.
import accepts from '@fastify/accepts'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Planner } from '../application/planner.ts'
import { readBodies } from './bodies.ts'
import { answerClientError } from './client-errors.ts'
import { type Cursors, createCursors } from './cursor.ts'
import { sendFrameworkError, sendProblem } from './errors.ts'
import { requestId, setHeaders } from './headers.ts'
import { refuseOtherMethods } from './methods.ts'
import { openApiOptions } from './openapi/document.ts'
import { Refusal } from './problems.ts'
import type { App } from './route.ts'
import { comparisonRoutes } from './routes/comparisons.ts'
import { consolidationRoutes } from './routes/consolidations.ts'
import { documentRoutes } from './routes/docs.ts'
import { estimateRoutes } from './routes/estimates.ts'
import { healthRoutes } from './routes/health.ts'
import { keptManifestRoutes } from './routes/kept-manifests.ts'
import { manifestRoutes } from './routes/manifests.ts'
import { planDiffRoutes } from './routes/plan-diff.ts'
import { planListRoutes } from './routes/plan-list.ts'
import { planPutRoutes } from './routes/plan-put.ts'
import { planRepriceRoutes } from './routes/plan-reprice.ts'
import { planRevisionRoutes } from './routes/plan-revisions.ts'
import { planRoutes } from './routes/plans.ts'
import { priceBookRoutes } from './routes/price-books.ts'
import { providerRoutes } from './routes/providers.ts'
import { recommendationRoutes } from './routes/recommendations.ts'
import { ruleRoutes } from './routes/rules.ts'
import { validationRoutes } from './routes/validation.ts'
import { whyNotRoutes } from './routes/why-not.ts'

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
  /** Refuses to change or remove a plan for whoever does not say which revision they mean. */
  requireIfMatch?: boolean
}

const MIB = 1024 * 1024

export function buildApp({
  planner,
  version,
  logger = false,
  cursorSecret,
  publicBaseUrl = '',
  requireIfMatch = false,
}: AppOptions): FastifyInstance {
  const app: App = Fastify({
    logger,
    bodyLimit: MIB,
    // Fastify's defaults are no limits at all.
    requestTimeout: 30_000,
    handlerTimeout: 25_000,
    connectionTimeout: 60_000,
    routerOptions: { maxParamLength: 100 },
    // While stopping, whoever is connected is still answered; /health/ready tells the balancer to send nobody else.
    return503OnClosing: false,
    genReqId: requestId,
    frameworkErrors: sendFrameworkError,
    clientErrorHandler: answerClientError,
  }).withTypeProvider<ZodTypeProvider>()

  // Query strings and paths are validated by the route's schema; a body by the domain, which reports every mistake at once; a header by
  // who reads it.
  app.setValidatorCompiler((route) =>
    route.httpPart === 'body' || route.httpPart === 'headers'
      ? () => true
      : validatorCompiler(route as Parameters<typeof validatorCompiler>[0]),
  )
  // Answers are text by the time they get here, and tested against their schemas: a mismatch must not become a 500 at run time.
  app.setSerializerCompiler(() => JSON.stringify)
  readBodies(app)
  setHeaders(app)
  app.setErrorHandler(sendProblem)
  app.setNotFoundHandler((request) => {
    throw new Refusal(
      'NOT_FOUND',
      `There is nothing at ${request.url.split('?')[0]?.slice(0, 100)}; GET /docs shows what there is.`,
    )
  })
  registerRoutes(app, planner, { version, cursors: createCursors(cursorSecret), publicBaseUrl, requireIfMatch })
  return app
}

function registerRoutes(
  app: App,
  planner: Planner,
  {
    version,
    cursors,
    publicBaseUrl,
    requireIfMatch,
  }: { version: string; cursors: Cursors; publicBaseUrl: string; requireIfMatch: boolean },
): void {
  app.register(accepts)
  app.register(swagger, openApiOptions(version))
  const otherMethods = refuseOtherMethods(app)
  app.register(async (routes: App) => {
    planRoutes(routes, planner, { publicBaseUrl, requireIfMatch })
    planPutRoutes(routes, planner, { publicBaseUrl, requireIfMatch })
    planListRoutes(routes, planner, cursors)
    planRevisionRoutes(routes, planner, cursors)
    planDiffRoutes(routes, planner)
    planRepriceRoutes(routes, planner, publicBaseUrl)
    manifestRoutes(routes, planner)
    keptManifestRoutes(routes, planner)
    whyNotRoutes(routes, planner)
    validationRoutes(routes, planner)
    recommendationRoutes(routes, planner)
    estimateRoutes(routes, planner)
    comparisonRoutes(routes, planner)
    consolidationRoutes(routes, planner)
    priceBookRoutes(routes, planner, publicBaseUrl)
    providerRoutes(routes, planner)
    ruleRoutes(routes, planner)
    healthRoutes(routes, planner)
    await documentRoutes(routes)
    otherMethods(routes)
  })
}
