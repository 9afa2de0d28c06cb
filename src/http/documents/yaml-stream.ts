// A stream of YAML documents → their values, read as kubectl reads them: documents that hold nothing are passed over, and plain text
// such as `yes` or `0644` means what it means to kubectl, or a manifest would be judged for what it does not say.
import {
  boolYaml11Tag,
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_ID,
  type Event,
  floatCoreTag,
  intCoreTag,
  NOT_RESOLVED,
} from 'js-yaml'
import type { Visitor } from './positions.ts'
import { attempt, eventsOf, isEmpty, visitYaml } from './yaml.ts'

export type YamlStream = {
  values: unknown[]
  /** As one list of the values that were kept. */
  visit: (visitor: Visitor) => void
}

/** Throws MALFORMED_DOCUMENT or YAML_ALIASES_NOT_ALLOWED. */
export function readYamlStream(text: string): YamlStream {
  const documents = documentsIn(eventsOf(text)).filter((events) => !isEmpty(events))
  const events = documents.flat()
  const read = attempt(() => constructFromEvents(events, { source: text, schema: AS_KUBECTL, maxAliases: 0 }))
  // `null` is a document that holds nothing as well.
  const kept = documents.filter((_, index) => read[index] !== null)
  return {
    values: read.filter((value) => value !== null),
    visit(visitor) {
      visitor.open('list', 0)
      for (const document of kept) visitYaml(text, document, visitor)
      visitor.close()
    },
  }
}

function documentsIn(events: readonly Event[]): Event[][] {
  const documents: Event[][] = []
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) documents.push([event])
    else documents.at(-1)?.push(event)
  }
  return documents
}

// sigs.k8s.io/yaml goyaml.v2 resolve.go, held against kubectl 1.32: words of YAML 1.1 for truth; underscores in numbers; Go's own
// forms of whole numbers, a leading 0 being octal where its digits are (0644 is 420, 080 is 80); no sexagesimals, dates stay text.
const WHOLE = /^[-+]?(?:0[bB][01]+|0[oO]?[0-7]+|0[xX][0-9a-fA-F]+|0|[1-9][0-9]*)$/
const BROKEN = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/

// Go's parser of numbers that begin with a point knows no underscores.
const plain = (source: string): string => (source.startsWith('.') ? source : source.replaceAll('_', ''))

function whole(source: string): number | typeof NOT_RESOLVED {
  const written = plain(source)
  if (!WHOLE.test(written)) return NOT_RESOLVED
  const digits = written.replace(/^[-+]/, '')
  const size = /^0[0-7]/.test(digits) ? Number.parseInt(digits, 8) : Number(digits)
  return written.startsWith('-') && size !== 0 ? -size : size
}

function broken(source: string, ...rest: [isExplicit: boolean, tagName: string]): number | typeof NOT_RESOLVED {
  const written = plain(source)
  return BROKEN.test(written) ? Number(written) : floatCoreTag.resolve(source, ...rest)
}

const AS_KUBECTL = CORE_SCHEMA.withTags(
  boolYaml11Tag,
  { ...intCoreTag, resolve: whole },
  { ...floatCoreTag, resolve: broken },
)
