// Random ports for arbitrary-topology.ts: names and numbers that tell much or little, with or without transport and protocol.
import fc from 'fast-check'
import { PROTOCOLS, Protocol, type TopologyInput, Transport } from '../../src/domain/topology/index.ts'
import { inferProtocol } from '../../src/domain/topology/protocols.ts'
import { LONGEST_NAMES } from './arbitrary-text.ts'

type PortInput = NonNullable<TopologyInput['workloads'][string]['ports']>[string]
export type PortWish = {
  name: string
  port: number
  short: boolean
  targetPort?: number
  transport?: Transport
  protocol?: Protocol
}
/** A port as it is written, and what it comes to. */
export type PortFacts = { name: string; input: PortInput; protocol: Protocol; transport: Transport }

const NAMES = [
  ...['http', 'https', 'grpc', 'metrics', 'web', 'postgres', 'tcp-redis', 'dns', 'dns-tcp', 'tls', 'mqtt', 'game-udp'],
  ...[
    'signal-sctp',
    'admin',
    'data',
    'constructor',
    '8080',
    '0x1f',
    '1e3',
    'a-name-longer-than-fifteen',
    ...LONGEST_NAMES,
  ],
]
const NUMBERS = [80, 443, 53, 5432, 6379, 8080, 8443, 9090, 50_051, 3306, 7001, 7002, 65_535]

export const arbitraryPorts: fc.Arbitrary<PortWish[]> = fc.uniqueArray(
  fc.record(
    {
      name: fc.constantFrom(...NAMES),
      port: fc.constantFrom(...NUMBERS),
      short: fc.boolean(),
      targetPort: fc.constantFrom(...NUMBERS),
      transport: fc.constantFrom(...Transport.options),
      protocol: fc.constantFrom(...Protocol.options),
    },
    { requiredKeys: ['name', 'port', 'short'] },
  ),
  { maxLength: 4, selector: ({ name }) => name },
)

/** A transport that the protocol does not run over is left out, and so is a port whose number is taken. */
export function assemblePorts(wishes: readonly PortWish[]): PortFacts[] {
  const taken = new Set<string>()
  return wishes.map(assemblePort).filter(({ input, transport }) => {
    const key = `${transport} ${typeof input === 'number' ? input : input.port}`
    const free = !taken.has(key)
    taken.add(key)
    return free
  })
}

function assemblePort({ name, port, short, ...wish }: PortWish): PortFacts {
  const given = short ? {} : wish
  const fits = given.protocol === undefined || given.transport === PROTOCOLS[given.protocol].transport
  const transport = fits ? given.transport : undefined
  const protocol = given.protocol ?? inferProtocol(name, [port, given.targetPort ?? port], transport).protocol
  const assumed = protocol === 'dns' && name.includes('tcp') ? 'TCP' : PROTOCOLS[protocol].transport
  const { transport: _, ...others } = given
  return {
    name,
    input: short ? port : { port, ...others, ...(transport === undefined ? {} : { transport }) },
    protocol,
    transport: transport ?? assumed,
  }
}
