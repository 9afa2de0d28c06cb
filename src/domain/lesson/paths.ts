// The paths of a Service, as its design has them (`design/traffic-path.ts`) → the same with the two ends that no hop tells: the look-up
// of the name before the first, and the container behind the last.
import { z } from 'zod'
import type { Hop, Service } from '../design/design.ts'
import type { PlannedDesign } from '../plan/plan.ts'
import { lookUp } from './look-up.ts'
import { isQuestion, meaningOf } from './places.ts'

export const LessonStep = z
  .strictObject({
    number: z.int(),
    at: z.string().meta({ description: 'Where the traffic is then.', example: 'virtual address of api' }),
    text: z.string().meta({ description: 'How it gets there.' }),
    means: z.string().meta({ description: 'What such a place is; empty where it needs no word.' }),
  })
  .meta({ id: 'LessonStep' })
export type LessonStep = z.infer<typeof LessonStep>

export const LessonPath = z
  .strictObject({
    caller: z.string().meta({ description: 'Clients are outside the cluster, callers inside.', example: 'caller web' }),
    steps: z.array(LessonStep),
  })
  .meta({ id: 'LessonPath', description: 'From one kind of caller to the container, or to what is outside.' })
export type LessonPath = z.infer<typeof LessonPath>

export function lessonPaths(service: Service, design: PlannedDesign): LessonPath[] {
  return chains(service.path).map(([first, ...more]) => {
    const hops = [first, ...more]
    const told = [lookUp(service, hops, design), ...hops.map(stepOf), container(service, hops.at(-1))]
    const steps = told.filter((step) => step !== undefined).map((step, index) => ({ number: index + 1, ...step }))
    return { caller: first.from, steps }
  })
}

/** Each path begins at hop 1. */
function chains(path: readonly Hop[]): [Hop, ...Hop[]][] {
  const found: [Hop, ...Hop[]][] = []
  for (const hop of path) {
    if (hop.hop === 1) found.push([hop])
    else found.at(-1)?.push(hop)
  }
  return found
}

export type Step = Omit<LessonStep, 'number'>

function stepOf(hop: Hop): Step {
  return {
    at: hop.to,
    text: `${does(hop)}${hop.note === undefined ? '' : ` ${sentence(hop.note)}`}`,
    means: meaningOf(hop),
  }
}

function does(hop: Hop): string {
  const { hop: number, from, to, layer, port, protocol } = hop
  const who = from.endsWith(' (none named)') ? `any ${from.replace(' (none named)', '')}` : from
  const many = /^(?:callers|clients) /.test(from)
  if (isQuestion(hop)) return `${capital(who)} ${many ? 'ask' : 'asks'} the cluster’s DNS.`
  const where = `${placeShown(to)}${port === undefined ? '' : `, port ${port}`}, speaking ${protocol} (layer ${layer}).`
  if (from.startsWith('DNS alias ')) return `With that answer the caller connects to ${where}`
  if (number === 1) return `${capital(who)} ${many ? 'connect' : 'connects'} to ${where}`
  return from.startsWith('virtual address ')
    ? `From there it goes on to ${where}`
    : `${capital(placeShown(from))} hands it on to ${where}`
}

const placeShown = (place: string): string =>
  place === 'node' ? 'a node' : place.startsWith('pods of ') ? `one of the ${place}` : `the ${place}`

/** Names of programs keep their case. */
const capital = (text: string): string =>
  text.startsWith('kube') ? text : text.charAt(0).toUpperCase() + text.slice(1)
const sentence = (note: string): string => `${capital(note)}.`

/** The last step inside the cluster: the port of the Service is not always the one that the program listens on. */
function container({ type, ports }: Service, last: Hop | undefined): Step | undefined {
  if (last === undefined || !last.to.startsWith('pods of ') || isQuestion(last) || last.port === undefined)
    return undefined
  const { port: listens } = last
  const outer = ports.find(({ targetPort, port }) => targetPort === listens && port !== listens)
  const mapped =
    outer === undefined
      ? type === 'Headless'
        ? 'A headless Service maps no port: callers use the container’s own.'
        : 'The Service has the same number.'
      : `The Service maps its port ${outer.port} to it (targetPort).`
  return {
    at: `container, port ${listens}`,
    text: `In the pod the container that listens on port ${listens} takes it. ${mapped}`,
    means: '',
  }
}
