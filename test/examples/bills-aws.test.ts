// Bills of AWS worked out by hand from its formulas and the prices that ship: in us-east-1 an hour of an ALB or NLB costs 0.0225, of a
// CLB 0.025, an LCU-hour 0.008, an NLCU-hour 0.006, an hour of an address 0.005.
// Sources: aws.amazon.com/elasticloadbalancing/pricing, aws.amazon.com/vpc/pricing, aws.amazon.com/ec2/pricing/on-demand.
import { describe } from 'vitest'
import { HOURS, works } from '../domain/estimate/billing.ts'

const bill = (...loadBalancers: object[]) => ({ provider: 'aws', region: 'us-east-1', loadBalancers })
const alb = (more: object = {}) => ({ product: 'alb', ...more })
const nlb = (more: object = {}) => ({ product: 'nlb', ...more })
const leaving = (gbOutPerMonth: number, more: object = {}) => ({ product: 'data-transfer', gbOutPerMonth, ...more })

describe('an Application Load Balancer pays for the dimension it uses most', () => {
  works([
    ['nothing used', () => HOURS * 0.0225, '16.43', bill(alb())],
    [
      'new connections, 25 a unit',
      () => HOURS * 0.0225 + HOURS * (100 / 25) * 0.008,
      '39.79',
      bill(alb({ newConnectionsPerSecond: 100 })),
    ],
    [
      'open connections, 3,000 a unit',
      () => HOURS * 0.0225 + HOURS * (9000 / 3000) * 0.008,
      '33.95',
      bill(alb({ activeConnections: 9000 })),
    ],
    [
      'bytes both ways, 1 GB an hour a unit',
      () => HOURS * 0.0225 + (1000 + 4000) * 0.008,
      '56.43',
      bill(alb({ gbInPerMonth: 1000, gbOutPerMonth: 4000 })),
    ],
    [
      'rules above ten, 1,000 evaluations a second a unit',
      () => HOURS * 0.0225 + HOURS * ((500 * (14 - 10)) / 1000) * 0.008,
      '28.11',
      bill(alb({ requestsPerSecond: 500, rules: 14 })),
    ],
    [
      'ten rules are free',
      () => HOURS * 0.0225 + HOURS * 0 * 0.008,
      '16.43',
      bill(alb({ requestsPerSecond: 500, rules: 10 })),
    ],
    [
      'evaluations as they are measured',
      () => HOURS * 0.0225 + HOURS * (2500 / 1000) * 0.008,
      '31.03',
      bill(alb({ ruleEvaluationsPerSecond: 2500 })),
    ],
    [
      'the most of four, not their sum',
      () => HOURS * 0.0225 + HOURS * Math.max(50 / 25, 3000 / 3000, 365 / HOURS, (100 * 5) / 1000) * 0.008,
      '28.11',
      bill(
        alb({
          ...{ newConnectionsPerSecond: 50, activeConnections: 3000, gbOutPerMonth: 365 },
          ...{ requestsPerSecond: 100, rules: 15 },
        }),
      ),
    ],
    [
      '1.08 units are not rounded to two: 300 KB a second through 720 hours',
      () => 720 * (0.0225 + ((300 * 3600) / 1e6) * 0.008),
      '22.42',
      { ...bill(alb({ gbOutPerMonth: 777.6 })), hours: 720 },
    ],
    ['two trust stores', () => HOURS * (0.0225 + 2 * 0.0056), '24.60', bill(alb({ trustStores: 2 }))],
    [
      'São Paulo, where a unit costs more',
      () => HOURS * 0.034 + HOURS * (50 / 25) * 0.011,
      '40.88',
      { ...bill(alb({ newConnectionsPerSecond: 50 })), region: 'sa-east-1' },
    ],
    ['five of them, rounded once', () => 5 * HOURS * 0.0225, '82.13', bill(alb({ count: 5 }))],
    ['some hours of a month', () => (100 + 200) * 0.0225, '6.75', bill(alb({ hours: 100 }), alb({ hours: 200 }))],
  ])
})

describe('a Network Load Balancer adds up over protocols', () => {
  works([
    [
      'TCP, 800 new',
      () => HOURS * 0.0225 + HOURS * (1600 / 800) * 0.006,
      '25.19',
      bill(nlb({ tcp: { newConnectionsPerSecond: 1600 } })),
    ],
    [
      'what is stated of no protocol is TCP',
      () => HOURS * 0.0225 + HOURS * (1600 / 800) * 0.006,
      '25.19',
      bill(nlb({ newConnectionsPerSecond: 1600 })),
    ],
    [
      'TCP, 100,000 open',
      () => HOURS * 0.0225 + HOURS * (250_000 / 100_000) * 0.006,
      '27.38',
      bill(nlb({ tcp: { activeConnections: 250_000 } })),
    ],
    [
      'UDP, 400 new',
      () => HOURS * 0.0225 + HOURS * (800 / 400) * 0.006,
      '25.19',
      bill(nlb({ udp: { newConnectionsPerSecond: 800 } })),
    ],
    [
      'UDP, 50,000 open',
      () => HOURS * 0.0225 + HOURS * (150_000 / 50_000) * 0.006,
      '29.57',
      bill(nlb({ udp: { activeConnections: 150_000 } })),
    ],
    [
      'TLS, 50 new',
      () => HOURS * 0.0225 + HOURS * (500 / 50) * 0.006,
      '60.23',
      bill(nlb({ tls: { newConnectionsPerSecond: 500 } })),
    ],
    [
      'TLS, 3,000 open',
      () => HOURS * 0.0225 + HOURS * (12_000 / 3000) * 0.006,
      '33.95',
      bill(nlb({ tls: { activeConnections: 12_000 } })),
    ],
    [
      'bytes',
      () => HOURS * 0.0225 + (400 + 600) * 0.006,
      '22.43',
      bill(nlb({ tcp: { gbInPerMonth: 400, gbOutPerMonth: 600 } })),
    ],
    [
      'three protocols',
      () => HOURS * 0.0225 + HOURS * (800 / 800 + 800 / 400 + 200 / 50) * 0.006,
      '47.09',
      bill(
        nlb({
          tcp: { newConnectionsPerSecond: 800 },
          udp: { newConnectionsPerSecond: 800 },
          tls: { newConnectionsPerSecond: 200 },
        }),
      ),
    ],
    [
      'the most within each, the sum of both',
      () =>
        HOURS * 0.0225 + HOURS * (Math.max(800 / 800, 1460 / HOURS) + Math.max(25_000 / 50_000, HOURS / HOURS)) * 0.006,
      '29.57',
      bill(
        nlb({
          tcp: { newConnectionsPerSecond: 800, gbOutPerMonth: 1460 },
          udp: { activeConnections: 25_000, gbInPerMonth: 730 },
        }),
      ),
    ],
    ['units as they are measured', () => HOURS * (0.0225 + 3.5 * 0.006), '31.76', bill(nlb({ capacityUnits: 3.5 }))],
  ])
})

describe('addresses, old balancers and bytes that leave', () => {
  works([
    [
      'an NLB in three zones has three addresses',
      () => HOURS * 0.0225 + 3 * HOURS * 0.005,
      '27.38',
      bill(nlb({ addresses: 3 })),
    ],
    ['an ALB in two', () => HOURS * 0.0225 + 2 * HOURS * 0.005, '23.73', bill(alb({ addresses: 2 }))],
    ['four addresses alone', () => 4 * HOURS * 0.005, '14.60', bill({ product: 'public-ipv4', addresses: 4 })],
    [
      'a Classic Load Balancer in Ireland for 100 hours',
      () => 100 * 0.028 + (20 + 30) * 0.008,
      '3.20',
      { ...bill({ product: 'clb', hours: 100, gbInPerMonth: 20, gbOutPerMonth: 30 }), region: 'eu-west-1' },
    ],
    [
      'between zones, both sides pay',
      () => 2 * 2500 * 0.01,
      '50.00',
      bill({ product: 'data-transfer', crossZoneGb: 2500 }),
    ],
    ['100 GB leave for nothing', () => 100 * 0, '0.00', bill(leaving(100))],
    ['one more', () => 1 * 0.09, '0.09', bill(leaving(101))],
    ['the whole first tier', () => (10_240 - 100) * 0.09, '912.60', bill(leaving(10_240))],
    ['the second', () => 10_140 * 0.09 + (51_200 - 10_240) * 0.085, '4394.20', bill(leaving(51_200))],
    ['the third', () => 10_140 * 0.09 + 40_960 * 0.085 + (153_600 - 51_200) * 0.07, '11562.20', bill(leaving(153_600))],
    [
      'the last',
      () => 10_140 * 0.09 + 40_960 * 0.085 + 102_400 * 0.07 + (200_000 - 153_600) * 0.05,
      '13882.20',
      bill(leaving(200_000)),
    ],
    [
      'the free GB are free once for the account',
      () => (2 * 100 - 100) * 0.09,
      '9.00',
      bill(leaving(100, { count: 2 })),
    ],
    [
      'a tier is reached together',
      () => 10_140 * 0.09 + (6000 + 6000 - 10_240) * 0.085,
      '1062.20',
      bill(leaving(6000, { name: 'web' }), leaving(6000, { name: 'mail' })),
    ],
  ])
})
