// POST /v1/manifests: the manifests for a topology that is only tried out. Those of kept plans are in kept-manifests.ts.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { manifestsYaml } from '../../reports/yaml/manifests.ts'
import { callerOf } from '../caller.ts'
import { JSON_TYPE, negotiate, YAML_TYPE, YAML_TYPES } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { PLAN_EXAMPLE } from '../openapi/examples.ts'
import { topologyBody, topologyProblems } from '../openapi/topology-body.ts'
import { pricing, TargetVersion } from '../parameters.ts'
import { type App, sentDocument } from '../route.ts'
import { ManifestSet, manifestsOf } from '../views.ts'

const EXAMPLE = manifestsOf(PLAN_EXAMPLE)

export function manifestRoutes(app: App, planner: Planner): void {
  const createManifests = {
    operationId: 'createManifests',
    tags: ['parts'],
    summary: 'Write the manifests for a topology',
    description:
      'The Kubernetes objects of the design the verdict advises. Nothing is kept. With `Accept: application/yaml` one YAML stream.',
    querystring: z.strictObject({
      ...pricing,
      kubernetesVersion: TargetVersion.optional().meta({
        description: 'In place of the topology’s own `target.kubernetesVersion`.',
        example: '1.35',
      }),
    }),
    body: topologyBody,
    response: {
      200: answer('The manifests.', {
        'application/json': media(ManifestSet, 'Manifests', EXAMPLE),
        'application/yaml': media(z.string(), 'A stream of YAML documents', manifestsYaml(EXAMPLE.manifests)),
      }),
      ...topologyProblems,
      ...problems('STORE_UNAVAILABLE', 'PLANNING_UNAVAILABLE'),
    },
  }
  app.post('/v1/manifests', { schema: createManifests }, async (request, reply) => {
    const form = negotiate(request, reply, ['application/json', ...YAML_TYPES])
    const found = manifestsOf(await planner.draft(callerOf(request), sentDocument(request), request.query))
    if (form === 'application/json') return reply.type(JSON_TYPE).send(JSON.stringify(found))
    return reply.type(YAML_TYPE).send(manifestsYaml(found.manifests))
  })
}
