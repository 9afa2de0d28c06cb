// What an author may write: the canonical fields, most of them optional, and the short forms beside the full ones.
import { z } from 'zod'
import { Dns1035Name, Dns1123Name, Host, Path, PortNumber } from './names.ts'
import {
  Client,
  Exposure,
  External,
  InUse,
  listOf,
  Pin,
  Port,
  Probe,
  Resources,
  ShortText,
  Sticky,
  someOf,
  Target,
  TargetEntrance,
  Tls,
  Topology,
  Traffic,
  Workload,
} from './topology.ts'

const TargetEntranceInput = TargetEntrance.partial().required({ api: true, class: true })
const TargetInput = Target.partial()
  .required({ provider: true })
  .extend({ entrances: z.record(Dns1035Name, TargetEntranceInput).optional(), inUse: InUse.partial().optional() })

const ClientInput = Client.partial().required({ network: true })
const ExternalInput = External.partial()
const PortInput = z.union([PortNumber, Port.partial().required({ port: true })], {
  error: 'must be a port number, or an object with `port` and perhaps `targetPort`, `transport` and `protocol`',
})
const ExposureInput = Exposure.partial()
  .required({ port: true })
  .extend({
    to: z.union([Dns1035Name, someOf(Dns1035Name, 50)], {
      error: 'must be the name of a client, or a list of names',
    }),
    host: Host.optional(),
    path: Path.optional(),
    tls: Tls.optional(),
    sticky: Sticky.partial().required({ by: true }).optional(),
    staticIP: z
      .union([z.boolean(), listOf(ShortText, 20)], { error: 'must be true, false or a list of names' })
      .optional(),
  })
const ProbeInput = z.union([Path, Probe.partial()], { error: 'must be a path such as "/healthz", or an object' })
const WorkloadInput = Workload.partial().extend({
  ports: z.record(Dns1123Name, PortInput).optional(),
  expose: listOf(ExposureInput, 100).optional(),
  traffic: Traffic.partial().optional(),
  probe: ProbeInput.optional(),
  resources: Resources.optional(),
  pin: Pin.optional(),
})

/** A topology as an author writes it, short forms and all. */
export const TopologyInput = Topology.partial()
  .required({ name: true })
  .extend({
    target: TargetInput,
    clients: z.record(Dns1035Name, ClientInput).optional(),
    externals: z.record(Dns1035Name, ExternalInput).optional(),
    workloads: z.record(Dns1035Name, WorkloadInput),
  })
  .meta({
    id: 'TopologyInput',
    description: 'What the owner tells: who may reach each workload, what it speaks, whom it calls and what it needs.',
  })
export type TopologyInput = z.infer<typeof TopologyInput>
export type WorkloadInput = z.infer<typeof WorkloadInput>
export type ExposureInput = z.infer<typeof ExposureInput>
export type PortInput = z.infer<typeof PortInput>
