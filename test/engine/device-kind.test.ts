import { describe, expect, it } from 'vitest'
import { DEVICE_KINDS, type DeviceKind, isPcKind, kindOf, kindSaid } from '#engine/device-kind.ts'

describe('what a user agent says', () => {
  it.each<[string, DeviceKind | undefined]>([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0 Safari/537.36',
      'windows',
    ],
    ['Microsoft-CryptoAPI/10.0', 'windows'],
    ['Microsoft NCSI', 'windows'],
    ['Microsoft-Delivery-Optimization/10.1', 'windows'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15',
      'mac',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15', 'iphone'],
    ['Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15', 'ipad'],
    ['Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/UQ1A)', 'android'],
    ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36', 'chromebook'],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', undefined],
    ['CFNetwork/1494.0.7 Darwin/23.4.0', undefined],
    ['curl/8.5.0', undefined],
    ['', undefined],
    ['</b> 千葉のパソコン', undefined],
    [`${'x'.repeat(300)} Windows NT 10.0`, undefined],
  ])('%s: %s', (userAgent, kind) => expect(kindSaid(userAgent)).toBe(kind))

  it.each<[DeviceKind[], DeviceKind | undefined]>([
    [[], undefined],
    [['windows', 'windows'], 'windows'],
    [['mac', 'ipad'], 'ipad'],
    [['windows', 'iphone'], undefined],
    [['iphone', 'ipad', 'mac'], undefined],
  ])('of %j it is %s', (said, kind) => expect(kindOf(said)).toBe(kind))

  it('tells which of them are no PCs', () =>
    expect(DEVICE_KINDS.filter((kind) => !isPcKind(kind))).toEqual(['iphone', 'ipad', 'android']))
})
