import { createHash } from 'node:crypto'
import type { Random } from './random.ts'

/**
 * Families that no list was at hand for, imitated from published descriptions of how they make names: alphabet, length and
 * top-level names, not their exact output. They widen what the model knows; they prove nothing by themselves.
 */
export const IMITATED: Readonly<Record<string, (random: Random) => string>> = {
  banjori: (r) => `${r.letters(4)}${r.one(['estnessbiophysicalohax', 'satformalisticirekb', 'gavenuteqsemitism'])}.com`,
  bedep: (r) => `${r.letters(r.between(12, 18), ALNUM)}.com`,
  bumblebee: (r) => `${r.letters(11, ALNUM)}.life`,
  ccleaner: (r) => `ab${hexOf(r, r.between(8, 12))}.com`,
  chinad: (r) => `${r.letters(16, ALNUM)}.${r.one(['com', 'org', 'net', 'biz', 'info', 'ru', 'cn'])}`,
  copperstealer: (r) => `${hexOf(r, 16)}.${r.one(['xyz', 'info', 'com'])}`,
  corebot: (r) => `${r.letters(r.between(12, 23), 'abcdefghijklmnopqrstuvwxy012345678')}.ddns.net`,
  cryptolocker: (r) =>
    `${r.letters(r.between(12, 15), A_TO_Y)}.${r.one(['com', 'net', 'biz', 'ru', 'org', 'co.uk', 'info'])}`,
  dmsniff: (r) => `${r.letters(r.between(5, 7))}${r.letters(3, 'aeiou')}.${r.one(['com', 'org', 'net', 'ru', 'in'])}`,
  dnschanger: (r) => `${r.letters(10)}.com`,
  dyre: (r) => `${r.letters(1)}${hexOf(r, 33)}.${r.one(['cc', 'ws', 'to', 'in', 'hk', 'cn', 'tk', 'so'])}`,
  emotet: (r) => `${r.letters(16, A_TO_Y)}.eu`,
  enviserv: (r) => `${hexOf(r, 10)}.${r.one(['com', 'net', 'org', 'info', 'biz', 'in'])}`,
  flubot: (r) => `${r.letters(15, A_TO_Y)}.${r.one(['ru', 'cn', 'su', 'com', 'info', 'org'])}`,
  gspy: (r) => `${hexOf(r, 16)}.net`,
  hesperbot: (r) => `${r.letters(r.between(8, 24))}.com`,
  infy: (r) => `${hexOf(r, 8)}.${r.one(['space', 'net', 'top'])}`,
  legion: (r) => `${r.letters(r.between(6, 9), ALNUM)}.${r.one(['xyz', 'top', 'ru', 'su', 'cc', 'pw'])}`,
  mirai: (r) => `${r.letters(12)}.${r.one(['online', 'tech', 'support'])}`,
  modpack: (r) => `${hexOf(r, 12)}.${r.one(['org', 'net', 'biz', 'com'])}`,
  monerominer: (r) => `${hexOf(r, 13)}.${r.one(['tk', 'org', 'tickets', 'blackfriday', 'hosting', 'feedback'])}`,
  mydoom: (r) => `${r.letters(10, 'aehmnpqrsw')}.${r.one(['com', 'biz', 'us', 'net', 'org', 'ws', 'info', 'in'])}`,
  newgoz: (r) => `${r.letters(r.between(20, 28), ALNUM)}.${r.one(['com', 'net', 'org', 'biz'])}`,
  ngioweb: (r) =>
    `${syllables(r, 3, 5)}${r.one(['ation', 'ity', 'ness', 'able', 'hood'])}.${r.one(['info', 'biz', 'net', 'org'])}`,
  nymaim: (r) => `${r.letters(r.between(5, 12))}.${r.one(['com', 'net', 'org', 'info', 'biz', 'xyz', 'ru', 'in'])}`,
  orchard: (r) => `${hexOf(r, 32)}.${r.one(['com', 'net', 'org', 'duckdns.org'])}`,
  padcrypt: (r) =>
    `${r.letters(r.one([16, 24]), 'abcdnfolmk')}.${r.one(['com', 'co.uk', 'de', 'org', 'net', 'eu', 'info'])}`,
  phorpiex: (r) => `${r.letters(r.between(7, 14), 'aeoubdfghrs')}.${r.one(['ru', 'su', 'io', 'cc', 'ws', 'co', 'to'])}`,
  pushdo: (r) => `${alternating(r, r.between(8, 12))}.${r.one(['kz', 'com', 'ru'])}`,
  pushdotid: (r) => `${r.letters(10)}.${r.one(['com', 'net', 'ru', 'org'])}`,
  qakbot: (r) => `${r.letters(r.between(8, 25))}.${r.one(['com', 'net', 'org', 'info', 'biz'])}`,
  ramdo: (r) => `${r.letters(16, 'acegikmoqsuwy')}.org`,
  ramnit: (r) => `${r.letters(r.between(8, 19), A_TO_Y)}.${r.one(['com', 'bid', 'eu', 'click', 'com'])}`,
  reconyc: (r) => `${r.letters(r.between(10, 18), ALNUM)}.${r.one(['com', 'net', 'org'])}`,
  rovnix: (r) => `${r.letters(18, ALNUM)}.${r.one(['com', 'net', 'ru', 'biz', 'cn'])}`,
  sisron: (r) => `${dateCode(r)}.${r.one(['com', 'net', 'org', 'info'])}`,
  sphinx: (r) => `${r.letters(16)}.com`,
  szribi: (r) => `${r.letters(8, 'aodefgstuipqwry')}.com`,
  tinba: (r) => `${r.letters(12, A_TO_Y)}.${r.one(['com', 'ru', 'pw', 'in', 'net', 'xyz', 'info'])}`,
  tinynuke: (r) => `${hexOf(r, 32)}.${r.one(['com', 'top', 'tk'])}`,
  tofsee: (r) => `${twice(r)}${r.letters(1)}.${r.one(['ch', 'biz'])}`,
  torpig: (r) => `${r.letters(r.between(7, 9), 'abcdefghijlmnrstuvwx')}.${r.one(['com', 'net', 'biz'])}`,
  vawtrak: (r) => `${syllables(r, 3, 4)}${r.letters(1, 'bcdfgklmnprst')}.${r.one(['com', 'top', 'ru'])}`,
  verblecon: (r) => `${hexOf(r, 32)}.tk`,
  virut: (r) => `${r.letters(6)}.com`,
  volatilecedar: (r) => `${reordered(r, 'dotnetexplorer')}.info`,
  xshellghost: (r) => `${r.letters(r.between(10, 16))}.com`,
  zloader: (r) => `${r.letters(20, A_TO_Y)}.com`,
}

const ALNUM = 'abcdefghijklmnopqrstuvwxyz0123456789'
const A_TO_Y = 'abcdefghijklmnopqrstuvwxy'
const CONSONANTS = 'bcdfghjklmnpqrstvwxz'

const hexOf = (r: Random, digits: number): string =>
  createHash('md5').update(String(r.next())).digest('hex').slice(0, digits)

const syllables = (r: Random, from: number, to: number): string =>
  Array.from({ length: r.between(from, to) }, () => r.letters(1, 'bcdfgklmnprstv') + r.letters(1, 'aeiou')).join('')

const alternating = (r: Random, length: number): string =>
  Array.from({ length }, (_, place) => r.letters(1, place % 2 === 0 ? CONSONANTS : 'aeiou')).join('')

function twice(r: Random): string {
  const half = r.letters(3)
  return half + half
}

const dateCode = (r: Random): string =>
  Buffer.from(`${r.between(10, 28)}${r.between(10, 12)}20${r.between(10, 30)}`)
    .toString('base64')
    .replaceAll('=', '')
    .toLowerCase()
    .concat(r.one(['a', 'b', 'c', 'd']))

function reordered(r: Random, word: string): string {
  const letters = [...word]
  for (let times = r.between(2, 10); times > 0; times--) {
    const [one, other] = [r.between(0, letters.length - 1), r.between(0, letters.length - 1)]
    ;[letters[one], letters[other]] = [letters[other] ?? '', letters[one] ?? '']
  }
  return letters.join('')
}
