// POST /v1/manifests/validate: Kubernetes objects from anywhere, and whether they would be accepted.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { ManifestValidation } from '../../domain/manifests/validation/checked-object.ts'
import { BASELINE_VERSION } from '../../domain/topology/index.ts'
import { validationText } from '../../reports/text/validation.ts'
import { JSON_TYPE, negotiate, TEXT_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { VALIDATION_EXAMPLE } from '../openapi/examples.ts'
import { OBJECTS_EXAMPLE } from '../openapi/objects-example.ts'
import { minorVersion } from '../parameters.ts'
import { type App, sentObjects } from '../route.ts'
import { validationAnswer } from '../validation-answer.ts'

const KubernetesObject = z
  .looseObject({ apiVersion: z.string(), kind: z.string() })
  .meta({ id: 'KubernetesObject', description: 'One Kubernetes object of any kind, or a `List` of them.' })
const KubernetesObjects = z
  .union([KubernetesObject, z.array(KubernetesObject)])
  .meta({ id: 'KubernetesObjects', description: 'One object, a `List`, or an array; in YAML also several documents.' })

const FORMS = ['application/json', 'text/plain'] as const

export function validationRoutes(app: App, planner: Planner): void {
  const clouds = planner.providers().map(({ id }) => id)
  const validateManifests = {
    operationId: 'validateManifests',
    tags: ['checks'],
    summary: 'Find out whether manifests would be accepted',
    description:
      'Reads Kubernetes objects, from anywhere, and says of each what an API server with strict field validation would refuse, ' +
      'what the controllers of its cloud would ignore, and what has a replacement. YAML is read as kubectl reads it: several ' +
      'documents, `List`s taken apart, `0644` an octal number. Values of Secrets are never repeated. At most 2,000 objects; ' +
      'nothing is kept.',
    querystring: z.strictObject({
      provider: z
        .enum(clouds, { error: `must be one of ${clouds.join(', ')}` })
        .optional()
        .meta({
          description: 'The cloud they are for. Not given, each annotation is held against the cloud it names.',
        }),
      // What the checks know.
      kubernetesVersion: minorVersion(31, 37)
        .optional()
        .meta({ description: `The cluster’s minor version; ${BASELINE_VERSION} when not given.`, example: '1.35' }),
    }),
    body: {
      content: {
        'application/json': media(KubernetesObjects, 'A Service as one often meets it', OBJECTS_EXAMPLE),
        'application/yaml': media(KubernetesObjects, 'A Service as one often meets it', OBJECTS_EXAMPLE),
      },
    },
    response: {
      200: answer('What is to be said of each object.', {
        'application/json': media(ManifestValidation, 'One object, refused', VALIDATION_EXAMPLE),
        'text/plain': media(z.string(), 'A list for a terminal', validationText(VALIDATION_EXAMPLE)),
      }),
      ...problems(
        'MALFORMED_DOCUMENT',
        'YAML_ALIASES_NOT_ALLOWED',
        'INVALID_PARAMETER',
        'NOT_ACCEPTABLE',
        'BODY_TOO_LARGE',
        'UNSUPPORTED_MEDIA_TYPE',
        'TOO_MANY_OBJECTS',
      ),
    },
  }
  app.post(
    '/v1/manifests/validate',
    { schema: validateManifests, config: { reads: 'stream' } },
    async (request, reply) => {
      const form = negotiate(request, reply, FORMS)
      const sent = sentObjects(request)
      const { provider, kubernetesVersion = BASELINE_VERSION } = request.query
      const validation = validationAnswer(planner.validate(sent.documents, { provider, kubernetesVersion }), sent)
      return form === 'text/plain'
        ? reply.type(TEXT_TYPE).send(validationText(validation))
        : reply.type(JSON_TYPE).send(JSON.stringify(validation))
    },
  )
}
