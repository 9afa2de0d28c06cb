// Published limits of Oracle's load balancers. Sources: docs.oracle.com/en-us/iaas/Content/Balance,
// oracle/oci-cloud-controller-manager pkg/cloudprovider/providers/oci/load_balancer_spec.go.
import type { Limit } from '../../domain/provider.ts'

export const limits: readonly Limit[] = [
  {
    product: 'flexible-load-balancer',
    item: 'Mbps',
    value: 8000,
    adjustable: false,
    source: 'docs.oracle.com/en-us/iaas/Content/ContEng/Tasks/contengcreatingloadbalancer.htm (10 to 8,000 Mbps)',
  },
  {
    product: 'flexible-load-balancer',
    item: 'seconds of an idle timeout',
    value: 7200,
    adjustable: false,
    source: 'docs.oracle.com/en-us/iaas/Content/Balance/Reference/connectionreuse.htm',
  },
  {
    product: 'load-balancer',
    item: 'network security groups',
    value: 5,
    adjustable: false,
    source: 'oracle/oci-cloud-controller-manager pkg/cloudprovider/providers/oci/load_balancer_spec.go',
  },
]
