// /: where a topology or manifests are pasted or dropped, and the plan they become.
import multipart from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { planIn } from '../../application/kept-plan.ts'
import { Failure } from '../../domain/failure.ts'
import { callerOf } from '../caller.ts'
import { understand } from '../errors.ts'
import { planId } from '../plan-params.ts'
import { Refusal } from '../problems.ts'
import type { App } from '../route.ts'
import { sendPage, takesPages } from './answer.ts'
import { type FormState, formView } from './form-view.ts'
import { refusedNotes } from './import-view.ts'
import { type Recognised, recognise, topologyText } from './recognised.ts'
import type { PageParts } from './routes.ts'
import { FORM_LIMITS, mistaken, readForm, type SentForm } from './sent-form.ts'

/** Characters. */
const CHANGED_AT_MOST = 256_000

const Query = z.strictObject({
  example: z.enum(['topology', 'manifests'], { error: 'must be topology or manifests' }).optional(),
  from: z.string({ error: 'must be given once' }).optional(),
})

/** In a scope of its own, which reads forms and nothing else. */
export async function formRoutes(app: App, parts: PageParts): Promise<void> {
  await app.register(async (scope: App) => {
    scope.removeAllContentTypeParsers()
    await scope.register(multipart, { limits: FORM_LIMITS, throwFileSizeLimit: true })
    scope.get('/', { schema: { hide: true, querystring: Query } }, async (request, reply) =>
      sendForm(parts, { request, reply, state: await begun(parts, request, request.query) }),
    )
    scope.post('/', { schema: { hide: true, querystring: z.strictObject({}) } }, (request, reply) =>
      plan(parts, request, reply),
    )
  })
}

/** What stands in the form at first: nothing, an example, or the topology of a plan to go on with. */
async function begun(
  { planner, pages }: PageParts,
  request: FastifyRequest,
  { example, from }: z.infer<typeof Query>,
): Promise<FormState> {
  if (example !== undefined) {
    const target = example === 'manifests' ? 'aws/us-east-1' : ''
    return { text: pages.examples[example] ?? '', target }
  }
  if (from === undefined) return { text: '', target: '' }
  const record = await planner.find(callerOf(request), planId({ id: from }))
  const text = topologyText(planIn(record).topology)
  if (text.length > CHANGED_AT_MOST)
    throw mistaken(
      `This topology is too long to be changed on a page. It is \`topology\` in GET /v1/plans/${from}; PUT it there when it is changed.`,
    )
  return { text, target: '' }
}

async function plan(parts: PageParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  let form: SentForm | undefined
  try {
    if (!request.isMultipart()) throw new Refusal('UNSUPPORTED_MEDIA_TYPE', 'This page takes the form that it shows.')
    form = await readForm(request)
    const found = await recognise({ planner: parts.planner, caller: callerOf(request), form })
    const imported = found.kind === 'imported' ? found.imported : undefined
    if (form.action === 'read') {
      const state = {
        text: topologyText(found.document),
        target: '',
        imported,
        checked: await checked(parts, request, found),
      }
      return sendForm(parts, { request, reply, state })
    }
    if (form.action === 'plan' && imported !== undefined) refuseWhatIsLost(imported)
    const { summary } = await keep(parts, request, found)
    return reply.code(303).header('Location', `${parts.base}/plans/${summary.id}`).send()
  } catch (error) {
    if (!takesPages(request)) throw error
    const { problem, headers } = understand(error, request)
    reply.code(problem.status).headers(headers)
    return sendForm(parts, { request, reply, state: { ...stateOf(form), problem } })
  }
}

type Parts = Pick<PageParts, 'planner'>
const keep = ({ planner }: Parts, request: FastifyRequest, found: Recognised) =>
  placed(found, () => planner.create(callerOf(request), found.document))
const checked = async ({ planner }: Parts, request: FastifyRequest, found: Recognised): Promise<string> =>
  (await placed(found, () => planner.draft(callerOf(request), found.document))).summaryText

/** Mistakes in what was pasted are told with their place in it. */
async function placed<Result>(found: Recognised, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const { code, message, mistakes, inside } = error
    const located =
      found.kind === 'topology' ? found.sent.locate(mistakes) : [...refusedNotes(found.imported), ...mistakes]
    throw new Failure(code, message, { mistakes: located, ...(inside === undefined ? {} : { inside }) })
  }
}

/** Nobody is to take a plan of half of his manifests for one of all. */
function refuseWhatIsLost(imported: Parameters<typeof refusedNotes>[0]): void {
  const lost = refusedNotes(imported)
  if (lost.length > 0)
    throw mistaken('Some of this cannot be read. Mend it, or plan what could be read without it.', lost)
}

/** A single file that could not be planned is shown, to be mended where it is. */
function stateOf(form: SentForm | undefined): FormState {
  if (form === undefined) return { text: '', target: '' }
  const [only] = form.files.length === 1 ? form.files : []
  return { text: only?.text ?? form.text, target: form.target, files: form.files.map(({ name }) => name) }
}

function sendForm(
  { pages, planner }: PageParts,
  { request, reply, state }: { request: FastifyRequest; reply: FastifyReply; state: FormState },
): FastifyReply {
  return sendPage(request, reply, pages.render('form', formView(state, planner.providers())))
}
