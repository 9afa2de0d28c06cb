// The document itself: as JSON, as YAML, and as Swagger UI that needs nothing from anywhere else.
import swaggerUi from '@fastify/swagger-ui'
import { sendTagged } from '../conditional.ts'
import { JSON_TYPE, YAML_TYPE } from '../media-types.ts'
import { openApiYaml } from '../openapi/text.ts'
import type { App } from '../route.ts'

// Everything comes from this origin; Swagger UI sets styles from script, and shows its own images as data.
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export async function documentRoutes(app: App): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: PAGE_POLICY,
    uiConfig: {
      // Without the bar at the top: it offers to load documents from elsewhere.
      layout: 'BaseLayout',
      tryItOutEnabled: true,
      displayRequestDuration: true,
      docExpansion: 'list',
      persistAuthorization: false,
      validatorUrl: null,
    },
    theme: { title: 'Moorage' },
  })
  // Written once, when first asked for: all routes are there by then.
  let json: string | undefined
  let yaml: string | undefined
  app.get('/openapi.json', { schema: { hide: true } }, async (request, reply) => {
    json ??= JSON.stringify(app.swagger())
    return sendTagged(request, reply, JSON_TYPE, json)
  })
  app.get('/openapi.yaml', { schema: { hide: true } }, async (request, reply) => {
    yaml ??= openApiYaml(app.swagger())
    return sendTagged(request, reply, YAML_TYPE, yaml)
  })
}
