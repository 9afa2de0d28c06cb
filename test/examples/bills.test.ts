// The bills of the golden stories, worked out by hand from the prices and formulas the clouds publish: hours are 730 a month, and each
// figure of a row stands in the topology, in the price data with its source, or in the cloud's own formula.
import { draftOf } from '../domain/design/drafting.ts'
import { exampleNamed, storyNamed } from './stories.ts'
import { checkBills, HOURS, POD_HOURS, type Row, type Story } from './story-bills.ts'

const GIB = 1e9 / 2 ** 30

const STORIES: Story[] = [
  [
    'article-aws: one NLB in three zones, and what the frontend adds to the ALB that is there',
    draftOf(exampleNamed('article')),
    'recommended',
    '34.64',
    [
      ['default-webapp: Network Load Balancer hours', HOURS * 0.0225, '16.43'],
      ['default-webapp: Public IPv4 addresses', HOURS * 3 * 0.005, '10.95'],
      // TLS passed through counts as TCP: 15/800 new, 900/100,000 open, 900 GB are the most.
      ['default-webapp: NLCU-hours (TCP)', HOURS * Math.max(15 / 800, 900 / 100_000, 900 / HOURS) * 0.006, '5.40'],
      // 8 new a second of 25; 8 × 30 s open of 3,000; 200 GB of 730; one rule, ten are free.
      ['public: LCU-hours added by this load', HOURS * Math.max(8 / 25, (8 * 30) / 3000, 200 / HOURS) * 0.008, '1.87'],
    ],
  ],
  [
    'article-gcp: a rule in the region, a rule in the global pool, and what leaves through the proxy',
    draftOf(storyNamed('article-gcp')),
    'recommended',
    '37.99',
    [
      ['forwarding rules in us-central1: First five forwarding rules, one price together', HOURS * 0.025, '18.25'],
      ['global forwarding rules: First five forwarding rules, one price together', HOURS * 0.025, '18.25'],
      ['default-frontend-entrance: Data processed outbound', 200 * GIB * 0.008, '1.49'],
    ],
  ],
  [
    'article-azure: 443 of webapp, 443 and the status port of the Gateway, the outbound rule: four of five',
    draftOf(storyNamed('article-azure')),
    'recommended',
    '34.09',
    [
      ['kubernetes: First five rules, one price together', HOURS * 0.025, '18.25'],
      ['kubernetes: Data processed', (900 + 200) * 0.005, '5.50'],
      ['kubernetes: Public IPv4 addresses', HOURS * 2 * 0.005, '7.30'],
      // A twentieth of a node of 2 vCPU at 0.0416: 100m CPU.
      ['kubernetes: Proxy pods', POD_HOURS * (0.0416 / 20), '3.04'],
    ],
  ],
  ['article-bare-metal: node ports cost nothing', draftOf(storyNamed('article-bare-metal')), 'recommended', '0.00', []],
  [
    'online-shop-aws: one ALB in Frankfurt',
    draftOf(exampleNamed('online-shop')),
    'recommended',
    '35.78',
    [
      ['default-frontend-entrance: Application Load Balancer hours', HOURS * 0.027, '19.71'],
      ['default-frontend-entrance: Public IPv4 addresses', HOURS * 3 * 0.005, '10.95'],
      // 20/25 new, 20 × 30/3,000 open, (40 + 600)/730 GB an hour is the most.
      [
        'default-frontend-entrance: LCU-hours',
        HOURS * Math.max(20 / 25, (20 * 30) / 3000, (40 + 600) / HOURS) * 0.008,
        '5.12',
      ],
    ],
  ],
  [
    'online-shop-gcp: one global rule and both directions through the proxy',
    draftOf(storyNamed('online-shop-gcp')),
    'recommended',
    '23.02',
    [
      ['global forwarding rules: First five forwarding rules, one price together', HOURS * 0.025, '18.25'],
      ['default-frontend-entrance: Data processed inbound', 40 * GIB * 0.008, '0.30'],
      ['default-frontend-entrance: Data processed outbound', 600 * GIB * 0.008, '4.47'],
    ],
  ],
  [
    'online-shop-azure: 443, the status port and the outbound rule: three of five',
    draftOf(storyNamed('online-shop-azure')),
    'recommended',
    '28.14',
    [
      ['kubernetes: First five rules, one price together', HOURS * 0.025, '18.25'],
      ['kubernetes: Data processed', (40 + 600) * 0.005, '3.20'],
      ['kubernetes: Public IPv4 addresses', HOURS * 0.005, '3.65'],
      ['kubernetes: Proxy pods', POD_HOURS * (0.0416 / 20), '3.04'],
    ],
  ],
  [
    'online-shop-bare-metal: an address and two pods of one’s own',
    draftOf(storyNamed('online-shop-bare-metal')),
    'recommended',
    '0.00',
    [
      ['default-frontend-entrance: Address announced by the cluster itself', HOURS * 0, '0.00'],
      ['default-frontend-entrance: Proxy pods', POD_HOURS * 0, '0.00'],
    ],
  ],
  [
    'six-shops-aws, after sharing: one ALB that carries 80 GB in, 1,000 GB out and 30 new connections a second',
    draftOf(storyNamed('six-shops-aws')),
    'consolidated',
    '36.02',
    [
      ['default-mall-public: Application Load Balancer hours', HOURS * 0.0225, '16.43'],
      ['default-mall-public: Public IPv4 addresses', HOURS * 3 * 0.005, '10.95'],
      // 30/25 new = 1.2, (80 + 1,000)/730 GB an hour = 1.48 is the most.
      ['default-mall-public: LCU-hours', HOURS * Math.max(30 / 25, 1080 / HOURS) * 0.008, '8.64'],
    ],
  ],
  [
    'six-shops-gcp, before sharing: six global rules, one of them above five',
    draftOf(storyNamed('six-shops-gcp')),
    'recommended',
    '33.60',
    [
      ['global forwarding rules: First five forwarding rules, one price together', HOURS * 0.025, '18.25'],
      ['global forwarding rules: Forwarding rules above five', HOURS * 0.01, '7.30'],
      ['default-bakery-entrance: Data processed inbound', 10 * GIB * 0.008, '0.07'],
      ['default-bakery-entrance: Data processed outbound', 120 * GIB * 0.008, '0.89'],
      ['default-bookshop-entrance: Data processed inbound', 20 * GIB * 0.008, '0.15'],
      ['default-bookshop-entrance: Data processed outbound', 260 * GIB * 0.008, '1.94'],
      ['default-florist-entrance: Data processed inbound', 5 * GIB * 0.008, '0.04'],
      ['default-florist-entrance: Data processed outbound', 90 * GIB * 0.008, '0.67'],
      ['default-grocer-entrance: Data processed inbound', 30 * GIB * 0.008, '0.22'],
      ['default-grocer-entrance: Data processed outbound', 400 * GIB * 0.008, '2.98'],
      ['default-tailor-entrance: Data processed inbound', 5 * GIB * 0.008, '0.04'],
      ['default-tailor-entrance: Data processed outbound', 30 * GIB * 0.008, '0.22'],
      ['default-toys-entrance: Data processed inbound', 10 * GIB * 0.008, '0.07'],
      ['default-toys-entrance: Data processed outbound', 100 * GIB * 0.008, '0.75'],
    ],
  ],
  [
    'six-shops-gcp, after sharing: one rule; the bytes are the same',
    draftOf(storyNamed('six-shops-gcp')),
    'consolidated',
    '26.30',
    [
      ['global forwarding rules: First five forwarding rules, one price together', HOURS * 0.025, '18.25'],
      ['default-mall-public: Data processed inbound', 80 * GIB * 0.008, '0.60'],
      ['default-mall-public: Data processed outbound', 1000 * GIB * 0.008, '7.45'],
    ],
  ],
  [
    'two-owners, after sharing: three ALBs, no traffic stated',
    draftOf(storyNamed('two-owners')),
    'consolidated',
    '82.13',
    ['default-ledger-entrance', 'default-market-public', 'default-market-public-2'].flatMap((name): Row[] => [
      [`${name}: Application Load Balancer hours`, HOURS * 0.0225, '16.43'],
      [`${name}: Public IPv4 addresses`, HOURS * 3 * 0.005, '10.95'],
    ]),
  ],
  [
    'games-udp: two zones; UDP and TCP of one NLB are counted apart and added up; 1,200 s a connection',
    draftOf(storyNamed('games-udp')),
    'recommended',
    '161.70',
    [
      ['default-lobby-entrance: Application Load Balancer hours', HOURS * 0.0225, '16.43'],
      ['default-lobby-entrance: Public IPv4 addresses', HOURS * 2 * 0.005, '7.30'],
      // 20 new × 1,200 s = 24,000 open of 3,000 are the most.
      [
        'default-lobby-entrance: LCU-hours',
        HOURS * Math.max(20 / 25, (20 * 1200) / 3000, 300 / HOURS) * 0.008,
        '46.72',
      ],
      ['default-server: Network Load Balancer hours', HOURS * 0.0225, '16.43'],
      ['default-server: Public IPv4 addresses', HOURS * 2 * 0.005, '7.30'],
      [
        'default-server: NLCU-hours (UDP)',
        HOURS * Math.max(40 / 400, 12_000 / 50_000, (1500 + 4000) / HOURS) * 0.006,
        '33.00',
      ],
      ['default-voice: Network Load Balancer hours', HOURS * 0.0225, '16.43'],
      ['default-voice: Public IPv4 addresses', HOURS * 2 * 0.005, '7.30'],
      // The load of a workload falls on its ports alike: half of 1,800 GB each way of carrying it.
      [
        'default-voice: NLCU-hours (TCP + UDP)',
        HOURS *
          (Math.max(5 / 800, 2000 / 100_000, 900 / HOURS) + Math.max(5 / 400, 2000 / 50_000, 900 / HOURS)) *
          0.006,
        '10.80',
      ],
    ],
  ],
]

checkBills(STORIES)
