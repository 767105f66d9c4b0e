/** A log to replay: a person's own file, or a bundled one. */
export interface Source {
  name: string
  blob: Blob
}

/** The bytes of a log, unpacked when it is a `.gz`; `read` hears how many bytes of the file have passed. */
export async function* piecesOf({ name, blob }: Source, read: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const counted = blob.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, to) {
        read(piece.length)
        to.enqueue(piece)
      },
    }),
  )
  const bytes = name.endsWith('.gz') ? counted.pipeThrough(new DecompressionStream('gzip')) : counted
  const reader = bytes.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    // Whoever stops half-way lets the file go.
    await reader.cancel().catch(() => undefined)
  }
}
