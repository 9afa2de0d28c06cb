// The policy that the document shows: a budget, what must not be public, and an exception for a while.
import type { PolicyInput } from '../../domain/policy/policy.ts'

export const POLICY_EXAMPLE: PolicyInput = {
  id: 'acme',
  description: 'What every team may order without asking.',
  rules: {
    budget: [
      { severity: 'fail', monthly: '500.00', currency: 'USD' },
      { severity: 'warn', monthly: '100.00', currency: 'USD', environment: 'development' },
    ],
    costIncrease: [{ severity: 'warn', percent: 20, monthly: '50.00', currency: 'USD' }],
    publicWithoutTls: { severity: 'fail' },
    databasePublic: { severity: 'fail' },
    adminPortPublic: { severity: 'fail' },
    loadBalancerWithoutReason: { severity: 'warn' },
    loadBalancers: { severity: 'warn', most: 5 },
    regions: { severity: 'fail', allowed: ['us-east-1', 'eu-central-1'] },
  },
  exceptions: [
    {
      rule: 'publicWithoutTls',
      plan: 'shop',
      workload: 'web',
      owner: 'team-shop',
      reason: 'The certificate is ordered (SHOP-17).',
      until: '2027-01-31',
    },
  ],
}
