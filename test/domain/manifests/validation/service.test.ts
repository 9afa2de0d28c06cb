// A Service, rule by rule: reference/kubernetes.md section 2.1 and the test vectors of section 7.
import { checkRows, loadBalancer, type Row, service } from './objects.ts'

const ports = (...ports: object[]) => service({ ports })
const nodePort = (number: number) => service({ type: 'NodePort', ports: [{ port: 80, nodePort: number }] })
const headless = (fields: object = {}) => service({ clusterIP: 'None', ...fields })

const NAMES: Row[] = [
  ['a DNS-1035 name', service(), []],
  ['a leading digit, before 1.37', service({}, { name: '1api' }), ['INVALID_NAME /metadata/name'], '1.36'],
  ['a leading digit, from 1.37 on', service({}, { name: '1api' }), [], '1.37'],
  ['a dot', service({}, { name: 'a.b' }), ['INVALID_NAME /metadata/name'], '1.37'],
  ['capitals', service({}, { name: 'Web' }), ['INVALID_NAME /metadata/name']],
  ['64 characters', service({}, { name: 'a'.repeat(64) }), ['INVALID_NAME /metadata/name']],
  ['no name', service({}, { name: undefined }), ['NAME_REQUIRED /metadata/name']],
  ['a generated name', service({}, { name: undefined, generateName: 'web-' }), []],
]

const PORTS: Row[] = [
  ['none', service({ ports: [] }), ['PORTS_REQUIRED /spec/ports']],
  ['none on a headless Service', headless({ ports: undefined }), []],
  [
    'two without names',
    ports({ port: 80 }, { port: 81 }),
    ['PORT_NAME_REQUIRED /spec/ports/0/name', 'PORT_NAME_REQUIRED /spec/ports/1/name'],
  ],
  [
    'the same name twice',
    ports({ name: 'a', port: 80 }, { name: 'a', port: 81 }),
    ['DUPLICATE_PORT_NAME /spec/ports/1/name'],
  ],
  ['TCP 80 twice', ports({ name: 'a', port: 80 }, { name: 'b', port: 80 }), ['DUPLICATE_PORT /spec/ports/1']],
  ['TCP 53 and UDP 53', ports({ name: 'a', port: 53 }, { name: 'b', port: 53, protocol: 'UDP' }), []],
  ['a name with capitals', ports({ name: 'Web', port: 80 }), ['INVALID_FORMAT /spec/ports/0/name']],
  ['port 0', ports({ port: 0 }), ['TOO_SMALL /spec/ports/0/port']],
  ['port 65536', ports({ port: 65_536 }), ['TOO_BIG /spec/ports/0/port']],
  ['port as text', ports({ port: '80' }), ['WRONG_TYPE /spec/ports/0/port']],
  ['no port number', ports({ name: 'a' }), ['REQUIRED /spec/ports/0/port']],
  ['another protocol', ports({ port: 80, protocol: 'HTTP' }), ['INVALID_VALUE /spec/ports/0/protocol']],
  ['SCTP', ports({ port: 80, protocol: 'SCTP' }), []],
  ['a target port by name', ports({ port: 80, targetPort: 'http' }), []],
  [
    'a target port with "_"',
    ports({ port: 80, targetPort: 'metrics_port' }),
    ['INVALID_VALUE /spec/ports/0/targetPort'],
  ],
  [
    'a target port of 21 characters',
    ports({ port: 80, targetPort: 'averyveryverylongname' }),
    ['INVALID_VALUE /spec/ports/0/targetPort'],
  ],
  [
    'a target port of digits as text',
    ports({ port: 80, targetPort: '123' }),
    ['INVALID_VALUE /spec/ports/0/targetPort'],
  ],
  ['a target port with "--"', ports({ port: 80, targetPort: 'a--b' }), ['INVALID_VALUE /spec/ports/0/targetPort']],
  ['appProtocol of IANA', ports({ port: 80, appProtocol: 'http' }), []],
  ['appProtocol of Kubernetes', ports({ port: 80, appProtocol: 'kubernetes.io/h2c' }), []],
  [
    'appProtocol Kubernetes has not',
    ports({ port: 80, appProtocol: 'kubernetes.io/x' }),
    ['warning APP_PROTOCOL_NOT_DEFINED /spec/ports/0/appProtocol'],
  ],
  ['appProtocol with a space', ports({ port: 80, appProtocol: 'a b' }), ['INVALID_VALUE /spec/ports/0/appProtocol']],
  [
    'http over UDP',
    ports({ port: 80, protocol: 'UDP', appProtocol: 'http' }),
    ['warning APP_PROTOCOL_NOT_OVER_UDP /spec/ports/0/appProtocol'],
  ],
  ['a misspelt field', ports({ port: 80, targetport: 8080 }), ['UNKNOWN_FIELD /spec/ports/0/targetport']],
]

const NODE_PORTS: Row[] = [
  ['on ClusterIP', ports({ port: 80, nodePort: 30_000 }), ['NODE_PORT_WITHOUT_NODE_PORT_TYPE /spec/ports/0/nodePort']],
  ['below the range', nodePort(29_999), ['NODE_PORT_OUT_OF_RANGE /spec/ports/0/nodePort']],
  ['above the range', nodePort(32_768), ['NODE_PORT_OUT_OF_RANGE /spec/ports/0/nodePort']],
  ['in the static band', nodePort(30_085), []],
  ['in the dynamic band', nodePort(30_100), ['warning NODE_PORT_IN_DYNAMIC_BAND /spec/ports/0/nodePort']],
  [
    'the same twice',
    service({
      type: 'NodePort',
      ports: [
        { name: 'a', port: 80, nodePort: 30_000 },
        { name: 'b', port: 81, nodePort: 30_000 },
      ],
    }),
    ['DUPLICATE_NODE_PORT /spec/ports/1/nodePort'],
  ],
]

const ADDRESSES: Row[] = [
  ['headless LoadBalancer', loadBalancer({ clusterIP: 'None' }), ['HEADLESS_NEEDS_CLUSTER_IP_TYPE /spec/clusterIP']],
  [
    'headless NodePort',
    service({ type: 'NodePort', clusterIP: 'None' }),
    ['HEADLESS_NEEDS_CLUSTER_IP_TYPE /spec/clusterIP'],
  ],
  ['one of each family', service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'fd00::1'] }), []],
  [
    'three',
    service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'fd00::1', '10.0.0.2'] }),
    ['TOO_MANY /spec/clusterIPs'],
  ],
  [
    'two of one family',
    service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', '10.0.0.2'] }),
    ['SAME_FAMILY_TWICE /spec/clusterIPs'],
  ],
  [
    'None beside another',
    service({ clusterIP: 'None', clusterIPs: ['None', '10.0.0.1'] }),
    ['NONE_IS_NOT_ALONE /spec/clusterIPs'],
  ],
  [
    'a list that differs',
    service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.2'] }),
    ['CLUSTER_IPS_DIFFER /spec/clusterIPs/0'],
  ],
  ['a list alone', service({ clusterIPs: ['10.0.0.2'] }), ['CLUSTER_IPS_WITHOUT_CLUSTER_IP /spec/clusterIPs']],
  ['no address', service({ clusterIP: 'none' }), ['INVALID_ADDRESS /spec/clusterIP']],
  ['three families', service({ ipFamilies: ['IPv4', 'IPv6', 'IPv4'] }), ['TOO_MANY /spec/ipFamilies']],
  ['a family twice', service({ ipFamilies: ['IPv4', 'IPv4'] }), ['SAME_FAMILY_TWICE /spec/ipFamilies/1']],
  [
    'single stack with two families',
    service({ ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4', 'IPv6'] }),
    ['SINGLE_STACK_WITH_TWO_FAMILIES /spec/ipFamilyPolicy'],
  ],
  ['another policy', service({ ipFamilyPolicy: 'DualStack' }), ['INVALID_VALUE /spec/ipFamilyPolicy']],
  [
    'external addresses',
    service({ externalIPs: ['198.51.100.1'] }),
    ['warning EXTERNAL_IPS_DEPRECATED /spec/externalIPs'],
  ],
  [
    'a loopback as external address',
    service({ externalIPs: ['127.0.0.1'] }),
    ['ADDRESS_NOT_ROUTABLE /spec/externalIPs/0', 'warning EXTERNAL_IPS_DEPRECATED /spec/externalIPs'],
  ],
  [
    'a name as external address',
    service({ externalIPs: ['a.com'] }),
    ['INVALID_ADDRESS /spec/externalIPs/0', 'warning EXTERNAL_IPS_DEPRECATED /spec/externalIPs'],
  ],
]

checkRows('Service: names', NAMES)
checkRows('Service: ports', PORTS)
checkRows('Service: node ports', NODE_PORTS)
checkRows('Service: addresses', ADDRESSES)
