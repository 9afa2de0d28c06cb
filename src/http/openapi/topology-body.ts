// The request body that every route with a topology shares: JSON or YAML, with an example that works at the first click.
import { TopologyInput } from '../../domain/topology/index.ts'
import { type Answers, media, problems } from './answers.ts'
import { TOPOLOGY_EXAMPLE } from './topology-example.ts'

export const topologyBody = {
  content: {
    'application/json': media(TopologyInput, 'The short form', TOPOLOGY_EXAMPLE),
    // An object for both: Swagger UI writes it as YAML, and linters can hold it against the schema.
    'application/yaml': media(TopologyInput, 'The short form', TOPOLOGY_EXAMPLE),
  },
}

/** How a route that reads a topology may refuse it. */
export const topologyProblems: Answers = problems(
  'MALFORMED_DOCUMENT',
  'YAML_ALIASES_NOT_ALLOWED',
  'INVALID_PARAMETER',
  'NOT_ACCEPTABLE',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'INVALID_TOPOLOGY',
  'TOPOLOGY_TOO_LARGE',
  'PROVIDER_NOT_SUPPORTED',
)
