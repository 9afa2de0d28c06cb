// What a caller sends to be planned → the topology and the request's key: beside each other in one document, or in an envelope around
// either the topology or its text, for callers whose templates write JSON and nothing else.
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Failure, type Mistake } from '../domain/failure.ts'
import { readWith } from '../domain/schema/read.ts'
import { TopologyInput } from '../domain/topology/index.ts'
import { codeBlockIn } from './documents/code-block.ts'
import { type Position, positionAt } from './documents/positions.ts'
import { type Locate, readDocument, SentDocument } from './documents.ts'
import { apartFromKey, RequestId } from './idempotency.ts'
import { sentDocument } from './route.ts'

const key = { requestId: RequestId.optional() }

export const TopologyEnvelope = z
  .strictObject({ ...key, topology: TopologyInput })
  .meta({ id: 'TopologyEnvelope', description: 'The topology by itself, and the request’s key beside it.' })

export const TopologyTextEnvelope = z
  .strictObject({
    ...key,
    topologyYaml: z.string({ error: 'must be the text of a topology' }).meta({
      description:
        'The text of a topology. Where it has a code block, as Markdown or Jira’s markup fences one, that block is read and the text ' +
        'around it is not; of several none is. Mistakes are told with line and column of this text.',
      example:
        'name: shop\ntarget: { provider: aws, region: us-east-1 }\nworkloads: { web: { ports: { http: 8080 } } }\n',
    }),
  })
  .meta({
    id: 'TopologyTextEnvelope',
    description: 'The topology as text, for callers that can quote a text into JSON and do nothing else with it.',
  })

// The topology itself is read by the planner, with every mistake in it.
const Frame = z.strictObject({ ...key, topology: z.unknown() })

export type SentTopology = { document: unknown; requestId?: string }

/** From here on mistakes in the topology are told where they stand in what was sent. Throws INVALID_TOPOLOGY, MALFORMED_DOCUMENT. */
export function sentTopology(request: FastifyRequest): SentTopology {
  const sent = sentDocument(request)
  const inText = has(sent, 'topologyYaml')
  if (!inText && !has(sent, 'topology')) return apartFromKey(sent)
  const { requestId } = apartFromKey(sent)
  const inside = inText
    ? textInside(framed(TopologyTextEnvelope, sent).topologyYaml)
    : documentInside(request, framed(Frame, sent).topology)
  request.body = inside
  return { document: inside.value, ...(requestId === undefined ? {} : { requestId }) }
}

const has = (value: unknown, field: string): value is object =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, field)

function framed<Schema extends z.ZodType>(schema: Schema, sent: unknown): z.infer<Schema> {
  const { value, mistakes } = readWith(schema, sent)
  if (value !== undefined && mistakes.length === 0) return value
  const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`
  throw new Failure('INVALID_TOPOLOGY', `The envelope around the topology has ${count}.`, { mistakes })
}

const under = (field: string, mistakes: readonly Mistake[]): Mistake[] =>
  mistakes.map((mistake) => ({ ...mistake, pointer: `/${field}${mistake.pointer}` }))

function documentInside({ body }: FastifyRequest, value: unknown): SentDocument {
  return new SentDocument(value, (mistakes) => {
    const named = under('topology', mistakes)
    return body instanceof SentDocument ? body.locate(named) : named
  })
}

function textInside(text: string): SentDocument {
  const block = told(
    () => codeBlockIn(text),
    (mistakes) => under('topologyYaml', mistakes),
  )
  const begin = positionAt(text, block.from)
  const placed: Locate = (mistakes) => under('topologyYaml', mistakes).map((mistake) => movedTo(begin, mistake))
  const hint = block.fenced ? '' : ' Where other text stands around the topology, put the topology into a code block.'
  const { value, locate } = told(() => readDocument(Buffer.from(block.text), 'YAML'), placed, hint)
  return new SentDocument(value, (mistakes) => placed(locate(mistakes)))
}

/** Places in a text that begins at `begin` of another. */
const movedTo = (begin: Position, { line, column, ...mistake }: Mistake): Mistake =>
  line === undefined || column === undefined
    ? mistake
    : { ...mistake, line: begin.line + line - 1, column: line === 1 ? begin.column + column - 1 : column }

/** What is wrong with the text is told of the text: the body around it can be read. */
function told<Result>(read: () => Result, placed: Locate, hint = ''): Result {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const mistakes = placed(error.mistakes).map((mistake) => ({
      ...mistake,
      detail: mistake.detail.replace(/^the body\b/, 'the text'),
    }))
    const [first] = mistakes
    throw new Failure(
      error.code,
      `topologyYaml cannot be read: ${first?.detail} (line ${first?.line}, column ${first?.column}).${hint}`,
      { mistakes },
    )
  }
}
