/** The Windows interfaces an intruder works through, by the names Zeek and Microsoft's open specifications give them. */
const ENDPOINTS: ReadonlyMap<string, string> = new Map([
  ['367abb81-9844-35f1-ad32-98f038001003', 'svcctl'],
  ['e3514235-4b06-11d1-ab04-00c04fc2dcd2', 'drsuapi'],
  ['12345778-1234-abcd-ef00-0123456789ac', 'samr'],
  ['12345778-1234-abcd-ef00-0123456789ab', 'lsarpc'],
  ['12345678-1234-abcd-ef00-01234567cffb', 'netlogon'],
  ['4b324fc8-1670-01d3-1278-5a47bf6ee188', 'srvsvc'],
  ['6bffd098-a112-3610-9833-46c3f87e345a', 'wkssvc'],
  ['338cd001-2244-31f1-aaaa-900038001003', 'winreg'],
  ['1ff70682-0a51-30e8-076d-740be8cee98b', 'atsvc'],
  ['86d35949-83c9-4044-b424-db363231fd0c', 'itaskschedulerservice'],
  ['9556dc99-828c-11cf-a37e-00aa003240c7', 'iwbemservices'],
  ['e1af8308-5d1f-11c9-91a4-08002b14a0fa', 'epmapper'],
  ['000001a0-0000-0000-c000-000000000046', 'isystemactivator'],
  ['99fcfec4-5260-101b-bbcb-00aa0021347a', 'ioxidresolver'],
  ['3919286a-b10c-11d0-9ba8-00c04fd92ef5', 'dssetup'],
])

export const endpointOf = (uuid: string): string => ENDPOINTS.get(uuid.toLowerCase()) ?? uuid.toLowerCase()

/** Zeek tells operations by name; of these Suricata's number is known too. Numbers as in MS-SCMR, MS-DRSR, MS-TSCH, MS-NRPC, MS-SRVS. */
const OPERATIONS: ReadonlyMap<string, ReadonlyMap<number, string>> = new Map([
  [
    'svcctl',
    new Map([
      [1, 'ControlService'],
      [2, 'DeleteService'],
      [12, 'CreateServiceW'],
      [15, 'OpenSCManagerW'],
      [16, 'OpenServiceW'],
      [19, 'StartServiceW'],
      [24, 'CreateServiceA'],
      [27, 'OpenSCManagerA'],
      [28, 'OpenServiceA'],
      [31, 'StartServiceA'],
      [44, 'CreateServiceWOW64A'],
      [45, 'CreateServiceWOW64W'],
    ]),
  ],
  ['drsuapi', new Map([[3, 'DRSGetNCChanges']])],
  ['atsvc', new Map([[0, 'NetrJobAdd']])],
  ['itaskschedulerservice', new Map([[1, 'SchRpcRegisterTask']])],
  [
    'iwbemservices',
    new Map([
      [20, 'ExecQuery'],
      [24, 'ExecMethod'],
    ]),
  ],
  [
    'netlogon',
    new Map([
      [15, 'NetrServerAuthenticate2'],
      [26, 'NetrServerAuthenticate3'],
      [30, 'NetrServerPasswordSet2'],
    ]),
  ],
  ['srvsvc', new Map([[12, 'NetrSessionEnum']])],
])

export const operationOf = (endpoint: string, number: number): string =>
  OPERATIONS.get(endpoint)?.get(number) ?? String(number)
