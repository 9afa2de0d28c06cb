// The bills of the golden stories on the clouds without a layer-7 balancer of their own, worked out by hand as in `bills.test.ts`.
import { draftOf } from '../domain/design/drafting.ts'
import { storyNamed } from './stories.ts'
import { checkBills, HOURS, POD_HOURS, type Row, type Story } from './story-bills.ts'

const STORIES: Story[] = [
  [
    'cameras-scaleway: a small balancer outside and one inside, and one whose peak needs 279 of 500 Mbps',
    draftOf(storyNamed('cameras-scaleway')),
    'recommended',
    '85.33',
    [
      ['default-archive: Load balancer LB-S', HOURS * 0.023, '16.79'],
      ['default-broker: Load balancer LB-S', HOURS * 0.023, '16.79'],
      ['default-broker: Flexible IPv4 address', HOURS * 0.005, '3.65'],
      // 30,500 GB × 8,000 / (730 h × 3,600 s) × 3 at the peak.
      ['default-gallery-entrance: Load balancer LB-GP-M', HOURS * 0.054, '39.42'],
      ['default-gallery-entrance: Flexible IPv4 address', HOURS * 0.005, '3.65'],
      // An eighth of a node of 4 GiB at 0.02754: 512 MiB.
      ['default-gallery-entrance: Proxy pods', POD_HOURS * (0.02754 / 8), '5.03'],
    ],
  ],
  [
    'clinic-vultr: a balancer for each clinic and one for the laboratories',
    draftOf(storyNamed('clinic-vultr')),
    'recommended',
    '54.78',
    [
      ...['default-east-entrance', 'default-north-entrance', 'default-results', 'default-west-entrance'].map(
        (name): Row => [`${name}: Load balancer`, 10, '10.00'],
      ),
      ...['default-east-entrance', 'default-north-entrance', 'default-west-entrance'].map(
        (name): Row => [`${name}: Proxy pods`, POD_HOURS * (0.027 / 8), '4.93'],
      ),
    ],
  ],
  [
    'clinic-vultr, after sharing: one for all clinics',
    draftOf(storyNamed('clinic-vultr')),
    'consolidated',
    '24.93',
    [
      ...['default-clinics-public', 'default-results'].map((name): Row => [`${name}: Load balancer`, 10, '10.00']),
      ['default-clinics-public: Proxy pods', POD_HOURS * (0.027 / 8), '4.93'],
    ],
  ],
  [
    'forum-hetzner, before sharing: four LB11, each at the price of a month; 730 h at 0.012 would be 8.76',
    draftOf(storyNamed('forum-hetzner')),
    'recommended',
    '33.17',
    [
      ...['default-chat-entrance', 'default-mail', 'default-pages-entrance', 'default-voice'].map(
        (name): Row => [`${name}: Load Balancer LB11`, 7.49, '7.49'],
      ),
      ['default-chat-entrance: Proxy pods', POD_HOURS * (0.0088 / 8), '1.61'],
      ['default-pages-entrance: Proxy pods', POD_HOURS * (0.0088 / 8), '1.61'],
    ],
  ],
  [
    'forum-hetzner, after sharing: pages and chat behind one, 2,600 GB out of the 20 TB that are included',
    draftOf(storyNamed('forum-hetzner')),
    'consolidated',
    '24.08',
    [
      ...['default-forum-public', 'default-mail', 'default-voice'].map(
        (name): Row => [`${name}: Load Balancer LB11`, 7.49, '7.49'],
      ),
      ['default-forum-public: Proxy pods', POD_HOURS * (0.0088 / 8), '1.61'],
    ],
  ],
  [
    'devices-oci: one flexible load balancer beside one that has 730 of the 744 free hours already',
    draftOf(storyNamed('devices-oci')),
    'recommended',
    '15.96',
    [
      ['default-console-entrance: Network Load Balancer hours', 0, '0.00'],
      ['default-telemetry: Network Load Balancer hours', 0, '0.00'],
      ['default-time: Network Load Balancer hours', 0, '0.00'],
      ['flexible load balancers of the tenancy: Flexible load balancer hours, free for the tenancy', 0, '0.00'],
      ['flexible load balancers of the tenancy: Flexible load balancer hours', (HOURS - 14) * 0.0113, '8.09'],
      ['flexible load balancers of the tenancy: Flexible load balancer bandwidth, free for the tenancy', 0, '0.00'],
      // 10,000 GB are 22,222 Mbps-hours, more than 10 Mbps × 730 h; of the free 7,440 the other has 7,300.
      [
        'flexible load balancers of the tenancy: Flexible load balancer bandwidth',
        ((10_000 * 8000) / 3600 - 140) * 0.0001,
        '2.21',
      ],
      // An eighth of 1 OCPU, which is 2 vCPU, and 4 GiB.
      ['default-console-entrance: Proxy pods', POD_HOURS * ((0.025 + 4 * 0.0015) / 8), '5.66'],
    ],
  ],
  [
    'digitalocean-web-and-udp: two regional nodes, and two network ones for 18,000 calls at the peak',
    draftOf(storyNamed('digitalocean-web-and-udp')),
    'recommended',
    '60.52',
    [
      ['default-console: Load balancer nodes', 12, '12.00'],
      ['default-sip: Load balancer nodes', Math.ceil((9000 * 2) / 10_000) * 15, '30.00'],
      ['default-site-entrance: Load balancer nodes', 12, '12.00'],
      ['default-site-entrance: Proxy pods', POD_HOURS * (0.03571 / 8), '6.52'],
    ],
  ],
  [
    'linode-shop, before sharing: four NodeBalancers, whose hours (10.95) reach the price of a month',
    draftOf(storyNamed('linode-shop')),
    'recommended',
    '53.14',
    [
      ...['mail', 'pages-entrance', 'stock', 'till-entrance'].map(
        (name): Row => [`default-${name}: NodeBalancer`, Math.min(HOURS * 0.015, 10), '10.00'],
      ),
      ['default-pages-entrance: Proxy pods', POD_HOURS * (0.036 / 8), '6.57'],
      ['default-till-entrance: Proxy pods', POD_HOURS * (0.036 / 8), '6.57'],
    ],
  ],
  [
    'linode-shop, after sharing: one NodeBalancer before the Gateway of both',
    draftOf(storyNamed('linode-shop')),
    'consolidated',
    '36.57',
    [
      ...['mail', 'shop-public', 'stock'].map(
        (name): Row => [`default-${name}: NodeBalancer`, Math.min(HOURS * 0.015, 10), '10.00'],
      ),
      ['default-shop-public: Proxy pods', POD_HOURS * (0.036 / 8), '6.57'],
    ],
  ],
]

checkBills(STORIES)
