// The request body that routes with a topology share: JSON or YAML, with an example that works at the first click.
import { dump } from 'js-yaml'
import { z } from 'zod'
import { TopologyInput } from '../../domain/topology/index.ts'
import { TopologyEnvelope, TopologyTextEnvelope } from '../envelope.ts'
import { RequestId } from '../idempotency.ts'
import { type Answers, media, problems } from './answers.ts'
import { TOPOLOGY_EXAMPLE } from './topology-example.ts'

export const topologyBody = {
  content: {
    'application/json': media(TopologyInput, 'The short form', TOPOLOGY_EXAMPLE),
    // An object for both: Swagger UI writes it as YAML, and linters can hold it against the schema.
    'application/yaml': media(TopologyInput, 'The short form', TOPOLOGY_EXAMPLE),
  },
}

/** For a route that answers a request once: the topology with the request's key beside its fields. */
const PlanInput = TopologyInput.extend({ requestId: RequestId.optional() }).meta({
  id: 'PlanInput',
  description:
    'A topology, and perhaps `requestId`, which is no part of it: the same request again gets the same answer.',
})

const PlanBody = z.union([PlanInput, TopologyEnvelope, TopologyTextEnvelope]).meta({ id: 'PlanBody' })

const shortForm = media(PlanBody, 'The short form', TOPOLOGY_EXAMPLE)

export const planBody = {
  content: {
    'application/json': {
      ...shortForm,
      examples: {
        ...shortForm.examples,
        envelope: { summary: 'In an envelope', value: { topology: TOPOLOGY_EXAMPLE } },
        text: { summary: 'As text in an envelope', value: { topologyYaml: dump(TOPOLOGY_EXAMPLE) } },
      },
    },
    'application/yaml': shortForm,
  },
}

/** How a route that reads a topology may refuse it. */
export const TOPOLOGY_PROBLEMS = [
  'MALFORMED_DOCUMENT',
  'YAML_ALIASES_NOT_ALLOWED',
  'INVALID_PARAMETER',
  'NOT_ACCEPTABLE',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'INVALID_TOPOLOGY',
  'TOPOLOGY_TOO_LARGE',
  'PROVIDER_NOT_SUPPORTED',
] as const
export const topologyProblems: Answers = problems(...TOPOLOGY_PROBLEMS)
