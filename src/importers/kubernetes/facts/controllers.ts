// Controllers of Ingresses that run in the cluster: how they are known by class, by controller name and by the image that runs; which of
// them are maintained no more. Sources: each project's documentation; kubernetes.io/blog/2025/11/11/ingress-nginx-retirement,
// kubernetes.io/blog/2026/01/29/ingress-nginx-statement.

import { textsIn } from '../read/fields.ts'
import type { KubernetesObject } from '../read/objects.ts'
import type { Cluster } from './cluster.ts'
import type { PodSet } from './pods.ts'
import type { ServiceFacts } from './services.ts'

export type InClusterController = {
  name: string
  /** The class its installation makes. */
  class: string
  controller: string
  images: RegExp
  /** Since when nobody mends it, and where that is said. */
  retired?: { says: string; source: string }
}

export const CONTROLLERS: readonly InClusterController[] = [
  {
    name: 'ingress-nginx',
    class: 'nginx',
    controller: 'k8s.io/ingress-nginx',
    images: /(?:^|\/)(?:ingress-nginx\/controller|nginx-ingress-controller|ingress-nginx-controller)/,
    retired: {
      says: 'ingress-nginx is retired: since March 2026 there are no releases and no fixes of vulnerabilities',
      source: 'kubernetes.io/blog/2025/11/11/ingress-nginx-retirement',
    },
  },
  {
    name: 'NGINX Ingress Controller (F5)',
    class: 'nginx',
    controller: 'nginx.org/ingress-controller',
    images: /(?:^|\/)nginx\/nginx-ingress|(?:^|\/)nginx-ic\//,
  },
  {
    name: 'Traefik',
    class: 'traefik',
    controller: 'traefik.io/ingress-controller',
    images: /(?:^|\/)traefik(?:[:@]|$)/,
  },
  {
    name: 'HAProxy',
    class: 'haproxy',
    controller: 'haproxy.org/ingress-controller',
    images: /(?:^|\/)haproxytech\/kubernetes-ingress|(?:^|\/)haproxy-ingress/,
  },
  {
    name: 'Kong',
    class: 'kong',
    controller: 'ingress-controllers.konghq.com/kong',
    images: /(?:^|\/)kong(?:\/kong-gateway)?(?:[:@]|$)/,
  },
  {
    name: 'Contour',
    class: 'contour',
    controller: 'projectcontour.io/ingress-controller',
    images: /(?:^|\/)contour(?:[:@]|$)/,
  },
]

export const controllerNamed = (controller: string): InClusterController | undefined =>
  CONTROLLERS.find((known) => controller === known.controller || controller.startsWith(`${known.controller}/`))

/** Of a class whose controller nobody says: "nginx" is what ingress-nginx is called where nothing says otherwise. */
export const controllerOfClass = (name: string): InClusterController | undefined =>
  CONTROLLERS.find((known) => known.class === name)

export type Running = {
  known: InClusterController
  pods: PodSet
  classes: readonly string[]
  services: readonly ServiceFacts[]
}

/** The controllers that are among the workloads, with the Services that lead to them. */
export function runningIn(cluster: Cluster): Running[] {
  return cluster.pods.flatMap((pods) => {
    const known = CONTROLLERS.find(({ images }) => pods.containers.some(({ image }) => images.test(image)))
    if (known === undefined || pods.kind === 'Job') return []
    const args = pods.containers.flatMap(({ value }) => [...textsIn(value.command), ...textsIn(value.args)])
    const named = args.flatMap((arg) => /^--ingress-class(?:-name)?=(.+)$/.exec(arg)?.[1] ?? [])
    const services = cluster.services.filter((service) => service.pods.includes(pods))
    return [{ known, pods, classes: named.length > 0 ? named : [known.class], services }]
  })
}

/** The Service that what comes from outside takes to a controller. */
export const doorOf = ({ services }: Running): ServiceFacts | undefined =>
  services.find(({ form }) => form === 'LoadBalancer') ?? services.find(({ form }) => form === 'NodePort')

export const isDefaultClass = ({ annotations }: KubernetesObject): boolean =>
  annotations['ingressclass.kubernetes.io/is-default-class'] === 'true'
