import { parentPort, workerData } from 'node:worker_threads'
import type { Intelligence } from '#engine/detect/feed.ts'
import { createIngestDesk, type Received } from './desk.ts'
import { intelVersion, loadIntel } from './intel.ts'
import { type Answer, ownedBy, type ThreadData, type Wish } from './wish.ts'

/**
 * The detector's thread: one wish after the other, each answered. Whatever goes wrong with one is its answer; what goes
 * wrong with the thread itself ends it, and the main side begins another.
 */
const { intel } = workerData as ThreadData
let version = intelVersion(intel)
let lists = loadIntel(intel)
/** Detectors hold this one, so that newer lists reach them. */
const intelligence: Intelligence = {
  phishing: {
    byHost: (host) => lists.phishing.byHost(host),
    byUrl: (host, path) => lists.phishing.byUrl(host, path),
  },
  malware: {
    byHost: (host) => lists.malware.byHost(host),
    byUrl: (host, path) => lists.malware.byUrl(host, path),
    byHash: (hash) => lists.malware.byHash(hash),
  },
  c2: {
    byAddress: (address, port) => lists.c2.byAddress(address, port),
    byName: (name) => lists.c2.byName(name),
    byJa3: (ja3) => lists.c2.byJa3(ja3),
    byCertificate: (sha1) => lists.c2.byCertificate(sha1),
  },
  countries: { of: (address) => lists.countries.of(address) },
}
const desk = createIngestDesk(intelligence)

function refresh(): boolean {
  const found = intelVersion(intel)
  if (found === version) return false
  version = found
  lists = loadIntel(intel)
  return true
}

function grant(wish: Wish): unknown {
  switch (wish.kind) {
    case 'receive':
      return desk.receive(wish.input)
    case 'keep':
      return desk.keep(wish.token, wish.firmId, wish.number)
    case 'drop':
      return desk.drop(wish.token)
    case 'load':
      return desk.load(wish.input)
    case 'detect':
      return desk.detect(wish.input)
    case 'remember':
      return desk.remember(wish.firmId)
    case 'forget':
      return desk.forget(wish.firmId)
    case 'refresh':
      return refresh()
  }
}

parentPort?.on('message', ({ id, wish }: { id: number; wish: Wish }) => {
  const answer = answerTo(id, wish)
  parentPort?.postMessage(answer, packedIn(answer))
})

/** A received body's packed bytes are wanted on the other side only. */
function packedIn(answer: Answer): ArrayBuffer[] {
  const received = answer.kind === 'granted' ? (answer.value as Partial<Received> | undefined) : undefined
  return received?.kind === 'received' && received.packed ? ownedBy(received.packed) : []
}

function answerTo(id: number, wish: Wish): Answer {
  try {
    return { id, kind: 'granted', value: grant(wish) }
  } catch (error) {
    return { id, kind: 'failed', reason: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' }
  }
}
