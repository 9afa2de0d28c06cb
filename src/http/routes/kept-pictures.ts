// A kept plan as pictures: its topology as SVG and Mermaid, its bill and its traffic as charts.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { DesignName } from '../../domain/plan/plan.ts'
import { type PictureJob, type PictureName, pictureOf } from '../../reports/pictures.ts'
import { tagOf } from '../conditional.ts'
import { keptPlan, type Which } from '../kept-plan.ts'
import { SVG_TYPE, TEXT_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { PLAN_EXAMPLE } from '../openapi/examples.ts'
import { READING } from '../openapi/request-headers.ts'
import { PlanParams, planId, RevisionParams, revisionOf } from '../plan-params.ts'
import type { App } from '../route.ts'

/** Draws what takes long elsewhere than on the event loop. Throws PLANNING_UNAVAILABLE. */
export type DrawPicture = (job: PictureJob) => Promise<string>

const drawHere: DrawPicture = async (job) => pictureOf(job)

const Both = z.enum([...DesignName.options, 'both'])
const WhichDesign = { description: 'Which design; the chosen one when not given.' }
/** What each picture may be asked about. */
const QUERIES = {
  svg: z.strictObject({
    design: Both.optional().meta({
      description: `${WhichDesign.description} \`both\`: before sharing above after it.`,
    }),
  }),
  mermaid: z.strictObject({ design: DesignName.optional().meta(WhichDesign) }),
  chart: z.strictObject({}),
} satisfies Record<string, z.ZodType<{ design?: z.infer<typeof Both> | undefined }>>

type Form = {
  picture: PictureName
  operationId: string
  summary: string
  description: string
  query: keyof typeof QUERIES
  type: typeof SVG_TYPE | typeof TEXT_TYPE
  example: string
}

const EXAMPLE = { body: Buffer.from(JSON.stringify(PLAN_EXAMPLE)), design: PLAN_EXAMPLE.chosen }
const AS_IMAGE =
  'An image that stands alone: it runs and loads nothing, follows the light or dark of whoever looks, and has a name and a description in words.'

const FORMS: readonly Form[] = [
  {
    picture: 'diagram.svg',
    operationId: 'getDiagram',
    summary: 'Read a plan’s topology as SVG',
    description: `Clients, load balancers, entrances, Services with their workloads, and calls, from left to right, by namespace; above 60 workloads a box for each namespace. ${AS_IMAGE}`,
    query: 'svg',
    type: SVG_TYPE,
    example: 'A diagram',
  },
  {
    picture: 'diagram.mmd',
    operationId: 'getDiagramMermaid',
    summary: 'Read a plan’s topology as Mermaid',
    description:
      'For a fenced `mermaid` block in Markdown, as GitHub and GitLab render it: within 50,000 characters and 500 edges however large the plan is, with every label encoded.',
    query: 'mermaid',
    type: TEXT_TYPE,
    example: 'A diagram as Mermaid',
  },
  {
    picture: 'charts/costs.svg',
    operationId: 'getCostChart',
    summary: 'Read a plan’s bill as bars',
    description: `What each item costs a month before sharing and after; the amounts add up to the totals to the cent, and what has no price says so. ${AS_IMAGE}`,
    query: 'chart',
    type: SVG_TYPE,
    example: 'A chart of costs',
  },
  {
    picture: 'charts/traffic.svg',
    operationId: 'getTrafficChart',
    summary: 'Read a plan’s bill over its traffic',
    description: `The bill of both designs from a tenth to ten times the stated traffic, and where sharing begins or ceases to pay. ${AS_IMAGE}`,
    query: 'chart',
    type: SVG_TYPE,
    example: 'A chart of traffic',
  },
]

export function keptPictureRoutes(app: App, planner: Planner, draw: DrawPicture = drawHere): void {
  for (const form of FORMS) {
    const newest = { ...schemaFor(form), params: PlanParams }
    app.get(`/v1/plans/:id/${form.picture}`, { schema: newest }, async (request, reply) =>
      send(form, { request, reply, which: { id: planId(request.params) }, design: request.query.design }),
    )
    const one = { ...schemaFor(form, 'revision'), params: RevisionParams }
    app.get(`/v1/plans/:id/revisions/:revision/${form.picture}`, { schema: one }, async (request, reply) =>
      send(form, { request, reply, which: revisionOf(request.params), design: request.query.design }),
    )
  }

  /** The suffix alone decides the form: an `<img>` accepts any image. */
  async function send({ picture, type }: Form, { request, reply, which, design: wanted }: Sending) {
    const kept = await keptPlan(planner, {
      request,
      reply,
      which,
      tagFor: ({ etag, chosen }) => tagOf(etag, wanted ?? chosen, picture.replaceAll('/', '-')),
    })
    if (kept === undefined) return reply.code(304).send()
    const drawn = await draw({ picture, design: wanted ?? kept.summary.chosen, body: kept.body })
    if (type === SVG_TYPE) reply.header('Content-Security-Policy', IMAGE_POLICY)
    return reply.type(type).send(drawn)
  }
}

/** Opened by itself, an SVG is a document: it may style itself, and nothing else. */
const IMAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

type Sending = {
  request: FastifyRequest
  reply: FastifyReply
  which: Which
  design: z.infer<typeof Both> | undefined
}

function schemaFor(
  { picture, operationId, summary, description, query, type, example }: Form,
  of: 'plan' | 'revision' = 'plan',
) {
  const [bareType = type] = type.split(';')
  const shown = media(z.string(), example, pictureOf({ ...EXAMPLE, picture }))
  return {
    operationId: of === 'plan' ? operationId : operationId.replace('get', 'getRevision'),
    tags: ['plans'],
    summary: of === 'plan' ? summary : summary.replace('a plan’s', 'a revision’s'),
    description: `${description} ${of === 'plan' ? 'Of the newest revision.' : 'Of one revision, which never changes.'}`,
    headers: READING,
    querystring: QUERIES[query] as z.ZodType<{ design?: z.infer<typeof Both> | undefined }>,
    response: {
      200: answer('The picture.', { [bareType]: shown }, ['ETag']),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems(
        'INVALID_PARAMETER',
        'PLAN_NOT_FOUND',
        ...(of === 'plan' ? [] : (['REVISION_NOT_FOUND'] as const)),
        'STORE_UNAVAILABLE',
        'PLANNING_UNAVAILABLE',
      ),
    },
  }
}
