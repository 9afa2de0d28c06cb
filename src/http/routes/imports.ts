// POST /v1/imports: what people have already (Kubernetes objects, compose, Score) as a topology, and what it costs today.
import multipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ImportAnswer } from '../../application/imports/imports.ts'
import type { Planner } from '../../application/planner.ts'
import { Failure } from '../../domain/failure.ts'
import { ImportFormat } from '../../domain/imported.ts'
import { Environment } from '../../domain/topology/index.ts'
import { requireScope } from '../access/identity.ts'
import { callerOf } from '../caller.ts'
import { FORM_LIMITS, filesInForm } from '../form.ts'
import { JSON_TYPE, negotiate } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { IMPORTED_EXAMPLE } from '../openapi/examples.ts'
import { IMPORT_EXAMPLE } from '../openapi/import-example.ts'
import { Flag, pricing, TargetVersion, Words } from '../parameters.ts'
import type { App } from '../route.ts'
import { filesInTar, filesInZip, ImportInput, SentFiles } from '../sent-files.ts'

const BODY_AT_MOST = 10 * 1024 * 1024
const TAR_TYPES = ['application/gzip', 'application/x-gzip', 'application/x-tar', 'application/x-gtar'] as const
const ZIP_TYPES = ['application/zip', 'application/x-zip-compressed'] as const

const KubernetesText = z.looseObject({}).meta({
  id: 'ImportedDocuments',
  description:
    'The files themselves: Kubernetes objects, a compose file, a Score file; in YAML also several documents.',
})
const Bytes = z.string().meta({ id: 'Archive', format: 'binary', description: 'An archive of YAML and JSON files.' })
const Form = z.looseObject({}).meta({
  id: 'ImportForm',
  description: 'Any number of files, archives among them, and the fields of `ImportInput` beside them.',
})

const targeted = {
  provider: Words.optional().meta({ description: 'In the place of `target.provider`.', example: 'aws' }),
  region: Words.optional().meta({ description: 'In the place of `target.region`.', example: 'us-east-1' }),
  environment: Environment.optional().meta({ description: 'In the place of `target.environment`.' }),
  namespace: Words.optional().meta({ description: 'Of objects that name none.' }),
  kubernetesVersion: TargetVersion.optional().meta({ description: 'In the place of `target.kubernetesVersion`.' }),
}

/** In a scope of its own: no other route reads forms and archives. */
export async function importRoutes(app: App, planner: Planner, publicBaseUrl: string): Promise<void> {
  await app.register(async (scope: App) => {
    await scope.register(multipart, { limits: FORM_LIMITS, throwFileSizeLimit: true })
    scope.addContentTypeParser([...ZIP_TYPES], { parseAs: 'buffer' }, async (_: FastifyRequest, bytes: Buffer) =>
      filesInZip(bytes),
    )
    scope.addContentTypeParser([...TAR_TYPES], { parseAs: 'buffer' }, async (_: FastifyRequest, bytes: Buffer) =>
      filesInTar(bytes),
    )
    createRoute(scope, planner, publicBaseUrl)
  })
}

function createRoute(app: App, planner: Planner, publicBaseUrl: string): void {
  const createImport = {
    operationId: 'createImport',
    tags: ['imports'],
    summary: 'Import what there is',
    description:
      'Kubernetes objects (what `kubectl get … -o json` or `helm template` prints), a compose file or Score files become a topology. ' +
      'Every field of it names the file, the place and the rule it comes from; what is less sure than not is a question, which a ' +
      'second call with `answers` settles. For Kubernetes objects the answer also has what is there today: the load balancers that are ' +
      'paid for, and what is idle, open, broken or outdated. Each document is analysed, skipped or refused by name and line; one that ' +
      'cannot be read spoils no other. Send one text, an envelope (`ImportInput`), a form with files, or a zip or tar archive. Secrets ' +
      'are never read. With `plan=true` the topology is planned at once and its plan kept.',
    querystring: z.strictObject({
      format: ImportFormat.optional().meta({ description: 'Found out when not given.' }),
      name: Words.optional().meta({ description: 'Of the topology.' }),
      ...targeted,
      plan: Flag.optional().meta({ description: 'Plan the topology and keep the plan.' }),
      ...pricing,
    }),
    body: {
      content: {
        'application/json': media(ImportInput, 'Two objects with a target', IMPORT_EXAMPLE),
        'application/yaml': media(KubernetesText, 'A Service', IMPORT_EXAMPLE.input),
        'multipart/form-data': media(Form, 'A target beside the files', {
          target: '{ provider: aws, region: us-east-1 }',
        }),
        'application/zip': media(Bytes, 'An archive', 'PK'),
        'application/gzip': media(Bytes, 'An archive', 'tar'),
      },
    },
    response: {
      200: answer('The topology and what is to be said of it.', {
        'application/json': media(ImportAnswer, 'An import', IMPORTED_EXAMPLE),
      }),
      201: answer(
        'The same, with the plan that is kept (`plan=true`).',
        { 'application/json': media(ImportAnswer, 'An import', IMPORTED_EXAMPLE) },
        ['Location'],
      ),
      ...problems(
        ...([
          'MALFORMED_DOCUMENT',
          'YAML_ALIASES_NOT_ALLOWED',
          'INVALID_PARAMETER',
          'NOT_ACCEPTABLE',
          'BODY_TOO_LARGE',
        ] as const),
        ...([
          'UNSUPPORTED_MEDIA_TYPE',
          'UNKNOWN_FORMAT',
          'UNSAFE_ARCHIVE',
          'INVALID_ANSWER',
          'PLANNING_UNAVAILABLE',
          'INVALID_TOPOLOGY',
        ] as const),
        ...(['TOPOLOGY_TOO_LARGE', 'PROVIDER_NOT_SUPPORTED', 'STORE_UNAVAILABLE'] as const),
      ),
    },
  }
  app.post(
    '/v1/imports',
    { schema: createImport, bodyLimit: BODY_AT_MOST, config: { reads: 'files' } },
    async (request, reply) => {
      negotiate(request, reply, ['application/json'])
      const { format, name, plan, provider, region, environment, namespace, kubernetesVersion, ...wishes } =
        request.query
      if (plan === true) requireScope(request, 'plans:write')
      const { files, passedOver, beside } = await sentFiles(request)
      const asked = { provider, region, environment, namespace, kubernetesVersion }
      const imported = await planner.import(
        callerOf(request),
        {
          files,
          format: format ?? beside.format,
          name: name ?? beside.name,
          target: targetOf(beside.target, asked),
          answers: beside.answers,
          plan,
        },
        wishes,
      )
      const documents = passedOver.map((one) => ({
        file: one.name,
        document: 1,
        line: 1,
        outcome: 'skipped' as const,
        because: one.because,
      }))
      const answered = { ...imported, documents: [...imported.documents, ...documents] }
      if (imported.plan !== undefined) reply.code(201).header('Location', `${publicBaseUrl}${imported.plan.url}`)
      return reply.type(JSON_TYPE).send(JSON.stringify(answered))
    },
  )
}

async function sentFiles(request: FastifyRequest): Promise<SentFiles> {
  if (request.isMultipart()) return filesInForm(request)
  if (request.body instanceof SentFiles) return request.body
  throw new Failure('MALFORMED_DOCUMENT', 'The request has no body; send the files to import.')
}

/** What the query says wins over what stands beside the files; what is no text there stays, to be refused and not passed over. */
function targetOf(target: unknown, asked: Readonly<Record<string, string | undefined>>): unknown {
  const said = Object.entries(asked).filter(([, value]) => value !== undefined)
  if (target === undefined) return Object.fromEntries(said)
  if (typeof target !== 'object' || target === null || Array.isArray(target)) return target
  const beside: Readonly<Record<string, unknown>> = { ...target }
  const isText = (name: string) => ['undefined', 'string'].includes(typeof beside[name])
  return { ...beside, ...Object.fromEntries(said.filter(([name]) => isText(name))) }
}
