import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nameOf } from '#engine/detect/name.ts'
import { IMITATED } from './families.ts'
import { type Random, shuffled } from './random.ts'
import { romajiName } from './romaji.ts'

/** A registered name with where it came from. */
export interface Sample {
  label: string
  suffix: string
  /** '' for an honest one. */
  family: string
  /** Samples of one group are trained on together or not at all. */
  group: string
}

export const EACH_FAMILY_MAX = 1_000
const IMITATED_EACH = 400
const ROMAJI = 6_000

/** The made-up names: recorded ones from the folder, and imitations of families that it lacks. */
export function madeUpNames(folder: string, random: Random): Sample[] {
  const recorded = readFileSync(join(folder, 'dga_domains.tsv'), 'utf8')
    .split('\n')
    .map((line) => line.trim().split('\t'))
    .filter(([family, name]) => name !== undefined && !family?.startsWith('#'))
    .map(([family, name]) => sampleOf(name ?? '', family ?? '', groupOf(family ?? '')))
  const imitated = Object.entries(IMITATED).flatMap(([family, make]) =>
    Array.from({ length: IMITATED_EACH }, () => sampleOf(make(random), `~${family}`, groupOf(family))),
  )
  return [...atMost(recorded, random), ...imitated]
}

function atMost(samples: readonly Sample[], random: Random): Sample[] {
  const families = Map.groupBy(shuffled(samples, random), ({ family }) => family)
  return [...families.values()].flatMap((of) => of.slice(0, EACH_FAMILY_MAX))
}

/** Relatives make names alike: whoever has seen one has seen the other. */
const RELATIVES = ['murofet', 'pykspa', 'ranbyus', 'nymaim', 'pushdo', 'monero', 'kraken']
const groupOf = (family: string): string => RELATIVES.find((relative) => family.startsWith(relative)) ?? family

/** A list's name, and whether everybody asks for what stands in it. */
const LISTS = [
  ['legit_opendns_random10k.txt', 'ordinary'],
  ['legit_opendns_top10k.txt', 'popular'],
  ['legit_npm_top-sites500.txt', 'popular'],
] as const

/** Honest names: the lists, and Japanese ones put together. */
export function honestNames(folder: string, random: Random): Sample[] {
  const listed = LISTS.flatMap(([list, group]) =>
    readFileSync(join(folder, list), 'utf8')
      .split('\n')
      .map((line) => [line.trim(), group] as const)
      .filter(([name]) => name !== ''),
  )
  const made = Array.from({ length: ROMAJI }, () => [romajiName(random), 'romaji'] as const)
  return [...new Map([...listed, ...made])]
    .map(([name, group]) => sampleOf(name, '', group))
    .filter(({ label }) => label !== '')
}

function sampleOf(name: string, family: string, group: string): Sample {
  const { label, suffix } = nameOf(name)
  return { label, suffix, family, group }
}
