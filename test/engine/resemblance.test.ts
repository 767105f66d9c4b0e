import { describe, expect, it } from 'vitest'
import { likeliestFirst, resembles } from '#engine/resemblance.ts'

describe('a PC’s name for itself', () => {
  it.each([
    ['CHIBA-PC', '千葉'],
    ['CHIBA-PC', '千葉 太郎'],
    ['TIBA01', '千葉太郎'],
    ['sasaki-note', '佐々木'],
    ['SasakiNote', '佐々木'],
    ['SASAKINOTE', '佐々木'],
    ['千葉のMacBook', '千葉'],
    ['千葉のMacBook', '千葉 花子'],
    ['Chibas-MacBook-Pro', '千葉'],
    ['saito-pc', '齋藤'],
    ['SAITOU-PC', '斉藤'],
    ['ohno-desktop', '大野'],
    ['oono-desktop', '大野'],
    ['KANNO-PC', '菅野'],
    ['sugano', '菅野'],
    ['onodera-2', '小野寺'],
    ['kikuchi-mac', 'きくち'],
    ['kikuchi-mac', 'キクチ'],
    ['kikuchi-mac', 'Kikuchi Ken'],
    ['ken-pc', 'Kikuchi Ken'],
    ['honma', 'ホンマ'],
    ['HOMMA', '本間'],
    ['shimizu', '清水'],
    ['SIMIZU', '清水'],
    ['舘ひろのPC', '舘ひろ'],
    ['ｃｈｉｂａ－ｐｃ', '千葉'],
  ])('%s speaks of %s', (host, name) => expect(resembles(host, name)).toBe(true))

  it.each([
    ['DESKTOP-7Q12ABC', '千葉'],
    ['KEIRI-PC', '菊池'],
    ['CHIBAKEN-PC', '佐々木'],
    // The reading of 小野 begins onodera, and 森 begins moriya.
    ['onodera-2', '小野'],
    ['moriya-pc', '森'],
    ['', '千葉'],
    ['CHIBA-PC', ''],
    ['-', '-'],
    ['CHIBA-PC', '…'],
    ['NOTE-PC', '野'],
    ['のの', '千葉'],
  ])('%s does not speak of %s', (host, name) => expect(resembles(host, name)).toBe(false))

  it('puts first whom it speaks of, and leaves the others as they were', () => {
    const people = ['菊池', '熊谷', '千葉', '佐々木']
    expect(likeliestFirst(people, (name) => resembles('CHIBA-PC', name))).toEqual(['千葉', '菊池', '熊谷', '佐々木'])
  })
})
