// Manifests: of a kept plan at an address that kubectl and kustomize can read, or of a topology that is only tried out.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { Manifest } from '../../domain/manifests/manifest.ts'
import { DesignName, type Plan } from '../../domain/plan/plan.ts'
import { manifestsYaml } from '../../reports/yaml/manifests.ts'
import { tagOf, unchanged } from '../conditional.ts'
import { JSON_TYPE, negotiate, YAML_TYPE, YAML_TYPES } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { PLAN_EXAMPLE } from '../openapi/examples.ts'
import { topologyBody, topologyProblems } from '../openapi/topology-body.ts'
import { type App, PlanParams, planId, sentTopology } from '../route.ts'
import { ManifestSet, manifestsOf } from '../views.ts'

/** What kubectl reads as one file of JSON. */
const KubernetesList = z
  .strictObject({ apiVersion: z.literal('v1'), kind: z.literal('List'), items: z.array(Manifest) })
  .meta({ id: 'KubernetesList' })

const EXAMPLE = manifestsOf(PLAN_EXAMPLE)
const yaml = media(z.string(), 'A stream of YAML documents', manifestsYaml(EXAMPLE.manifests))
const asList = (manifests: readonly Manifest[]) => ({
  apiVersion: 'v1' as const,
  kind: 'List' as const,
  items: [...manifests],
})

export function manifestRoutes(app: App, planner: Planner): void {
  const createManifests = {
    operationId: 'createManifests',
    tags: ['parts'],
    summary: 'Write the manifests for a topology',
    description:
      'The Kubernetes objects of the design the verdict advises. Nothing is kept. With `Accept: application/yaml` one YAML stream.',
    querystring: z.strictObject({}),
    body: topologyBody,
    response: {
      200: answer('The manifests.', {
        'application/json': media(ManifestSet, 'Manifests', EXAMPLE),
        'application/yaml': yaml,
      }),
      ...topologyProblems,
    },
  }
  app.post('/v1/manifests', { schema: createManifests }, async (request, reply) => {
    const form = negotiate(request, reply, ['application/json', ...YAML_TYPES])
    const found = manifestsOf(planner.draft(sentTopology(request)))
    if (form === 'application/json') return reply.type(JSON_TYPE).send(JSON.stringify(found))
    return reply.type(YAML_TYPE).send(manifestsYaml(found.manifests))
  })

  keptManifests(app, planner, {
    operationId: 'getManifestsYaml',
    suffix: 'yaml',
    type: YAML_TYPE,
    write: manifestsYaml,
    content: { 'application/yaml': yaml },
  })
  keptManifests(app, planner, {
    operationId: 'getManifestsJson',
    suffix: 'json',
    type: JSON_TYPE,
    write: (manifests) => JSON.stringify(asList(manifests)),
    content: { 'application/json': media(KubernetesList, 'A List', asList(EXAMPLE.manifests)) },
  })
}

type Form = {
  operationId: string
  suffix: 'yaml' | 'json'
  type: string
  write: (manifests: readonly Manifest[]) => string
  content: Parameters<typeof answer>[1]
}

/** The suffix alone decides the form: kubectl sends no Accept. */
function keptManifests(app: App, planner: Planner, { operationId, suffix, type, write, content }: Form): void {
  const schema = {
    operationId,
    tags: ['plans'],
    summary: `Read a plan’s manifests as ${suffix.toUpperCase()}`,
    description: `For \`kubectl apply -f\`: the same bytes every time. \`design\` picks one of the plan’s two designs; not given, the one the verdict advises.`,
    params: PlanParams,
    querystring: z.strictObject({
      design: DesignName.optional().meta({ description: 'Which design; the chosen one when not given.' }),
    }),
    response: {
      200: answer('The manifests.', content, ['ETag']),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER', 'PLAN_NOT_FOUND', 'STORE_UNAVAILABLE'),
    },
  }
  app.get(`/v1/plans/:id/manifests.${suffix}`, { schema }, async (request, reply) => {
    const summary = await planner.findSummary(planId(request.params))
    const design = request.query.design ?? summary.chosen
    if (unchanged(request, reply, tagOf(summary.etag, design, suffix))) return reply.code(304).send()
    const plan = JSON.parse(await planner.find(summary.id)) as Plan
    return reply.type(type).send(write(manifestsOf(plan, design).manifests))
  })
}
