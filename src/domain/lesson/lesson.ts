// One Service of a plan → a lesson about it: what it is, how traffic gets to it step by step, which names it has, which kubectl command
// makes it, and one line that tries it. Worked out when somebody asks, from the plan as it is kept; nothing is decided here.
import { z } from 'zod'
import { Because, Dns, Rejected, type Service, ServicePort } from '../design/design.ts'
import type { PlannedDesign } from '../plan/plan.ts'
import { ServiceType, type Topology } from '../topology/index.ts'
import { commandsFor, KubectlCommand } from './kubectl.ts'
import { LessonPath, lessonPaths } from './paths.ts'
import { TryLine, tryLineFor } from './try-line.ts'

export const Lesson = z
  .strictObject({
    name: z.string(),
    namespace: z.string(),
    type: ServiceType,
    workload: z.string().nullable().meta({ description: 'Null where it stands for something outside.' }),
    ports: z.array(ServicePort),
    is: z.string().meta({ description: 'What a Service of this type is.' }),
    because: Because,
    rejected: z.array(Rejected),
    paths: z.array(LessonPath).meta({ description: 'One for each kind of caller and each way they come.' }),
    dns: Dns,
    kubectl: z.array(KubectlCommand).meta({ description: 'The Service first, then what routes to it.' }),
    try: TryLine,
  })
  .meta({ id: 'Lesson', description: 'One Service of a plan, for somebody who wants to understand it.' })
export type Lesson = z.infer<typeof Lesson>

const TYPES: Readonly<Record<ServiceType, string>> = {
  ClusterIP:
    'A ClusterIP Service has a name and a virtual address inside the cluster. Whoever is outside cannot reach it, unless an entrance or kubectl leads to it.',
  Headless:
    'A headless Service is a name without an address of its own: DNS answers with the addresses of the pods, and the caller picks one.',
  NodePort:
    'A NodePort Service is a ClusterIP Service that also has one port, between 30000 and 32767, on every node of the cluster.',
  LoadBalancer:
    'A LoadBalancer Service is a ClusterIP Service for which the cloud, or a controller in its place, also makes a load balancer with an address outside the cluster.',
  ExternalName:
    'An ExternalName Service is an alias in the cluster’s DNS: it leads callers to a name outside and carries none of their traffic.',
}

export type Taught = { service: Service; design: PlannedDesign; topology: Topology }

export function lessonOf({ service, design, topology }: Taught): Lesson {
  const { name, namespace, type, ports, because, rejected, dns } = service
  return {
    name,
    namespace,
    type,
    workload: service.workload ?? null,
    ports,
    is: TYPES[type],
    because,
    rejected,
    paths: lessonPaths(service, design),
    dns,
    kubectl: commandsFor(service, design, topology),
    try: tryLineFor(service, design, topology),
  }
}
