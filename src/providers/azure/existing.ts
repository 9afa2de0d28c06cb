// What objects that exist say to AKS's controllers, in the words of a topology. Source: kubernetes-sigs/cloud-provider-azure docs
// loadbalancer.md; Azure docs, application-gateway/for-containers.
import { type Existing, namesIn, ofAnotherClass, said, some } from '../../domain/existing.ts'
import { isFrontend } from './entrance-class.ts'

const RETIRED: Readonly<Record<string, { says: string; source: string }>> = {
  'webapprouting.kubernetes.azure.com': {
    says: 'the NGINX of the application routing add-on gets security fixes until November 2026 and none after that',
    source: 'MicrosoftDocs/azure-aks-docs articles/aks/app-routing.md',
  },
  'azure-application-gateway': {
    says: 'the Application Gateway Ingress Controller is superseded by Application Gateway for Containers',
    source: 'learn.microsoft.com/azure/application-gateway/for-containers/overview',
  },
}

const AZURE = 'service.beta.kubernetes.io/azure-'

const service: Existing['service'] = (object) => {
  const { annotations: all, spec } = object
  const address = [
    ...namesIn(all[`${AZURE}load-balancer-ipv4`]),
    ...namesIn(all[`${AZURE}pip-name`]),
    ...(typeof spec.loadBalancerIP === 'string' ? namesIn(spec.loadBalancerIP) : []),
  ]
  const minutes = all[`${AZURE}load-balancer-tcp-idle-timeout`]
  return said({
    scheme: all[`${AZURE}load-balancer-internal`] === 'true' ? 'internal' : 'public',
    sourceRanges: some(namesIn(all[`${AZURE}allowed-ip-ranges`])),
    staticIP: some(address),
    idleTimeoutSeconds: minutes !== undefined && /^[1-9]\d{0,2}$/.test(minutes) ? Number(minutes) * 60 : undefined,
    notMade: ofAnotherClass(object, []),
  })
}

export const existing: Existing = {
  service,
  ingress: ({ annotations: all }) => {
    const name = all['alb.networking.azure.io/alb-frontend'] ?? all['alb.networking.azure.io/alb-name']
    return said({ shares: name === undefined ? undefined : `frontend ${name}` })
  },
  gateway: () => ({}),
  schemeOf: (named) => (isFrontend(named) ? 'public' : undefined),
  makes: isFrontend,
  retired: ({ class: name }) => RETIRED[name],
}
