// The manifests of a kept plan, at addresses that kubectl, kustomize and a script can read: YAML, a List, a bundle.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { planIn } from '../../application/kept-plan.ts'
import type { Planner } from '../../application/planner.ts'
import { Manifest } from '../../domain/manifests/manifest.ts'
import { DesignName, type Draft, type PlanSummary } from '../../domain/plan/plan.ts'
import { bundleZip } from '../../reports/bundle/bundle.ts'
import { manifestsYaml } from '../../reports/yaml/manifests.ts'
import { callerOf } from '../caller.ts'
import { digest, tagOf, unchanged } from '../conditional.ts'
import { keptPlan, type Which } from '../kept-plan.ts'
import { JSON_TYPE, YAML_TYPE, ZIP_TYPE } from '../media-types.ts'
import { answer, type HeaderName, media, problems } from '../openapi/answers.ts'
import { PLAN_EXAMPLE } from '../openapi/examples.ts'
import { READING } from '../openapi/request-headers.ts'
import { TargetVersion } from '../parameters.ts'
import { PlanParams, planId, RevisionParams, revisionOf } from '../plan-params.ts'
import type { App } from '../route.ts'
import { manifestsOf } from '../views.ts'

/** What kubectl reads as one file of JSON. */
const KubernetesList = z
  .strictObject({ apiVersion: z.literal('v1'), kind: z.literal('List'), items: z.array(Manifest) })
  .meta({ id: 'KubernetesList' })

const asList = (manifests: readonly Manifest[]) => ({
  apiVersion: 'v1' as const,
  kind: 'List' as const,
  items: [...manifests],
})

type Written = { drawn: Draft; design: DesignName; url: string }
type Form = {
  operationId: string
  summary: string
  description: string
  /** The last part of the address; what follows its dot marks the tag. */
  file: 'manifests.yaml' | 'manifests.json' | 'bundle.zip'
  type: string
  write: (written: Written) => string | Buffer
  content: Parameters<typeof answer>[1]
  /** What a browser keeps it under. */
  fileName?: (written: Written) => string
}

const EXAMPLE = manifestsOf(PLAN_EXAMPLE).manifests

const FORMS: readonly Form[] = [
  {
    operationId: 'getManifestsYaml',
    summary: 'Read a plan’s manifests as YAML',
    description: 'For `kubectl apply -f`: one stream of YAML documents in the order they are applied in.',
    file: 'manifests.yaml',
    type: YAML_TYPE,
    write: ({ drawn, design }) => manifestsYaml(manifestsOf(drawn, design).manifests),
    content: { 'application/yaml': media(z.string(), 'A stream of YAML documents', manifestsYaml(EXAMPLE)) },
  },
  {
    operationId: 'getManifestsJson',
    summary: 'Read a plan’s manifests as JSON',
    description: 'For `kubectl apply -f`: one `List` with the objects in the order they are applied in.',
    file: 'manifests.json',
    type: JSON_TYPE,
    write: ({ drawn, design }) => JSON.stringify(asList(manifestsOf(drawn, design).manifests)),
    content: { 'application/json': media(KubernetesList, 'A List', asList(EXAMPLE)) },
  },
  {
    operationId: 'getBundle',
    summary: 'Read a plan’s manifests as a zip',
    description:
      'For a Git repository or `kubectl apply -k`: a file for each object, a `kustomization.yaml` that lists them in the order they ' +
      'are applied in, and a README with the commands to apply, verify and go back.',
    file: 'bundle.zip',
    type: ZIP_TYPE,
    write: (written) => Buffer.from(bundleZip(written)),
    content: { 'application/zip': media(z.string().meta({ format: 'binary' }), 'A zip', 'PK…') },
    fileName: ({ drawn, design }) => `${drawn.name}-${design}.zip`,
  },
]

export function keptManifestRoutes(app: App, planner: Planner): void {
  for (const form of FORMS) {
    const newest = schemaFor(form)
    app.get(`/v1/plans/:id/${form.file}`, { schema: { ...newest, params: PlanParams } }, async (request, reply) =>
      sendManifests(planner, form, { request, reply, which: { id: planId(request.params) }, query: request.query }),
    )
    const one = { ...schemaFor(form, 'revision'), params: RevisionParams }
    app.get(`/v1/plans/:id/revisions/:revision/${form.file}`, { schema: one }, async (request, reply) =>
      sendManifests(planner, form, { request, reply, which: revisionOf(request.params), query: request.query }),
    )
  }
}

const Query = z.strictObject({
  design: DesignName.optional().meta({ description: 'Which design; the chosen one when not given.' }),
  kubernetesVersion: TargetVersion.optional().meta({
    description: 'Plan again for this minor version. Not given, the kept bytes are answered.',
    example: '1.35',
  }),
})

function schemaFor(form: Form, of: 'plan' | 'revision' = 'plan') {
  const headers: HeaderName[] = form.fileName === undefined ? ['ETag'] : ['ETag', 'Content-Disposition']
  const what =
    of === 'plan'
      ? 'Of the newest revision: the kept bytes, the same until there is another.'
      : 'Of one revision: the kept bytes, the same for as long as there is the plan.'
  return {
    operationId: of === 'plan' ? form.operationId : form.operationId.replace('get', 'getRevision'),
    tags: ['plans'],
    summary: of === 'plan' ? form.summary : form.summary.replace('a plan’s', 'a revision’s'),
    description:
      `${form.description} ${what} \`design\` picks one of the plan’s two designs; not given, the one the ` +
      'verdict advises. With `kubernetesVersion` the kept topology is planned again for a cluster of that version, with the price ' +
      'book the service has, and nothing is kept; without it the kept bytes are answered.',
    headers: READING,
    querystring: Query,
    response: {
      200: answer('The manifests.', form.content, headers),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems(
        'INVALID_PARAMETER',
        'PLAN_NOT_FOUND',
        ...(of === 'plan' ? [] : (['REVISION_NOT_FOUND'] as const)),
        'INVALID_TOPOLOGY',
        'TOPOLOGY_TOO_LARGE',
        'PROVIDER_NOT_SUPPORTED',
        'STORE_UNAVAILABLE',
        'PLANNING_UNAVAILABLE',
      ),
    },
  }
}

type Sending = { request: FastifyRequest; reply: FastifyReply; which: Which; query: z.infer<typeof Query> }

/** The suffix alone decides the form: kubectl sends no Accept. */
async function sendManifests(planner: Planner, form: Form, { request, reply, which, query }: Sending) {
  const { design: wanted, kubernetesVersion } = query
  const mark = form.file.replace(/^.*\./, '')
  const urlOf = ({ url, links }: PlanSummary) => (which.revision === undefined ? url : links.revision)
  if (kubernetesVersion !== undefined) {
    const { summary, drawn } = await planner.planAgain(callerOf(request), which, { kubernetesVersion })
    const design = wanted ?? drawn.chosen
    const written = { drawn, design, url: urlOf(summary) }
    const bytes = form.write(written)
    // A later version of the service may plan otherwise, so here the tag is of the bytes.
    const tag = tagOf(summary.etag, design, mark, kubernetesVersion, digest(bytes))
    return unchanged(request, reply, tag) ? reply.code(304).send() : send(written, bytes)
  }
  const kept = await keptPlan(planner, {
    request,
    reply,
    which,
    tagFor: ({ etag, chosen }) => tagOf(etag, wanted ?? chosen, mark),
  })
  if (kept === undefined) return reply.code(304).send()
  const written = {
    drawn: planIn(kept),
    design: wanted ?? kept.summary.chosen,
    url: urlOf(kept.summary),
  }
  return send(written, form.write(written))

  function send(about: Written, bytes: string | Buffer) {
    const name = form.fileName?.(about)
    if (name !== undefined) reply.header('Content-Disposition', `attachment; filename="${name}"`)
    return reply.type(form.type).send(bytes)
  }
}
