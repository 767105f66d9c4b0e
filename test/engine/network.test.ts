import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areNeighbours, insideOf, insideOfNamed, PRIVATE_NETWORKS, parseIpv4, parseNetwork } from '#engine/network.ts'
import { proofRuns } from '#test/support/proof.ts'

describe('what is a network', () => {
  test.each([
    '10.0.0.0/8',
    '192.168.10.0/24',
    '192.168.10.7',
    '0.0.0.0/0',
    '255.255.255.255/32',
    '2001:db8::/32',
    '::/0',
    '::1',
    'fe80::1%eth0',
    '::ffff:10.0.0.0/104',
    ' 10.0.0.0/8 ',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7::',
    '::2:3:4:5:6:7:8',
    '64:ff9b::198.51.100.7',
  ])('%s', (text) => {
    expect(parseNetwork(text)).toBeDefined()
  })

  test.each([
    '',
    'kiosk-7',
    '10.0.0',
    '10.0.0.0.0',
    '256.0.0.1',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    '10.0.0.0/x',
    '10..0.0',
    '.10.0.0.0',
    '10.0.0.0.',
    '2001:db8::/129',
    '2001:db8',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '12345::',
    'g::',
    ':1::2',
    '1::2:',
    '1.2.3.4::',
    '::1.2.3.4:5',
    '10.0.0.0/8 10.0.0.0/8',
    '１０.0.0.0',
  ])('not %j', (text) => {
    expect(parseNetwork(text)).toBeUndefined()
  })
})

describe('which of two ends is the firm’s own', () => {
  const inside = insideOfNamed([...PRIVATE_NETWORKS, '2001:db8:1::/48', '203.0.113.64/27'])
  test.each([
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.23',
    '169.254.1.1',
    '127.0.0.1',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fd00::1',
    '::ffff:192.168.1.23',
    '::FFFF:c0a8:0117',
    '2001:db8:1::7',
    '2001:DB8:1:0:0:0:0:7',
    '203.0.113.64',
    '203.0.113.95',
  ])('%s is inside', (address) => {
    expect(inside(address)).toBe(true)
  })

  test.each([
    '11.0.0.1',
    '172.15.255.255',
    '172.32.0.0',
    '192.169.0.1',
    '9.255.255.255',
    '203.0.113.63',
    '203.0.113.96',
    '::ffff:203.0.113.5',
    '2001:db8:2::7',
    '2001:db8::7',
    'fec0::1',
    '::2',
    '',
    'kiosk-7',
    '192.168.1',
    '192.168.1.256',
    'fe80:::1',
    '192.168.1.23.',
    '__proto__',
  ])('%s is not', (address) => {
    expect(inside(address)).toBe(false)
  })

  test('no network has nobody inside, and the whole internet everybody of its kind', () => {
    expect(insideOf([])('10.0.0.1')).toBe(false)
    expect(insideOfNamed(['0.0.0.0/0'])('203.0.113.5')).toBe(true)
    expect(insideOfNamed(['::/0'])('2001:db8::1')).toBe(true)
    expect(insideOfNamed(['rubbish', '10.0.0.0/8'])('10.0.0.1')).toBe(true)
  })

  test('agrees with counting bits, IPv4 and IPv6 alike', () => {
    const bitsOf = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('')
    const four = (bytes: readonly number[]): string => bytes.join('.')
    const six = (bytes: readonly number[]): string =>
      Array.from({ length: 8 }, (_, place) =>
        (((bytes[2 * place] ?? 0) << 8) | (bytes[2 * place + 1] ?? 0)).toString(16),
      ).join(':')
    const byte = fc.constantFrom(0, 1, 127, 128, 192, 254, 255)
    for (const [length, written] of [
      [4, four],
      [16, six],
    ] as const) {
      const address = fc.array(byte, { minLength: length, maxLength: length })
      fc.assert(
        fc.property(address, address, fc.nat(8 * length), fc.nat(8 * length), (network, other, prefix, shared) => {
          // Half of the addresses share a random head with the network, or few would be inside.
          const bits = bitsOf(network).slice(0, shared) + bitsOf(other).slice(shared)
          const near = Array.from({ length }, (_, place) => Number.parseInt(bits.slice(8 * place, 8 * place + 8), 2))
          const expected = bitsOf(near).slice(0, prefix) === bitsOf(network).slice(0, prefix)
          expect(insideOfNamed([`${written(network)}/${prefix}`])(written(near))).toBe(expected)
        }),
        { numRuns: proofRuns(500, 100_000) },
      )
    }
  })
})

describe('next door', () => {
  test.each([
    ['192.168.1.23', '192.168.1.10', true],
    ['192.168.1.23', '192.168.2.10', false],
    ['2001:db8::1', '2001:db8::ffff:0:0:2', true],
    ['2001:db8::1', '2001:db8:0:1::1', false],
    ['fe80::1%eth0', 'fe80::2', true],
    ['192.168.1.23', '::ffff:192.168.1.10', true],
    ['192.168.1.23', 'fe80::1', false],
    ['192.168.1.23', 'kiosk-7', false],
    ['', '', false],
  ])('%s and %s: %s', (left, right, expected) => {
    expect(areNeighbours(left, right)).toBe(expected)
    expect(areNeighbours(right, left)).toBe(expected)
  })
})

test.each([
  ['0.0.0.0', 0],
  ['255.255.255.255', 4_294_967_295],
  ['1.2.3.4', 16_909_060],
  ['1.2.3', -1],
  ['1.2.3.4.5', -1],
  ['1.2.3.256', -1],
  ['1.2.3.', -1],
  ['999999999999999', -1],
  ['1.2.3.4 ', -1],
  ['-1.2.3.4', -1],
])('%s as a number is %i', (text, number) => {
  expect(parseIpv4(text)).toBe(number)
})
