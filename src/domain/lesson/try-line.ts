// One line of shell that tries a Service the way its callers come, and what to expect of it. The plan has all of them (`verify`); a
// learner wants one: from outside where there is a way in, else as the first caller, else a look at what is behind it.
import { z } from 'zod'
import type { Service } from '../design/design.ts'
import { verifyRoute } from '../design/verify-entrance.ts'
import type { PlannedDesign } from '../plan/plan.ts'
import type { Topology } from '../topology/index.ts'

export const TryLine = z
  .strictObject({
    command: z.string().meta({ description: 'One line of shell that ends by itself.' }),
    expect: z.string().meta({ description: 'What it prints when all is well.' }),
  })
  .meta({ id: 'TryLine' })
export type TryLine = z.infer<typeof TryLine>

export function tryLineFor(service: Service, design: PlannedDesign, topology: Topology): TryLine {
  const command = fromOutside(service, design, topology) ?? fromInside(service)
  return { command, expect: EXPECTED.find(({ runs }) => runs.test(command))?.expect ?? '' }
}

function fromOutside(service: Service, { entrances }: PlannedDesign, topology: Topology): string | undefined {
  const { name, namespace, verify } = service
  const found = verify.findIndex((line) => /^(?:ADDRESS|NODE)=/.test(line))
  const [address, tried] = found === -1 ? [] : verify.slice(found)
  if (address !== undefined && tried !== undefined) return `${withoutRemark(address)}; ${tried}`
  for (const entrance of entrances) {
    const route = entrance.routes.find((one) => one.service === name && one.namespace === namespace)
    if (route !== undefined) return verifyRoute(entrance, route, topology)
  }
  return verify.find((line) => line.includes(' port-forward '))
}

/** What follows on the same line would be part of the remark. */
const withoutRemark = (line: string): string => line.replace(/ # [^"']*$/, '')

/** A look at the name alone only where there is nothing to connect to. */
function fromInside({ verify }: Service): string {
  const commands = verify.filter((line) => !line.startsWith('#'))
  const [look = '', ...tries] = commands
  return tries.find((line) => !line.includes(' -- nslookup ')) ?? tries[0] ?? look
}

type Expected = { runs: RegExp; expect: string }

/** By the tool that answers. */
const EXPECTED: readonly Expected[] = [
  {
    runs: /(?:^|[ ;])curl /,
    expect: 'Prints an HTTP status code. 000 means that nothing answered; any other is an answer.',
  },
  { runs: /openssl s_client /, expect: 'Prints the protocol and the certificate that answers for the host.' },
  { runs: /ncat --sctp /, expect: 'Ends without an error when the association is made.' },
  {
    runs: /nc -u /,
    expect: 'Prints what answers. Silence proves nothing: over UDP a program answers only what it understands.',
  },
  { runs: /nc -zv /, expect: 'Says that the port is open.' },
  { runs: /nslookup /, expect: 'Prints what DNS answers for the name.' },
  { runs: /externalName/, expect: 'Prints the host that the alias leads to.' },
  {
    runs: /endpointslices/,
    expect: 'Lists the addresses behind it. None means that no pod is ready, or that its selector fits none.',
  },
]
