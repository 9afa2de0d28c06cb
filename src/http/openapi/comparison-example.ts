// The comparison that the document shows: the topology it shows elsewhere, on three clouds.
import { TOPOLOGY_EXAMPLE } from './topology-example.ts'

export const COMPARISON_EXAMPLE = {
  topology: TOPOLOGY_EXAMPLE,
  targets: [
    { provider: 'aws', region: 'us-east-1' },
    { provider: 'gcp', region: 'us-central1' },
    { provider: 'azure', region: 'eastus' },
  ],
}
