// What an author may write: the canonical fields, most of them optional, and the short forms beside the full ones.
import { z } from 'zod'
import { Dns1035Name, Dns1123Name, Host, Path, PortNumber } from './names.ts'
import {
  Client,
  Exposure,
  External,
  InUse,
  Pin,
  Port,
  Probe,
  Resources,
  Sticky,
  Target,
  TargetEntrance,
  Tls,
  Topology,
  Traffic,
  Workload,
} from './topology.ts'
import { listOf, ShortText, someOf } from './values.ts'

const TargetEntranceInput = TargetEntrance.partial().required({ api: true, class: true })
const TargetInput = Target.partial()
  .required({ provider: true })
  .extend({
    entrances: z
      .record(Dns1035Name, TargetEntranceInput)
      .meta({ description: 'Ingresses and Gateways that exist and take routes at no fixed cost, by name.' })
      .optional(),
    inUse: InUse.partial()
      .meta({ description: 'What exists and changes the price of one more; taken as 0 when not given, and said so.' })
      .optional(),
  })

const ClientInput = Client.partial().required({ network: true })
const ExternalInput = External.partial()
const PortInput = z.union([PortNumber, Port.partial().required({ port: true })], {
  error: 'must be a port number, or an object with `port` and perhaps `targetPort`, `transport` and `protocol`',
})
const ExposureInput = Exposure.partial()
  .required({ port: true })
  .extend({
    to: z
      .union([Dns1035Name, someOf(Dns1035Name, 50)], {
        error: 'must be the name of a client, or a list of names',
      })
      .meta({ description: 'Who may come in: names of clients. internet and vpc exist without being declared.' }),
    host: Host.meta({ description: 'One more of the hosts.' }).optional(),
    path: Path.meta({ description: 'One more of the paths.' }).optional(),
    tls: Tls.meta({ description: 'Where TLS is ended.' }).optional(),
    sticky: Sticky.partial()
      .required({ by: true })
      .meta({ description: 'Bring a caller back to the same pod.' })
      .optional(),
    staticIP: z
      .union([z.boolean(), listOf(ShortText, 20)], { error: 'must be true, false or a list of names' })
      .meta({ description: 'A fixed address: the names or numbers of those reserved for it, or true to have one.' })
      .optional(),
  })
const ProbeInput = z.union([Path, Probe.partial()], { error: 'must be a path such as "/healthz", or an object' })
const WorkloadInput = Workload.partial().extend({
  ports: z.record(Dns1123Name, PortInput).meta({ description: 'By name; a number is enough.' }).optional(),
  expose: listOf(ExposureInput, 100)
    .meta({ description: 'One port to one or more clients each; none: reached inside the cluster only.' })
    .optional(),
  traffic: Traffic.partial().meta({ description: 'What comes in from outside.' }).optional(),
  probe: ProbeInput.meta({ description: 'How its pods are asked whether they are well; a path is enough.' }).optional(),
  resources: Resources.meta({ description: 'Of its container; written with the image.' }).optional(),
  pin: Pin.meta({ description: 'A type of Service that is kept whatever the rules say.' }).optional(),
})

/** A topology as an author writes it, short forms and all. */
export const TopologyInput = Topology.partial()
  .required({ name: true })
  .extend({
    target: TargetInput.meta({ description: 'Where it is to run.' }),
    clients: z.record(Dns1035Name, ClientInput).meta({ description: 'Callers from outside, by name.' }).optional(),
    externals: z
      .record(Dns1035Name, ExternalInput)
      .meta({ description: 'What workloads call outside the cluster, by name.' })
      .optional(),
    workloads: z.record(Dns1035Name, WorkloadInput).meta({ description: 'What runs, by name.' }),
  })
  .meta({
    id: 'TopologyInput',
    description:
      'What the owner tells: who may reach each workload, what it speaks, whom it calls and what it needs. At most 20,000 calls (each port called is one) and 10,000 routes (hosts times paths) in all.',
  })
export type TopologyInput = z.infer<typeof TopologyInput>
export type WorkloadInput = z.infer<typeof WorkloadInput>
export type ExposureInput = z.infer<typeof ExposureInput>
export type PortInput = z.infer<typeof PortInput>
