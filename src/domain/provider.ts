// The contract of a cloud: what it provisions, what it counts, how its controllers are told, what it cannot do. No prices, no totals.

import type { Risk } from './consolidation/consolidation.ts'
import type { Design, Entrance, LoadBalancer, Route, Service, ServicePort } from './design/design.ts'
import type { Blocker, Way } from './design/way.ts'
import type { BilledProduct, Charge, Circumstances, Metered } from './estimate/charge.ts'
import type { Price } from './estimate/price-book.ts'
import type { Finding } from './finding.ts'
import type { Manifest } from './manifests/manifest.ts'
import type { AnnotationCatalogue } from './manifests/validation/annotations.ts'
import type { EntranceOf } from './manifests/validation/between/route-clashes.ts'
import type { KindCatalogue } from './manifests/validation/kinds.ts'
import type { Decimal } from './money.ts'
import type {
  EntranceApi,
  Protocol,
  ProviderName,
  Scheme,
  ServiceType,
  TargetEntrance,
  Topology,
} from './topology/index.ts'

/** How many of each one entrance can carry; absent where nothing is published. */
export type Capacity = { rules?: number; certificates?: number; backends?: number; listeners?: number }

/** How one entrance class is named and what it can carry. */
export type EntranceClass = {
  api: EntranceApi
  class: string
  /** Is an entrance of this class one Kubernetes object: one namespace, every host on each of its listeners? */
  oneObject: boolean
  capacity: Capacity
  /** What must be there for it to work; said as a finding. */
  needs: string
}

/** What there is in the Gateway API beside Gateway and HTTPRoute, which every implementation reads. */
export type GatewayKind = 'GRPCRoute' | 'TLSRoute' | 'ListenerSet' | 'TCPRoute' | 'UDPRoute'

/** Ways in at layer 4 through a Gateway of their own, for an owner who asks for that API. */
export type Layer4 = {
  /** Set where such a Gateway has a balancer before it that would do alone: it is worth its proxies to several who share it only. */
  onlyShared?: true
  /** The class of such a Gateway; undefined where the target can have none. */
  entranceClass: (topology: Topology) => EntranceClass | undefined
  /** What is not written for such a Gateway of what a way asks; `beside` are the other ways in of its workload. */
  notHeld: (way: Way, beside: readonly Way[], topology: Topology) => Blocker[]
  /** Is the caller's address still on what arrives at a pod? */
  callerAddress: (entrance: Entrance, route: Route) => 'kept' | 'replaced'
}

/** What becomes of workloads behind one entrance that is made; each is absent where nothing is known of it. */
export type SharedEntrances = {
  /** Where nobody named an idle timeout: the seconds after which something is ended, and what is, in words. */
  cutAfter?: (entrance: Entrance, protocol: Protocol) => { seconds: number; cut: string } | undefined
  /** What has a cookie of its own, where stickiness is written. */
  cookieOf?: (entrance: Entrance, topology: Topology) => 'Service' | 'route' | undefined
  /** What members take on beside what any shared entrance brings. */
  risks?: (entrance: Entrance, topology: Topology) => Risk[]
}

/** What is written into a field and why; without a `value` it is left out on purpose, and `because` says why. */
export type Explained<Value> = { value?: Value; because: string; source: string }

/** The fields of a Service of type LoadBalancer that are the cloud's to decide; absent where nothing asks for the field. */
export type ServiceFields = {
  loadBalancerClass?: Explained<string>
  allocateLoadBalancerNodePorts?: Explained<boolean>
  /** A value only where the provider enforces it. */
  loadBalancerSourceRanges?: Explained<string[]>
  sessionAffinity?: Explained<'ClientIP'>
  /** `Local` where that is how the caller's address is kept. */
  externalTrafficPolicy?: Explained<'Local'>
}

/** Fields and annotations that a provider's controller reads on a Service of type LoadBalancer. */
export type ServiceSettings = {
  annotations: Record<string, string>
  fields: ServiceFields
  /** Container ports at which the balancer asks pods over TCP how they are, where those are not the ports of the traffic. */
  healthCheckPorts?: number[]
  /** The balancer speaks HTTP and brings a caller back by a cookie: that wish is not lost without an entrance. */
  keepsCookies?: boolean
  /** Set where an annotation holds the source ranges in the place of the field. */
  holdsSourceRanges?: boolean
}

/** What a provider's controller reads on an Ingress or Gateway, beside the standard fields. */
export type EntranceSettings = {
  annotations: Record<string, string>
  /** GKE reads the class from an annotation only. */
  writeIngressClassName?: boolean
  /** TLS is configured by annotation or discovered, not by a Secret. */
  certificatesElsewhere?: boolean
  /** For the Service a Gateway's implementation makes. */
  infrastructureAnnotations?: Record<string, string>
  /** Named addresses a Gateway asks for. */
  addresses?: { type: string; value: string }[]
  /** The object of the cloud's own kind that a Gateway takes its settings from. */
  parametersRef?: { group: string; kind: string; name: string }
  /** Objects of the cloud's own kinds that go with it; each is of a kind in `Provider.kinds`. */
  objects?: Manifest[]
}

/** For the ClusterIP Service behind an entrance; `healthCheckPorts` as for a Service that faces outside, `objects` as for an entrance. */
export type BackendSettings = { annotations: Record<string, string>; healthCheckPorts?: number[]; objects?: Manifest[] }

/**
 * Where what a balancer at layer 4 passes on arrives (`nodes`: with the Service's own address and port; `node-ports`: on a node port),
 * whether the caller's address is still on it when it leaves the balancer, and whether the balancer ended TLS.
 */
export type Arrival = {
  at: 'pods' | 'nodes' | 'node-ports'
  callerAddress: 'kept' | 'replaced'
  tls: 'ended' | 'passed'
}

/** A published limit that caps sharing, with its source. */
export type Limit = { product: string; item: string; value: number; adjustable: boolean; source: string }

export type Provider = {
  id: ProviderName
  title: string
  currency: string
  regionRequired: boolean
  /** What can make a LoadBalancer Service come true here; the first is the usual one. Empty: nothing of its own. */
  controllers: readonly string[]
  prices: readonly Price[]
  limits: readonly Limit[]
  /** The entrance a design makes when it needs one of its own; undefined when the target can have none. */
  entranceClass: (topology: Topology, scheme: Scheme) => EntranceClass | undefined
  /** Can this existing entrance be used on this cloud at all? A sentence says why not. */
  refuses: (entrance: TargetEntrance) => string | undefined
  /** What else of the Gateway API this entrance's implementation reads; nothing where it is not known. */
  gatewayKinds: (entrance: Pick<Entrance, 'api' | 'class' | 'controller'>, topology: Topology) => readonly GatewayKind[]
  /** Absent where no class of Gateway carries layer 4 here. */
  layer4?: Layer4
  /** Can two transports share one LoadBalancer Service? */
  mixesTransports: (topology: Topology) => boolean
  /** Set where a balancer answers one number over one transport only: the same number over two is then two Services. */
  oneTransportPerNumber?: boolean
  /** Is `type` possible here for a Service that faces outside? Only LoadBalancer is ever in doubt. */
  canMake: (type: ServiceType, topology: Topology) => boolean
  /** How traffic gets into the cluster. A `proxy` is an entrance that runs in pods itself, behind a balancer that arrives at nodes as `Arrival` says. */
  readonly arrival: {
    service: (service: Service, port: ServicePort, topology: Topology) => Arrival
    entrance: (entrance: Entrance, topology: Topology) => 'pods' | 'proxy' | 'proxy-on-node-port'
  }
  provision: (design: Design, topology: Topology) => LoadBalancer[]
  /** What a bill without a topology may name. */
  billed: readonly BilledProduct[]
  /** What leaves for the internet, which is billed beside every balancer and not by it; absent where no price list has it. */
  dataTransfer?: (gbOut: Decimal) => Charge
  /** What is there already and changes the price of what comes to it; the rest of `target.inUse` means nothing here. */
  countsInUse: readonly (keyof Topology['target']['inUse'])[]
  /** Set where a balancer that carries two loads is never billed more for them than two are; sizes and allowances of each may say otherwise. */
  sharesLoad?: true
  /** Always asked about the whole list: some prices are collective. The same list gives the same charges in the same order. */
  charge: (loadBalancers: readonly Metered[], circumstances: Circumstances) => Charge[]
  annotate: {
    service: (service: Service, topology: Topology) => ServiceSettings
    /** `part` is the same entrance less what its other objects carry, where it is written as several. */
    entrance: (entrance: Entrance, topology: Topology, part: Entrance) => EntranceSettings
    backend: (service: Service, entrances: readonly Entrance[], topology: Topology) => BackendSettings
    /** Objects of the cloud's own kinds that name the HTTPRoutes of an entrance, whether it is made or exists. */
    routes?: (entrance: Entrance, routes: readonly Manifest[], topology: Topology) => Manifest[]
  }
  /** What the cloud's controllers read from annotations, whoever wrote them. */
  annotations: AnnotationCatalogue
  /** The cloud's own kinds that are checked, ours among them. */
  kinds: KindCatalogue
  /** Which entrance an Ingress ends up in, where Ingresses of one class do not all share one. */
  entranceOf?: EntranceOf
  /** Does each Service behind this entrance have an idle timeout of its own, so that none is left to the entrance's owner? */
  timesOutPerService?: (entrance: Entrance) => boolean
  shared?: SharedEntrances
  /** What is known to go wrong, or not to be enforced, in this design on this cloud. */
  check: (design: Design, topology: Topology) => Finding[]
}
