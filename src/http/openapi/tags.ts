// The groups the document shows its operations in.
export const TAGS = [
  { name: 'plans', description: 'Draw up a plan, keep it, find it again.' },
  { name: 'parts', description: 'One part of a plan alone, nothing kept.' },
  { name: 'imports', description: 'What you have already, as a topology, and what it costs today.' },
  { name: 'checks', description: 'Manifests from elsewhere, held against Kubernetes and the clouds’ controllers.' },
  { name: 'prices', description: 'What everything is costed with: the price book that ships, and your own.' },
  { name: 'policies', description: 'What plans are judged by: the policy that ships, and your own.' },
  { name: 'reference', description: 'What the answers rest on: providers with their prices, and the decision rules.' },
  { name: 'webhooks', description: 'Whom to tell what happens to plans, by Standard Webhooks.' },
  { name: 'operations', description: 'For those who run the service.' },
] as const
